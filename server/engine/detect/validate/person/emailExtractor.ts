/**
 * Finds email addresses around an `@`, by reading outwards from it; most `@` in code end that at the first character.
 *
 * Addresses that their owners publish (authors, licences, change logs' sign-offs) are no leak and stay quiet. Knows nothing
 * of detectors; the window it may read in is handed in.
 */

import type { Evidence, Extractor, KeywordPlace } from '../../extractors';
import type { Confidence } from '../../types';
import { isPersonalEmail } from '../personal';
import { isGivenName } from './firstNames';

const published =
  /author|copyright|\(c\)|maintain|licen[cs]e|contribut|signed-off|co-authored|reported[- ]by|committer|credits|"bugs"|mailto:|\bgpg\b|packager|@since/i;
const announced = /e-?mail|contact|reach|write to|correo|courriel|posta|user|customer|recipient|subscriber/i;
const freeMail =
  /@(?:gmail|googlemail|yahoo|hotmail|outlook|live|icloud|aol|gmx|web|proton(?:mail)?|mail|qq|163|yandex)\./i;
const publishedPaths =
  /(?:^|\/)(?:authors|contributors|maintainers|owners|codeowners|credits|thanks|licen[cs]e|copying|notice|package\.json|package-lock\.json|composer\.json|pyproject\.toml|cargo\.toml|changelog|history|changes|\.mailmap|security)[^/]*$/i;

interface Address {
  readonly offset: number;
  readonly length: number;
  readonly evidence: readonly Evidence[];
}

export const emailExtractor: Extractor = {
  extract(place, found) {
    const address = addressAt(place);
    if (address === undefined) return;
    const weight = address.evidence.reduce((sum, each) => sum + each.weight, 0);
    if (weight >= 0) found(address.offset, address.length, confidenceOf(weight));
  },
  explain(place, offset) {
    const address = addressAt(place);
    return address !== undefined && address.offset === offset ? address.evidence : [];
  },
};

function confidenceOf(weight: number): Confidence {
  return weight > 0 ? 'medium' : 'low';
}

function addressAt({ text, start, end, from, to, path }: KeywordPlace): Address | undefined {
  let left = start;
  while (left > from && start - left < 64 && isLocalCharacter(text.charCodeAt(left - 1))) left--;
  while (left < start && !isWordCharacter(text.charCodeAt(left))) left++;
  let right = end;
  while (right < to && right - end < 120 && isDomainCharacter(text.charCodeAt(right))) right++;
  while (right > end && !isWordCharacter(text.charCodeAt(right - 1))) right--;
  if (left === start || right - end < 4) return undefined;
  if ('/:@'.includes(text[left - 1] ?? ' ') && !/mailto:$/i.test(text.slice(Math.max(from, left - 7), left)))
    return undefined;
  if (/[@:/]/.test(text[right] ?? '') && !/^: /.test(text.slice(right, right + 2))) return undefined;
  const value = text.slice(left, right);
  if (!/@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}$/.test(value) || !isPersonalEmail(value)) return undefined;
  return { offset: left, length: right - left, evidence: weigh(text, left, right, from, to, value, path) };
}

function weigh(
  text: string,
  left: number,
  right: number,
  from: number,
  to: number,
  value: string,
  path: string | undefined,
): Evidence[] {
  const above = text.slice(from, left);
  const line = above.slice(above.lastIndexOf('\n') + 1) + text.slice(left, Math.min(to, right + 40));
  const evidence: Evidence[] = [];
  if (published.test(above)) evidence.push({ what: 'authors or a licence are named before it', weight: -3 });
  if (path !== undefined && publishedPaths.test(path)) {
    evidence.push({ what: 'the file lists authors or licences', weight: -3 });
  }
  if (announced.test(line.replace(value, '')))
    evidence.push({ what: 'the line speaks of email or of a user', weight: 1 });
  if (freeMail.test(value)) evidence.push({ what: 'the provider has private customers', weight: 1 });
  if (isGivenName(/^[a-z]+/.exec(value.toLowerCase())?.[0] ?? ''))
    evidence.push({ what: 'it begins with a given name', weight: 1 });
  return evidence;
}

/** Characters of RFC 5322's dot-atom that addresses really have. */
function isLocalCharacter(code: number): boolean {
  return isWordCharacter(code) || code === 46 || code === 43 || code === 45 || code === 37 || code === 39;
}

function isDomainCharacter(code: number): boolean {
  return isWordCharacter(code) || code === 46 || code === 45;
}

function isWordCharacter(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
}
