/**
 * What the name of a value says: which kind of credential it calls it, and whether it is about something else.
 *
 * `passwordHint`, `tokenCount`, `keyPath` begin like a credential's name and are none.
 */

import { isDigitCode, isLetterCode, isUpperCode } from './characters';

export type NameKind = 'password' | 'secret' | 'token' | 'key' | 'credential' | 'auth' | 'salt';

/** Adds a feature with its value. */
export type Add = (feature: string, value: number) => void;

export interface Name {
  readonly kind: NameKind;
  /** The words of the identifier, lower case. */
  readonly words: readonly string[];
  /** The index of the word that gives the kind. */
  readonly at: number;
}

const passwords =
  /^(?!(?:by|com|tres|sur|over|under|multi|single|one|two|first|second|low|high|band|re|im)pass(?:es|ed)?$)[a-z]*(?:pass(?:word|wd|wrd|phrase|code|wort)s?|pwd|passw|pswd)$|^pass$|^(?!(?:by|com|tres|sur|over|under|multi|single|one|two|first|second|low|high|band|re|im)pass$)[a-z]{1,6}pass$|^passw|^pwd|^pw$|passe$|^kennwort|^contrase|^senha$|^wachtwoord|^parola?$|^psk$|^identified$/;
const secrets = /secret(?:e|s|id)?$|^secret/;
const tokens = /(?:^|[a-z])tokens?$/;
const keys =
  /^(?:api|app|auth|access|secret|private|priv|encrypt(?:ion)?|enc|sign(?:ing)?|session|master|account|storage|client|server|service|shared|security|license|consumer|admin|deploy|project|integration|tenant|[nhrx])?keys?$|^seed$/;
const credentials = /^(?:cred|creds|credentials?|credentialvalue)$/;
const auths = /^(?:auth|oauth2?|authorization|authentication|authdata|authcode|authkey)$/;
const salts = /^(?:salt|nonce|iv|passwordsalt)$/;

/** Returns what the identifier names, `undefined` where its words name no credential: `keyboard`, `author`, `bypass`. */
export function readName(text: string, from: number, to: number): Name | undefined {
  const words = wordsOf(text, from, to);
  for (let at = words.length - 1; at >= 0; at--) {
    const kind = kindOf(words[at]!);
    if (kind === undefined) continue;
    // `secret_key`, `auth_token`, `password_salt`: the last word is the noun, the one before says more.
    const before = at > 0 ? kindOf(words[at - 1]!) : undefined;
    if (kind === 'key' && (before === 'secret' || before === 'password')) return { kind: before, words, at };
    if (kind === 'auth' && before !== undefined) return { kind: before, words, at: at - 1 };
    return { kind, words, at };
  }
  return undefined;
}

function kindOf(word: string): NameKind | undefined {
  if (word.length < 2) return undefined;
  if (passwords.test(word)) return 'password';
  if (secrets.test(word)) return 'secret';
  if (tokens.test(word)) return 'token';
  if (keys.test(word)) return 'key';
  if (credentials.test(word)) return 'credential';
  if (auths.test(word)) return 'auth';
  return salts.test(word) ? 'salt' : undefined;
}

/** Nouns behind the credential's that make the name about something else. */
const metaNouns = new Set(
  'name names path paths file files filename dir url uri urls endpoint host port type types kind format field fields label title text placeholder hint prompt message msg error err warning description desc help header headers prefix suffix param params parameter parameters arg attr attribute attributes column property prop input form element selector class id ids index idx status state mode length len size count limit max min expiry expires expiration ttl timeout age at date time policy rule rules validator validation regex pattern alg algorithm algo method provider manager service store storage vault strategy handler factory builder util utils helper callback listener event code codes map list set array table cache request req response resp reset scope scopes issuer usage cost price version enabled required valid invalid visible exists changed changes change char chars options option config settings setting location info source page view button icon strength ring board word words press down up frame frames binding bindings space ref reference env var variable template lookup getter function fn func encoder encoded decoder hasher hash hashes hashed digest signature timestamp realm checksum sha md5 fingerprint generator iterator parser reader writer stream interface module plugin'.split(
    ' ',
  ),
);
const publicWords =
  /^(?:public|pub|publishable|foreign|issuer|recaptchasite|csrf|xsrf|anticsrf|csrfmiddlewaretoken|authenticity|antiforgery|site|sitekey|maps?)$/;
const technicalWords =
  /^(?:primary|partition|sort|cache|row|index|unique|object|group|lookup|registry|metadata|translation|i18n|locale|message|keyboard|hot|shortcut|aggregate|bucket|schema|sequence|idempotency|dedupe|next|page|continuation|sync|lexer|syntax|parser|host|event|attr|prop|property|sub|hkey|reg|status|error|err|flag|flags)$/;
const fakeWords = /^(?:dummy|fake|mock|sample|example|demo|placeholder|default)$/;
const testWords = /^(?:test|tests|testing|invalid|wrong|bad|expected|old|new|current|repeat|confirm|confirmation)$/;
const deedWords =
  /^(?:no|not|is|has|use|with|without|needs?|requires?|show|hide|forgot|reset|change|validate|check|verify|get|update|delete|create|too)$/;
const openWords =
  /^(?:access|refresh|auth|oauth|bearer|api|app|client|session|jwt|bot|csrf|id|private|secret|signing|encryption|encrypt|cipher|crypto|aes|des|hmac|consumer|master|root|admin|db|database|user|mysql|postgres|redis|mongo|smtp|mail|ldap|proxy)$/;

/** Adds the features of the name. */
export function addNameFeatures(text: string, from: number, to: number, name: Name, add: Add): void {
  const { words, at, kind } = name;
  add(`name is a ${kind}'s`, 1);
  const last = words[words.length - 1]!;
  if (words.length === 1) add('name is one word', 1);
  else add('name has several words', 1);
  if (words.length > 4) add('name has many words', 1);
  if (at < words.length - 1) {
    if (last === 'id' || last === 'ids') add('name ends in id', 1);
    else if (metaNouns.has(last)) add(kind === 'auth' ? 'name is about signing in' : 'name ends in another noun', 1);
    else if (
      /^(?:value|val|str|string|data|bytes|base|secure|plain|raw|key|hex|b|current|new|old|test|prod|dev|confirmation)$/.test(
        last,
      )
    )
      add('name ends in value', 1);
    else add('name goes on behind the credential', 1);
  }
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (i !== at && publicWords.test(word)) add('name says public', 1);
    else if (i !== at && technicalWords.test(word)) add('name says technical', 1);
    else if (i !== at && fakeWords.test(word)) add('name says fake', 1);
    else if (i !== at && testWords.test(word)) add('name says test or variant', 1);
    else if (i !== at && deedWords.test(word)) add('name says a deed or a flag', 1);
    else if (i < at && openWords.test(word)) add('name says whose credential', 1);
    else if (i < at && metaNouns.has(word)) add('name has another noun', 1);
  }
  if (/s$/.test(words[at]!) && !/ss$/.test(words[at]!)) add('name is a plural', 1);
  const first = text.charCodeAt(from);
  if (isUpperCode(first)) {
    if (to - from > 2 && isUpperCode(text.charCodeAt(from + 1)) && isUpperCode(text.charCodeAt(to - 1)))
      add('name in capitals', 1);
    else add('name begins with a capital', 1);
  }
  if (text.slice(from, to).includes('.')) add('name is dotted', 1);
}

function wordsOf(text: string, from: number, to: number): string[] {
  const words: string[] = [];
  let start = -1;
  for (let i = from; i <= to; i++) {
    const code = i < to ? text.charCodeAt(i) : 0;
    if (!isLetterCode(code)) {
      if (start >= 0 && !isDigitCode(code)) words.push(text.slice(start, i).toLowerCase());
      if (!isDigitCode(code)) start = -1;
      else if (start >= 0) {
        words.push(text.slice(start, i).toLowerCase());
        start = -1;
      }
      continue;
    }
    if (start < 0) start = i;
    else if (isUpperCode(code)) {
      const next = i + 1 < to ? text.charCodeAt(i + 1) : 0;
      if (!isUpperCode(text.charCodeAt(i - 1)) || (isLetterCode(next) && !isUpperCode(next))) {
        words.push(text.slice(start, i).toLowerCase());
        start = i;
      }
    }
  }
  return words;
}
