/**
 * Checks of the numbers by which states and health systems know people: check digits and dates within them.
 *
 * Knows the numbers' structure alone; whether one was ever given out can't be seen.
 */

/** Reports whether a Spanish DNI or NIE ends with the letter of its number (Real Decreto 1553/2005, art. 11). */
export function isSpanishIdentityNumber(value: string): boolean {
  const parts = /^([XYZ]?)(\d{7,8})[- ]?([A-Z])$/.exec(value.toUpperCase());
  if (parts === null) return false;
  const [, foreigner = '', digits = '', letter] = parts;
  if (digits.length !== (foreigner === '' ? 8 : 7) || new Set(digits).size < 2) return false;
  const number = Number(`${foreigner === '' ? '' : 'XYZ'.indexOf(foreigner)}${digits}`);
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === letter;
}

/** Reports whether a French social security number (NIR) ends with its key, 97 less the number modulo 97 (INSEE). */
export function isFrenchSocialSecurity(value: string): boolean {
  const compact = value.replace(/[ .-]/g, '').toUpperCase();
  if (!/^[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{6}\d{2}$/.test(compact)) return false;
  // Corsica's letters stand for 19 and 18.
  const number = Number(compact.slice(0, 13).replace('2A', '19').replace('2B', '18'));
  return 97 - (number % 97) === Number(compact.slice(13));
}

const oddPlaces = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** Reports whether an Italian tax code ends with its check letter (decreto ministeriale of 23 December 1976). */
export function isItalianTaxCode(value: string): boolean {
  const code = value.toUpperCase();
  const digit = '[0-9LMNPQRSTUV]';
  const form = new RegExp(`^[A-Z]{6}${digit}{2}[A-EHLMPRST]${digit}{2}[A-Z]${digit}{3}[A-Z]$`);
  if (!form.test(code)) return false;
  let sum = 0;
  for (let i = 0; i < 15; i++) {
    const place = code.charCodeAt(i) - (/\d/.test(code[i]!) ? 48 : 65);
    sum += i % 2 === 0 ? oddPlaces[place]! : place;
  }
  return code.charCodeAt(15) - 65 === sum % 26;
}

/** Reports whether nine digits are a Dutch citizen service number (BSN): the weighted sum is a multiple of eleven. */
export function isDutchCitizenNumber(value: string): boolean {
  const digits = value.replace(/[ .]/g, '');
  if (!/^\d{9}$/.test(digits) || new Set(digits).size < 3) return false;
  return weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
}

/** Reports whether eleven digits are a Polish PESEL: a date of birth, and a check digit of weights 1 3 7 9. */
export function isPolishPesel(value: string): boolean {
  if (!/^\d{11}$/.test(value)) return false;
  const month = Number(value.slice(2, 4)) % 20;
  const day = Number(value.slice(4, 6));
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  return weightedSum(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
}

/** Reports whether ten digits are a US National Provider Identifier: Luhn's check over 80840 and the number (CMS). */
export function isNationalProvider(value: string): boolean {
  if (!/^[12]\d{9}$/.test(value) || new Set(value).size < 3) return false;
  // The prefix adds 24 to the sum.
  const doubled = [...value].map((digit, i) => (i % 2 === 0 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)]! : +digit));
  return (24 + doubled.reduce((sum, digit) => sum + digit, 0)) % 10 === 0;
}

function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0);
}
