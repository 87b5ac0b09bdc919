/**
 * Numbers of people that the package stdnum has no check for: Singapore, Japan, Iran, the Emirates, and travel documents.
 *
 * Formats: Singapore's NRIC/FIN, Japan's Individual Number (ordinance 85 of 2014), ICAO 9303 machine-readable zones.
 */

import { passesLuhn } from '../personal';
import { isVaried } from './numberCheck';

/** Reports whether the value is a Singaporean NRIC or FIN with its check letter. */
export function isSingaporeIdentity(value: string): boolean {
  const text = value.toUpperCase();
  if (!/^[STFGM]\d{7}[A-Z]$/.test(text) || !isVaried(text.slice(1, 8))) return false;
  const start = { S: 0, T: 4, F: 0, G: 4, M: 3 }[text[0]!]!;
  const sum = [2, 7, 6, 5, 4, 3, 2].reduce((total, weight, i) => total + weight * Number(text[i + 1]), start);
  if (text[0] === 'M') return 'KLJNPQRTUWX'[10 - (sum % 11)] === text[8];
  return ('ST'.includes(text[0]!) ? 'JZIHGFEDCBA' : 'XWUTRQPNMLK')[sum % 11] === text[8];
}

/** Reports whether twelve digits are a Japanese Individual Number ("My Number"). */
export function isJapaneseIndividual(value: string): boolean {
  const digits = value.replace(/[ -]/g, '');
  if (!/^\d{12}$/.test(digits) || !isVaried(digits)) return false;
  const sum = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2].reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return (sum % 11 < 2 ? 0 : 11 - (sum % 11)) === Number(digits[11]);
}

/** Reports whether ten digits are an Iranian national code. */
export function isIranianNational(value: string): boolean {
  if (!/^\d{10}$/.test(value) || !isVaried(value)) return false;
  const sum = [10, 9, 8, 7, 6, 5, 4, 3, 2].reduce((total, weight, i) => total + weight * Number(value[i]), 0);
  return (sum % 11 < 2 ? sum % 11 : 11 - (sum % 11)) === Number(value[9]);
}

/** Reports whether 784, a year, seven digits and a check digit are an identity number of the United Arab Emirates. */
export function isEmiratesIdentity(value: string): boolean {
  const digits = value.replace(/[ -]/g, '');
  return /^784(?:19|20)\d{10}$/.test(digits) && isVaried(digits.slice(7)) && passesLuhn(digits);
}

/** Reports whether the second line of a passport's machine-readable zone has all its check digits (ICAO 9303 part 4). */
export function isPassportZone(value: string): boolean {
  const line = value.toUpperCase();
  if (!/^[A-Z0-9<]{9}\d[A-Z<]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{14}[\d<]\d$/.test(line)) return false;
  const fields = [line.slice(0, 9), line.slice(13, 19), line.slice(21, 27)];
  return fields.every((field, i) => zoneCheck(field) === Number(line[[9, 19, 27][i]!]));
}

function zoneCheck(field: string): number {
  const value = (character: string): number => (character === '<' ? 0 : Number.parseInt(character, 36));
  return [...field].reduce((sum, character, i) => sum + value(character) * [7, 3, 1][i % 3]!, 0) % 10;
}
