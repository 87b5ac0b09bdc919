/**
 * Payment cards: the ranges that the networks have, by prefix and length, and Luhn's check.
 *
 * Ranges after ISO/IEC 7812 and the networks' own BIN tables. Providers' published test numbers pass as well.
 */

import { passesLuhn } from '../personal';

/** Networks with the digits their numbers begin with and the lengths these have. */
const networks: readonly { readonly name: string; readonly form: RegExp }[] = [
  { name: 'visa', form: /^4\d{12}(?:\d{3}){0,2}$/ },
  { name: 'mastercard', form: /^(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}$/ },
  { name: 'american express', form: /^3[47]\d{13}$/ },
  { name: 'discover', form: /^6(?:011|5\d\d|4[4-9]\d)\d{12}(?:\d{3})?$/ },
  { name: 'diners club', form: /^3(?:0[0-5]|095|[689]\d)\d{11,16}$/ },
  { name: 'jcb', form: /^(?:35(?:2[89]|[3-8]\d)\d{12}(?:\d{3})?|(?:2131|1800)\d{11})$/ },
  { name: 'unionpay', form: /^(?:62|81)\d{14,17}$/ },
  { name: 'maestro', form: /^(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{8,15}$/ },
  { name: 'mir', form: /^220[0-4]\d{12,15}$/ },
  { name: 'rupay', form: /^(?:60|65|508[5-9]|8[12]\d\d|353|356)\d{12,14}$/ },
  { name: 'elo', form: /^(?:4011|4312|4389|4514|4576|5041|5066|5090|6277|6362|6363|650[0-9]|651[6-9]|6550)\d{12}$/ },
  { name: 'troy', form: /^9792\d{12}$/ },
  { name: 'verve', form: /^(?:506[01]\d\d|650002)\d{10,13}$/ },
];

/** Returns the network whose ranges a number without separators lies in, `undefined` where none has it. */
export function cardNetwork(digits: string): string | undefined {
  return networks.find(({ form }) => form.test(digits))?.name;
}

/** Reports whether the value is a payment card number that an issuer may have given out. */
export function isPaymentCard(value: string): boolean {
  const separators = new Set(value.match(/[ -]/g) ?? []);
  const digits = value.replace(/[ -]/g, '');
  if (separators.size > 1 || new Set(digits).size < 2) return false;
  return cardNetwork(digits) !== undefined && passesLuhn(digits);
}
