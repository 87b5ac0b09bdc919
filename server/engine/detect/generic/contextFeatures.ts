/**
 * What stands around a value says: how it is tied to its name, the kind of file, and words near it.
 */

import type { Candidate } from './bounds';
import { isBlankCode, isLetterCode, isLineEnd, isQuoteCode } from './characters';
import type { Add } from './nameFeatures';

const codeFile =
  /\.(?:[cm]?[jt]sx?|vue|svelte|py|pyi|rb|php|go|java|kt|kts|scala|cs|fs|vb|c|cc|cpp|cxx|h|hpp|m|mm|swift|rs|dart|lua|pl|pm|r|ex|exs|erl|hs|clj|groovy|sql|sol|ps1|axaml|erb)$/i;
/** In these languages single quotes hold one character. */
const characterFile = /\.(?:c|cc|cpp|cxx|h|hpp|m|mm|cs)$/i;
const configFile =
  /\.(?:ya?ml|toml|ini|cfg|conf|config|properties|env|json|xml|tf|tfvars|hcl|plist|cnf|sample|example|creds|ldif)$|(?:^|\/)(?:\.env[\w.]*|dockerfile|makefile|\.npmrc|\.pypirc)$/i;
const docFile = /\.(?:md|mdx|markdown|rst|adoc|asciidoc|txt|html?)$/i;
const testPath =
  /(?:^|[/._-])(?:tests?|spec|specs|__tests__|fixtures?|mocks?|testdata|e2e|cypress)(?:[/._-]|$)|_test\.|Tests?\./i;
const examplePath =
  /(?:^|[/._-])(?:examples?|samples?|demos?|docs?|tutorials?|locales?|i18n|lang|translations?)(?:[/._-]|$)/i;
const dismissing =
  /\b(?:example|dummy|fake|sample|placeholder|mock|hash(?:ed)?|checksum|sha\d*|md5|digest|public|encrypted|gpg|pgp|fingerprint|bcrypt|invalid|wrong|incorrect)\b/i;
const otherName = /^\s+[A-Za-z]+(?:[_-][A-Za-z]+)+\s*[=:]/;
const comment = /^\s*(?:\/\/|#|\*|\/\*|--|;|<!--|rem\b)/i;

const lineReach = 160;

/** Adds the features of the surroundings. */
export function addContextFeatures(
  text: string,
  candidate: Candidate,
  reach: { readonly from: number; readonly to: number },
  path: string | undefined,
  add: Add,
): void {
  const { from, to, quote, tie, wrapped, escaped, nameFrom, nameTo } = candidate;
  const file =
    path === undefined
      ? 'unknown'
      : codeFile.test(path)
        ? 'code'
        : configFile.test(path)
          ? 'configuration'
          : docFile.test(path)
            ? 'documentation'
            : 'unknown';
  add(`in ${file}`, 1);
  if (quote === 0) add(`bare in ${file}`, 1);
  else if (isQuoteCode(quote)) add(quote === 34 ? 'double quotes' : quote === 39 ? 'single quotes' : 'back quotes', 1);
  if (quote === 39 && path !== undefined && characterFile.test(path)) add('quotes of a single character', 1);
  if (quote === 0 && file === 'code' && /[{}()[\]<>]/.test(text.slice(from, to))) add('bare with brackets in code', 1);
  add(`tie: ${tie}`, 1);
  if (quote === 0) add(`bare, tie: ${tie}`, 1);
  if (quote === 0 && /^[-+]?(?:0x[0-9a-f]+|[\d_.]+)[a-z]{0,3}$/i.test(text.slice(from, to))) add('a bare number', 1);
  if (wrapped) add('in a call', 1);
  if (escaped) add('escaped quotes', 1);
  if (nameTo <= from && from - nameTo > 24) add('far from the name', 1);
  if (path !== undefined) {
    if (testPath.test(path)) add('test file', 1);
    if (examplePath.test(path)) add('example or documentation', 1);
  }
  const lineFrom = lineStart(text, Math.min(from, nameFrom), reach.from);
  const lineTo = lineEnd(text, to, reach.to);
  const before = text.slice(lineFrom, Math.min(from, nameFrom));
  const after = text.slice(to, lineTo);
  if (quote === 0 && file === 'code' && (tie === 'assign' || tie === 'arrow') && !/["'`#]|\/\//.test(before))
    add('a bare assignment in code', 1);
  if (comment.test(before)) add('in a comment', 1);
  if (dismissing.test(before)) add('a dismissing word before', 1);
  if (dismissing.test(after)) add('a dismissing word behind', 1);
  if (quote === 0 && isBlankCode(text.charCodeAt(to)) && isLetterCode(text.charCodeAt(to + 1)))
    add('more words follow', 1);
  if (quote !== 0 && /^["'`]?\s*(?:\.{1,2}|\+|%|\|)\s*[\w$"'`]/.test(after)) add('joined with something', 1);
  if (quote === 0 && /^\s*[({[]/.test(after)) add('a block or call follows', 1);
  if (nameTo < from && otherName.test(text.slice(nameTo, from))) add('another name stands between', 1);
  if (/[?&]$/.test(before)) add('in a query', 1);
  if (/(?:return|case|if|when|throw|assert\w*|expect)\b[^"']*$/.test(before)) add('in a condition or return', 1);
  if (
    /\b(?:user(?:_?name)?|login|email|account|host(?:name)?)\b/i.test(before) ||
    /\b(?:user(?:_?name)?|login|email)\b/i.test(after)
  )
    add('a user name near', 1);
  if (before.length > 120 && after.length > 120) add('in a long line', 1);
}

function lineStart(text: string, at: number, least: number): number {
  const end = Math.max(least, at - lineReach);
  let i = at;
  while (i > end && !isLineEnd(text.charCodeAt(i - 1))) i--;
  return i;
}

function lineEnd(text: string, at: number, most: number): number {
  const end = Math.min(most, at + lineReach);
  let i = at;
  while (i < end && !isLineEnd(text.charCodeAt(i))) i++;
  return i;
}
