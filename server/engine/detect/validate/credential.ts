/**
 * Decides whether the value given to something called a password, token or key is a real one: not a placeholder, not a
 * reference to where the real one is kept, not a word.
 */

import { isPublished } from './published';

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
  return new Set(value).size >= Math.min(5, value.length) && !isPublished(value);
}

/** Reports whether the value is given as such and does not name where it comes from. */
export function isLiteralValue(value: string, groups: Groups): boolean {
  if (!isNotPlaceholder(value, groups)) return false;
  return !/^(?:process|os|env|config|settings|options|self|this|ctx|args|params|req|request|System|Environment)[.[]|\(|^[&*]/.test(
    value,
  );
}
