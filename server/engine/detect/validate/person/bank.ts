/**
 * Numbers of bank accounts and banks other than IBAN: American routing numbers, SWIFT codes, Indian branches.
 *
 * A bank's number is no secret by itself; next to an account's it is what a debit needs.
 */

import { isVaried } from './numberCheck';

/** Reports whether nine digits are a routing number of the American Bankers Association: district and check 3 7 1. */
export function isRoutingNumber(value: string): boolean {
  const digits = value.replace(/[ -]/g, '');
  if (!/^(?:0[1-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}$/.test(digits) || !isVaried(digits)) return false;
  const sum = [3, 7, 1, 3, 7, 1, 3, 7, 1].reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return sum % 10 === 0;
}

const countries = new Set(
  (
    'AD AE AF AG AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CH CI CL CM CN CO ' +
    'CR CU CV CY CZ DE DJ DK DO DZ EC EE EG ES ET FI FJ FO FR GA GB GE GG GH GI GL GN GR GT GY HK HN HR HT HU ID IE IL ' +
    'IM IN IQ IR IS IT JE JM JO JP KE KG KH KR KW KY KZ LA LB LI LK LT LU LV LY MA MC MD ME MG MK ML MM MN MO MR MT MU ' +
    'MV MW MX MY MZ NA NE NG NI NL NO NP NZ OM PA PE PG PH PK PL PR PS PT PY QA RO RS RU RW SA SC SD SE SG SI SK SL SM ' +
    'SN SR SV SY SZ TD TG TH TJ TM TN TR TT TW TZ UA UG US UY UZ VA VE VN XK YE ZA ZM ZW'
  ).split(' '),
);

/** Reports whether the value has the form of ISO 9362 (SWIFT or BIC) with a country that exists. */
export function isSwiftCode(value: string): boolean {
  return /^[A-Z]{6}[A-Z2-9][A-NP-Z0-9](?:[A-Z0-9]{3})?$/.test(value) && countries.has(value.slice(4, 6));
}

/** Reports whether digits after `account` are one's number: not all alike or in order. */
export function isAccountNumber(value: string): boolean {
  return isVaried(value) && value.replace(/\D/g, '').length >= 6;
}
