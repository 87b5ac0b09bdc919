/**
 * Numbers of health systems that carry a check digit: patients, insured people, prescribers.
 *
 * Each function names the document that defines the number.
 */

import { isVaried } from './numberCheck';

/** Reports whether ten digits are an NHS number of England and Wales: modulus 11 (NHS Data Dictionary). */
export function isNhsNumber(value: string): boolean {
  const digits = value.replace(/[ -]/g, '');
  if (!/^\d{10}$/.test(digits) || !isVaried(digits)) return false;
  const check = 11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return check !== 10 && check % 11 === Number(digits[9]);
}

/** Reports whether two letters and seven digits are a registration of the US Drug Enforcement Administration. */
export function isDeaNumber(value: string): boolean {
  const parts = /^[A-HJ-NPRSTUX][A-Z9](\d{7})$/.exec(value.toUpperCase());
  const digits = parts?.[1];
  if (digits === undefined || !isVaried(digits)) return false;
  return weighted(digits, [1, 2, 1, 2, 1, 2]) % 10 === Number(digits[6]);
}

/** Reports whether ten or eleven digits are an Australian Medicare number: first 2 to 6, check digit ninth. */
export function isMedicareAustralia(value: string): boolean {
  const digits = value.replace(/[ /-]/g, '');
  if (!/^[2-6]\d{9,10}$/.test(digits) || !isVaried(digits)) return false;
  return weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === Number(digits[8]);
}

/** Reports whether a German health insurance number (one letter, nine digits) ends with its check digit (§ 290 SGB V). */
export function isGermanInsured(value: string): boolean {
  if (!/^[A-Z]\d{9}$/.test(value) || !isVaried(value.slice(1))) return false;
  const digits = String(value.charCodeAt(0) - 64).padStart(2, '0') + value.slice(1);
  let sum = 0;
  for (let i = 0; i < 10; i++) {
    const product = Number(digits[i]) * (i % 2 === 0 ? 1 : 2);
    sum += product > 9 ? product - 9 : product;
  }
  return sum % 10 === Number(digits[10]);
}

/** Reports whether eleven characters have the form of a US Medicare beneficiary identifier (CMS, since 2018). */
export function isMedicareUnitedStates(value: string): boolean {
  const letter = '[AC-HJKMNP-RT-Y]';
  const form = new RegExp(`^[1-9]${letter}(?:\\d|${letter})\\d${letter}(?:\\d|${letter})\\d${letter}${letter}\\d\\d$`);
  return form.test(value.replace(/-/g, '').toUpperCase());
}

/** Reports whether ten digits are an Ontario health card number by Luhn's check, first digit not zero. */
export function isOntarioHealth(value: string): boolean {
  const digits = value.replace(/[ -]/g, '').slice(0, 10);
  if (!/^[1-9]\d{9}$/.test(digits) || !isVaried(digits)) return false;
  let sum = 0;
  for (let i = 0; i < 10; i++) {
    const digit = Number(digits[i]) * (i % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0);
}
