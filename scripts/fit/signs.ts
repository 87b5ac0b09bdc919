/**
 * What is known of features before any example: which way each may count, and the weight of those that examples lack.
 *
 * People who share labelled code replace real passwords by random letters, so words with digits and symbols are missing.
 */

import type { Sign } from './logistic';

const onlyFor =
  /^(?:letters as drawn|evidence that letters are drawn|a run of letters is (?:no|hardly)|letters and digits|both cases and digits|long and much entropy|entropy$|symbols of passwords|token alphabet|many kinds|ends as base64|an array of bytes|composed as|name says whose|name is a (?:password|secret)'s|a user name near)/;
const onlyAgainst =
  /^(?:letters like words|each run of letters|words, few digits|little entropy|few different|name ends in (?:id|another)|name is about|name says (?:public|technical|test|fake|a deed)|refused as|not the form|quotes of a single|bare with brackets|name has another|name goes on|name is a plural|a (?:bare number|bare assignment|public key|number|password hash|sequence|template|member|call|path|constant|sentence|placeholder|common|dismissing|block)|an address|letters of other|words with|camel case|contains a word|is only a|length under 4|repeats the name|more words follow|joined with|blanks|punctuation only|digits only|letters only|hardly any letters|bare|in a condition|uuid|hex of a digest|far from|both cases, no)/;

export const signOf: Sign = (feature) => (onlyFor.test(feature) ? 1 : onlyAgainst.test(feature) ? -1 : 0);

/** Weights that the fit starts from and is drawn to instead of 0. */
export const priors: Readonly<Record<string, number>> = {
  'composed as password rules ask': 3.5,
  'an array of bytes': 3,
  'name ends in another noun': -2,
  'name is about signing in': -3,
  'name ends in id': -2,
  'name says public': -1.5,
  'name says fake': -1,
  'a placeholder': -2.5,
  'refused as a known kind of token': -5,
  'not the form of the provider it names': -1,
  'quotes of a single character': -3,
  'bare with brackets in code': -2.5,
  'a template or variable': -2.5,
  'a member of something': -2,
  'a call or expression': -2,
  'a path or file name': -2,
  'an address': -2,
  'a constant': -1,
  'a sentence': -1.5,
  'a public key': -2,
  'a password hash': -4,
  'a sequence or repetition': -1,
  'letters of other scripts': -1.5,
  'more words follow': -1,
  'another name stands between': -3,
};
