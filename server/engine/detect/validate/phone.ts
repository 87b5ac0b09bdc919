/**
 * Phone numbers: international ones (ITU-T E.164) and national ones of countries whose plans are known.
 *
 * The plans are loaded at the first number that needs them. Numbers set aside for fiction are nobody's.
 */

import type { CountryCode, PhoneNumber } from 'libphonenumber-js/min';

/** Numbers of films and documents: NANPA's 555-01xx, Ofcom's and ACMA's drama numbers. */
const fictional =
  /^1\d{3}55501\d\d$|^44(?:7700900|1632960|20794609|113496|114496|115496|131496|151496|161496)|^6155500/;
const filler = /0123456|1234567|2345678|3456789|9876543|(\d)\1{6}/;

/** Countries whose national form is recognised without a country code; the commonest come first. */
const countries: readonly CountryCode[] = [
  ...(['US', 'GB', 'DE', 'FR', 'IN', 'ES', 'IT', 'NL', 'BR', 'AU', 'MX', 'PL', 'SE', 'CH', 'BE', 'AT'] as const),
  ...(['JP', 'KR', 'CN', 'TR', 'PT', 'DK', 'NO', 'FI', 'IE', 'NZ', 'ZA', 'AR', 'CZ', 'GR', 'HU', 'RO', 'RU'] as const),
];

/** Reports whether `+…` or `00…` is a number someone could be called at; written in groups, its length is enough. */
export function isPhoneNumber(value: string): boolean {
  const number = value.replace(/^00/, '+').replace(/\(0\)/, '');
  const digits = number.replace(/\D/g, '');
  if (digits.length < 8 || digits.length > 15 || isFiller(digits)) return false;
  const parsed = parse(number);
  return parsed !== undefined && (parsed.isValid() || (groups(value) > 2 && parsed.isPossible()));
}

/** Reports whether the value has the form of the North American plan: neither area nor exchange begins with 0 or 1. */
export function isAmericanPhone(value: string): boolean {
  const digits = withoutExtension(value).replace(/\D/g, '');
  return /^1?[2-9]\d\d[2-9]\d{6}$/.test(digits) && !isFiller(digits.length === 10 ? `1${digits}` : digits);
}

/** Reports whether the value is a national number in one of the countries known, or has several groups of digits. */
export function isNationalPhone(value: string): boolean {
  const number = withoutExtension(value);
  const digits = number.replace(/\D/g, '');
  if (digits.length < 8 || digits.length > 13 || isFiller(digits) || isFiller(`1${digits}`)) return false;
  if (fictional.test(digits.replace(/^0/, '44'))) return false;
  if (digits.length > 8 && groups(number) > 2) return true;
  const { mayBeNumberOf } = loadPlans();
  return countries.some((country) => mayBeNumberOf(country, digits) && (parse(number, country)?.isValid() ?? false));
}

function parse(number: string, country?: CountryCode): PhoneNumber | undefined {
  return loadPlans().parsePhoneNumberFromString(number, country);
}

let plans: typeof import('./person/phonePlans') | undefined;

function loadPlans(): typeof import('./person/phonePlans') {
  plans ??= require('./person/phonePlans') as typeof import('./person/phonePlans');
  return plans;
}

function isFiller(digits: string): boolean {
  return new Set(digits).size < 4 || fictional.test(digits) || filler.test(digits);
}

function groups(value: string): number {
  return value.match(/\d+/g)?.length ?? 0;
}

function withoutExtension(value: string): string {
  return value.replace(/ ?(?:x|ext\.?|#) ?\d+$/i, '');
}
