/**
 * Decides whether the value given to something called a password, token or key is a real one: not a placeholder, not a
 * reference to where the real one is kept, not a word.
 */

import { shannonEntropy } from '../entropy';
import { isWordLike, splitWords } from './words';

type Groups = Readonly<Record<string, string | undefined>>;

const placeholderParts =
  /example|sample|placeholder|changeme|change[-_]|replace|redacted|dummy|fake|insert[-_]|enter[-_]|your[-_]|[-_]here\b|todo|fixme|secret-?value|not-?a-?real|invalid|f00d|deadbeef|cafebabe/i;
const placeholderWholes =
  /^(?:test(?:ing)?|foo(?:bar)?|bar|baz|qux|abc|xyz|none|null|nil|true|false|undefined|default|empty|value|string|password|passw(?:or)?d|pass|pwd|secret|token|key|user(?:name)?|admin|root|guest|demo|temp|tmp|hidden|unknown|required|optional|postgres|mysql|mongo|redis|rabbitmq|hunter2|letmein|qwerty|my|the|some|a|an)(?:[-_.]?(?:test|foo|bar|password|passwd|pass|pwd|secret|token|key|value|string|user|admin|me|it))*[-_.]?[0-9!]{0,4}$/i;
const sequences =
  /abcdefg|bcdefgh|0123456|1234567|2345678|9876543|qwertyu|asdfgh|(?:abc|xyz|123|foo|bar|test){3}|xxxx|\*\*\*|\.\.\.|#####|-----|_{5}|(.)\1{5}/i;
const interpolation =
  /\$\{|\{\{|\}\}|\$\(|<%|%>|#\{|%\(|\{[A-Za-z_0-9]*\}|^\$|^%[A-Za-z_]|%[sdv@]|^<.*>$|^\[.*\]$|^\(.*\)$|^__.*__$|^@[a-z]/;

/** Reports whether the value is not one of the things people write where a secret would stand. */
export function isNotPlaceholder(value: string, _groups: Groups): boolean {
  if (placeholderParts.test(value) || placeholderWholes.test(value) || sequences.test(value)) return false;
  if (interpolation.test(value)) return false;
  return new Set(value).size >= Math.min(5, value.length);
}

/** Reports whether the value is given as such and does not name where it comes from. */
export function isLiteralValue(value: string, groups: Groups): boolean {
  if (!isNotPlaceholder(value, groups)) return false;
  return !/^(?:process|os|env|config|settings|options|self|this|ctx|args|params|req|request|System|Environment)[.[]|\(|^[&*]/.test(
    value,
  );
}

/** What a name is about when it only begins like a credential's: `passwordHint`, `token_count`, `keyPath`. */
const otherNouns =
  /(?:public|hash|hashed|digest|checksum|fingerprint|sha\d*|md5|uuid|guid|url|uri|path|file(?:name)?|dir|name|field|label|title|type|kind|header|prefix|suffix|regex|pattern|policy|length|size|count|limit|min|max|expir[a-z]*|ttl|timeout|at|date|time|hint|prompt|help|message|msg|error|description|placeholder|param|parameter|column|attr|attribute|class|selector|element|input|form|id|index|status|state|format|version|algorithm|alg|method|endpoint|page|route|mode|enabled|required|provider|strategy|rotation|manager|store|service|reset|length|validator|rule|strength|symbols?|kinds?|names?|types?|ids?|scope|issuer|usage|count(?:er)?|budget|cost|price|ring|board|word|code|map|press|down|up|event|frame|frames|stroke|binding|bindings|space|less|stone|note)$/i;
const humanNames = /pass|pwd|phrase/i;

/**
 * Reports whether the value is a credential, judged with the name it is given to (groups `name` and `suffix`).
 *
 * Passwords may be short and are believed where they are not words; keys and tokens must look generated.
 */
export function isCredentialValue(value: string, groups: Groups): boolean {
  const name = `${groups['name'] ?? ''}${groups['suffix'] ?? ''}`;
  if (otherNouns.test(groups['suffix'] ?? '')) return false;
  if (!isLiteralValue(value, groups) || isReference(value)) return false;
  if (/^[-+]?(?:0x[0-9a-f]{1,16}|[\d_.,]+)[lun]{0,3}$/i.test(value) && !/^\d{6,}$/.test(value)) return false;
  if (isUuid(value) || isHash(value, name)) return false;
  const human = humanNames.test(groups['name'] ?? '');
  if (looksWritten(value, human)) return false;
  if (human) return value.length >= 6;
  return value.length >= 10 && shannonEntropy(value) >= (value.length >= 20 ? 3 : 2.6);
}

/** Reports whether a value is the path, address, command or identifier of something. */
function isReference(value: string): boolean {
  if (/^(?:\.{0,2}\/|~\/|[A-Za-z]:\\|[a-z][a-z0-9+.-]*:\/\/|\\\\|--|#|\.)/.test(value)) return true;
  if (
    /\.(?:json|ya?ml|pem|key|crt|cer|p12|pfx|txt|conf|ini|properties|env|[jt]sx?|py|rb|go|java|php|html?|css|svg|png|local|com|org|net|io)$/i.test(
      value,
    )
  ) {
    return true;
  }
  if (
    /^[\w-]+(?:[./:>-]+[\w-]+)+$/.test(value) &&
    splitWords(value).every((word) => word.length < 3 || isWordLike(word))
  )
    return true;
  return (
    /^(?:\w+\.)+\w+$/.test(value) ||
    /[;{}()[\]<>]/.test(value) ||
    /=>|->|::|&&|\|\|/.test(value) ||
    /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value)
  );
}

function isUuid(value: string): boolean {
  return /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i.test(value);
}

function isHash(value: string, name: string): boolean {
  if (
    /^\$(?:2[abxy]?|5|6|1|y|argon2\w*|scrypt|pbkdf2)\$|^\{?(?:ssha|sha\d*|md5|bcrypt|pbkdf2\w*)[}:$-]|^sha\d{3}-/i.test(
      value,
    )
  )
    return true;
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(value) && /integrity|commit|revision|sum|hash/i.test(name);
}

/** Reports whether the letters of a value are words, as in `user_password` or `forgot-password-2`. */
function looksWritten(value: string, human: boolean): boolean {
  const words = splitWords(value);
  const letters = words.join('').length;
  const rest = value.length - letters;
  if (letters === 0) return human ? value.length < 8 : true;
  const written = words.filter((word) => word.length >= 3 && isWordLike(word)).join('').length;
  const digits = value.replace(/[^0-9]/g, '').length;
  if (human) {
    const mixed = digits > 0 && /[^A-Za-z0-9_.\-/:]/.test(value) && letters < value.length - 2;
    return !mixed && written >= letters * 0.7 && digits <= 4;
  }
  if (written >= letters * 0.6 && digits <= Math.max(2, value.length * 0.15)) return true;
  return digits === 0 && rest > value.length * 0.3;
}
