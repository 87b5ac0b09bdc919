/**
 * What the value itself says: drawn by a machine, chosen by a person as a password, or a word, reference or placeholder.
 */

import { shannonEntropy } from '../entropy';
import { wordBits } from '../validate/words';
import { isDigitCode, isLetterCode, isUpperCode } from './characters';
import type { Add, Name } from './nameFeatures';

/** Characters of a value by class, and how word-like its letters are. */
export interface Shape {
  readonly length: number;
  readonly letters: number;
  readonly upper: number;
  readonly digits: number;
  readonly blanks: number;
  readonly others: number;
  /** Changes from letter to digit or back. */
  readonly turns: number;
  /** Runs of letters of three or more. */
  readonly runs: number;
  /** Bits by which words explain the letters better than chance, negative for drawn ones. */
  readonly bits: number;
  /** Of the run that is least like a word, in bits a letter. */
  readonly oddest: number;
}

/** Reads the shape of a value in one pass. */
export function shapeOf(value: string): Shape {
  let letters = 0;
  let upper = 0;
  let digits = 0;
  let blanks = 0;
  let turns = 0;
  let runs = 0;
  let bits = 0;
  let oddest = 9;
  let start = -1;
  let last = 0;
  for (let i = 0; i <= value.length; i++) {
    const code = i < value.length ? value.charCodeAt(i) : 0;
    const letter = isLetterCode(code);
    if (letter) {
      letters++;
      if (isUpperCode(code)) upper++;
    } else if (isDigitCode(code)) digits++;
    else if (code === 32) blanks++;
    const kind = letter ? 1 : isDigitCode(code) ? 2 : 3;
    if (last !== 0 && kind !== last && kind + last === 3) turns++;
    const breaks = start >= 0 && (!letter || (isUpperCode(code) && !isUpperCode(value.charCodeAt(i - 1))));
    if (breaks) {
      const each = wordBits(value, start, i);
      bits += each;
      if (i - start >= 3) {
        runs++;
        oddest = Math.min(oddest, each / (i - start));
      }
      start = -1;
    }
    if (letter && start < 0) start = i;
    last = kind;
  }
  const others = value.length - letters - digits - blanks;
  return { length: value.length, letters, upper, digits, blanks, others, turns, runs, bits, oddest };
}

const placeholder =
  /example|sample|placeholder|change[-_ ]?(?:me|it|this)|replace|redacted|dummy|fake|insert|enter[-_ ]|your|[-_ ]here|todo|fixme|f00d|deadbeef|cafebabe|xxx|\*\*\*|\.\.\.|not[-_ ]?a[-_ ]|some[-_ ]|^(?:my|the|an?)[-_ ]|this[-_ ]is|^(?:null|undefined|none|true|false|string|bool(?:ean)?|int(?:eger)?|default|unknown|required|optional|hidden|empty)$/i;
const commonWord =
  /letmein|hunter2|qwerty|foo|bar(?![a-z])|baz|qux|lorem|test(?![a-z])|mock|secure|admin|root|guest|demo|super|s3cr[3e]t|p[a4@][s5$]{2}w|hello|world|abc123|monkey|dragon|welcome|iloveyou|changeit|master|mysql|postgres|mongo|redis|rabbit/i;
const kindWord = /pass|pwd|pw\d*$|secret|token|key|cred|auth|salt|nonce/i;
const onlyKindWord =
  /^(?:(?:my|test|user|the|root|admin|your|new|old|wrong|bad|good|some)?[-_. ]?(?:pass(?:word|wd|phrase)?|pwd|pw|psw|psst|secret|token|key|auth|creds?|credentials?)s?[-_. ]?\d{0,4})+$/i;
const interpolation =
  /\$\{[A-Za-z_][\w.\-:?/ ()'"|]*\}|\{\{[^{}]*\}\}|\$\([A-Za-z_]|<%|%>|#\{[A-Za-z_@]|%\(\w|^\$[A-Za-z_]\w*$|^%[A-Za-z_]+%$|%[sdv](?![A-Za-z0-9])|^<[^>]*>$|^__\w*__$|(?<!\{)\{[A-Za-z_]\w*\}|\{\d*\}|^\$\{|^\{\{|\\\(/;
const reference =
  /^(?:process|os|env|config|settings|options|self|this|ctx|args|params|req|request|System|Environment|cfg|opts|app|data|user|secrets|vars|var|local|module|props|state)[.[]|^(?:(?:\*|&|@|!|\$)?[A-Za-z_$][\w$]*)(?:(?:\.|->|::|\?\.)[A-Za-z_$][\w$]*)+(?:[([].*)?$/;
const call = /^[\w.$>:!&*-]{1,80}\(|\)$|^\(|=>|&&|\|\||[!=]==?|^[!&*]|\]\[|\[['"\d]/;
const path =
  /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\|\\\\)|^[\w.-]+(?:\/[\w.-]+)+$|\/$|\.(?:json|ya?ml|pem|key|crt|cer|p12|pfx|jks|txt|conf|ini|properties|env|[jt]sx?|py|rb|go|java|php|cs|html?|css|svg|png|md|sh|local|com|org|net|io|dev)$/i;
const address =
  /^[\w-]+(?:\.[\w-]+)+\.(?:com|net|org|io|dev|local|cloud|app)(?::\d+)?$|^[a-z][a-z0-9+.-]*:\/\/|^www\.|^[^@\s]+@[^@\s]+\.[a-z]{2,}$|^\d{1,3}(?:\.\d{1,3}){3}/i;
const digestFormat =
  /^\$(?:2[abxy]?|5|6|1|y|argon2\w*|scrypt|pbkdf2|apr1)\$|^\{?(?:ssha|sha\d*|md5|bcrypt|pbkdf2\w*|crypt)[}:$-]|^sha\d{3}-/i;
const term =
  /^(?:utf-?(?:8|16)(?:le|be)?|base64(?:url)?|ascii|latin1|iso-8859-\d+|(?:hmac-?)?sha-?\d+|md5|aes-?\d+[\w-]*|rsa-?\w*|[rehp]s\d{3}|x\.?509|oauth2?|\w+\/[a-z]+)$/i;
const expression = /^%[-+#]?[sdvqx]|\(\?[:!=<]|\\[sdwSDWB]|\[\^[^\]]*\]|\][+*]/;
const wholeHash =
  /^(?:\{[A-Za-z0-9-]{3,12}\})?\$(?:2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}|argon2[id]{1,2}\$v=|[156y]\$(?:rounds=\d+\$)?[./A-Za-z0-9]{4,16}\$[./A-Za-z0-9]{20})/;
const hexOnly = /^(?:0x)?[0-9a-f]+$/i;
const uuid = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;
const numeric = /^[-+]?(?:0x[0-9a-f]+|[\d_.,:/-]+|[\d.]+(?:e[+-]?\d+)?[a-z]{0,2})$/i;
const alphabet =
  /abcdefg|bcdefgh|0123456|1234567|2345678|9876543|qwertyu|asdfgh|(?:abc|xyz|123|foo|bar|test){3}|(.)\1{4}|^1234|1234$|^abc|abc$/i;
const passwordSymbol = /[!@#$%^&*?~+]/;
const bytes = /^(?:0x[\da-f]{1,2}|\d{1,3})(?:\s*[,:\s]\s*(?:0x[\da-f]{1,2}|\d{1,3})){7}/i;
const publicKey =
  /^(?:MI[GI][A-Za-z0-9+/]{1,5}(?:A0GCSqGSIb3DQEB|ANBgkqhkiG9w0BAQ)|MFkwEwYHKoZIzj0C|MCowBQYDK2V|ssh-|ecdsa-|AAAA[BCE]3Nza|-----BEGIN (?:PUBLIC|CERT))/;
const foreign = /[\u0370-\u1fff\u2e80-\ufffd]/;
const sentence = /^[A-Z]?[a-z]+(?: [A-Za-z',.:()!?-]+)+$/;

/** Reports whether a value needs no weighing: words alone, an alphabet, one letter again and again, a hash, a word for keys. */
export function isPlain(value: string, { digits, letters, runs, oddest, bits, length, others }: Shape): boolean {
  const isWritten = runs > 0 && oddest > 0.1 && bits > letters * 0.4;
  if (digits === 0 && isWritten && letters > length / 2 && others < length / 4) return true;
  if (length < 32 && others < 4 && digits < 5 && (onlyKindWord.test(value) || term.test(value))) return true;
  if (others > 1 && (expression.test(value) || wholeHash.test(value))) return true;
  if (others > 1 && value.includes('[redacted:')) return true;
  return ascends(value) || (length >= 6 && hasTwoCharacters(value));
}

/** Reports whether a value is made of at most two different characters. */
function hasTwoCharacters(value: string): boolean {
  const first = value.charCodeAt(0);
  let second = first;
  for (let i = 1; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code === first || code === second) continue;
    if (second !== first) return false;
    second = code;
  }
  return true;
}

/** Adds the features of the value. */
export function addValueFeatures(value: string, shape: Shape, kind: Name['kind'], add: Add): void {
  const { length, letters, upper, digits, others } = shape;
  if (bytes.test(value)) {
    add('an array of bytes', 1);
    return;
  }
  const human = kind === 'password' || kind === 'secret' ? 'password' : 'key';
  if (publicKey.test(value)) add('a public key', 1);
  if (foreign.test(value)) add('letters of other scripts', 1);
  addLength(length, human, add);
  const hex = length >= 6 && digits > 0 && hexOnly.test(value);
  if (!hex) addWordLikeness(shape, human, add);

  const entropy = shannonEntropy(value);
  add('entropy', entropy - 3);
  if (entropy < 2) add('little entropy', 1);
  if (length >= 16 && entropy > 3.5) add('long and much entropy', 1);
  if (new Set(value).size <= Math.max(2, length / 3)) add('few different characters', 1);
  if (digits > 0 && letters > 0) add('letters and digits', 1);
  if (upper > 0 && upper < letters && digits > 0) add('both cases and digits', 1);
  if (upper > 0 && upper < letters && digits === 0 && others === 0) add('both cases, no digits', 1);
  if (upper === letters && letters > 0 && !hex) add(digits > 0 ? 'capitals and digits' : 'capitals only', 1);
  if (shape.turns >= 3) add('letters and digits mixed', Math.min(4, shape.turns / 3));
  if (digits === length) add('digits only', 1);
  if (digits === 0 && others === 0) add(`letters only (${human})`, 1);
  if (passwordSymbol.test(value)) add('symbols of passwords', 1);
  if (
    kind === 'password' &&
    length >= 8 &&
    length < 40 &&
    upper > 0 &&
    upper < letters &&
    digits > 0 &&
    passwordSymbol.test(value)
  ) {
    add('composed as password rules ask', 1);
  }
  const marks = others < 4 ? 0 : new Set(value.replace(/[\w\s./:-]/g, '')).size;
  if (others > 0 && marks < 4) add('punctuation', Math.min(4, others) / 2);
  if (marks >= 4) add(`many kinds of punctuation (${human})`, Math.min(3, marks / 4));
  if (letters + digits === 0) add('punctuation only', 1);
  if (/^[A-Za-z0-9+/_-]{20,}={0,2}$/.test(value)) add('token alphabet', 1);
  if (/={1,2}$/.test(value)) add('ends as base64', 1);

  if (hex) {
    add(`hex of ${length < 10 ? 'under 10' : length < 20 ? '10 to 19' : '20 or more'}`, 1);
    if (length === 32 || length === 40 || length === 64 || length === 128) add("hex of a digest's length", 1);
    if (kind === 'key') add('hex for a key', 1);
    if (length >= 20) add(`long hex (${human})`, 1);
  }
  if (uuid.test(value)) add('uuid', 1);
  if (numeric.test(value)) add('a number', 1);
  if (digestFormat.test(value)) add('a password hash', 1);
  if (alphabet.test(value)) add('a sequence or repetition', 1);
  if (interpolation.test(value)) add('a template or variable', 1);
  if (reference.test(value)) add('a member of something', 1);
  else if (call.test(value)) add('a call or expression', 1);
  if (path.test(value)) add('a path or file name', 1);
  if (address.test(value)) add('an address', 1);
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value)) add('a constant', 1);
  if (/^[a-z]+(?:[-_.:/][a-z]+)+$/.test(value)) add('words with separators', 1);
  if (/^[a-z]+(?:[A-Z][a-z]+)+$/.test(value)) add('camel case', 1);
  if (shape.blanks > 0) add('blanks', Math.min(3, shape.blanks));
  if (sentence.test(value)) add('a sentence', 1);
  if (placeholder.test(value)) add('a placeholder', 1);
  if (commonWord.test(value)) add(`a common word (${human})`, 1);
  if (kindWord.test(value)) add('contains a word for credentials', 1);
}

function addLength(length: number, human: string, add: Add): void {
  const bucket =
    length < 4
      ? 'under 4'
      : length < 5
        ? '4'
        : length < 8
          ? '5 to 7'
          : length < 12
            ? '8 to 11'
            : length < 16
              ? '12 to 15'
              : length < 24
                ? '16 to 23'
                : length < 40
                  ? '24 to 39'
                  : length < 100
                    ? '40 to 99'
                    : '100 and more';
  add(`length ${bucket} (${human})`, 1);
}

function addWordLikeness({ letters, bits, oddest, runs, length, digits }: Shape, human: string, add: Add): void {
  if (letters < 3) {
    add('hardly any letters', 1);
    return;
  }
  const mean = bits / letters;
  add(`letters like words (${human})`, Math.min(3, Math.max(0, mean) * 2));
  add(`letters as drawn (${human})`, Math.min(4, Math.max(0, -mean)));
  add(`evidence that letters are drawn (${human})`, Math.min(6, Math.max(0, -bits) / 8));
  if (runs > 0 && oddest > 0.1) add('each run of letters is a word', 1);
  if (runs > 0 && oddest > 0.1 && digits <= 4 && letters + digits > length * 0.6) add('words, few digits', 1);
  if (runs > 0 && oddest < -2) add('a run of letters is no word', 1);
  if (runs > 0 && oddest < -1) add(`a run of letters is hardly a word (${human})`, 1);
}

/** Reports whether most characters follow the one before in code order: an alphabet, not a secret. */
function ascends(value: string): boolean {
  let steps = 0;
  for (let i = 1; i < value.length; i++) if (value.charCodeAt(i) === value.charCodeAt(i - 1) + 1) steps++;
  return value.length >= 6 && steps > value.length * 0.6;
}

/** Reports whether the value has the letters of the name's words. */
export function repeatsName(value: string, { words }: Name): boolean {
  if (value.length < 3 || value.length > 60) return false;
  const flat = value.toLowerCase().replace(/[^a-z]/g, '');
  const joined = words.join('');
  return flat.length >= 3 && (joined === flat || joined.includes(flat) || (flat.includes(joined) && joined.length > 3));
}
