/**
 * The part of libphonenumber-js that reads numbers, with the smallest plans that know every country's lengths and leading
 * digits.
 *
 * A file of its own so that phone.ts can load it at the first number: the plans are large, and most texts have none.
 */

import { type CountryCode, Metadata, parsePhoneNumberFromString } from 'libphonenumber-js/min';

export { parsePhoneNumberFromString };

/** What a plan tells; the package's types leave most of it out. */
interface Plan {
  readonly callingCode: () => string;
  readonly IDDPrefix: () => string;
  readonly nationalNumberPattern: () => string;
  readonly nationalPrefixForParsing: () => string | undefined;
  readonly nationalPrefixTransformRule: () => string | undefined;
}

const forms = new Map<CountryCode, RegExp>();

/**
 * Reports whether digits may be a number of a country, with or without the codes dialled before it. Far quicker than
 * reading the number, which makes its expressions anew each time.
 */
export function mayBeNumberOf(country: CountryCode, digits: string): boolean {
  let form = forms.get(country);
  if (form === undefined) {
    form = formOf(country);
    forms.set(country, form);
  }
  return form.test(digits);
}

function formOf(country: CountryCode): RegExp {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const plan = metadata.numberingPlan as unknown as Plan;
  // What such a rule makes of a number may begin with anything.
  if (plan.nationalPrefixTransformRule()) return /^/;
  const codes = [plan.callingCode(), plan.nationalPrefixForParsing()];
  const before = codes.map((each) => (each ? `(?:${each})?` : '')).join('');
  return new RegExp(`^(?:${plan.IDDPrefix()})|^${before}(?:${plan.nationalNumberPattern()})$`);
}
