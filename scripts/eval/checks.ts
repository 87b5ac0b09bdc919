/** Which structural check answers for a corpus's rule about bare values. */

import { type Validator, validators } from '../../server/engine/detect/validators';

/** Rules that are called otherwise than the check of the same number. */
const otherNames: Readonly<Record<string, string>> = {
  'de.idnr': 'de-tax-id',
  'gb.nino': 'uk-nino',
  'it.codicefiscale': 'it-tax-code',
  isAbaRouting: 'aba-routing',
  isCreditCard: 'payment-card',
  isIBAN: 'iban-mod97',
  isLuhnNumber: 'luhn',
  isMobilePhone: 'phone-number',
};

const byPlainName = new Map(Object.entries(validators).map(([name, check]) => [plain(name), check]));

/** Returns the check whose name is the rule's, signs and case aside; `undefined` where there is none. */
export function checkFor(rule: string): Validator | undefined {
  return byPlainName.get(plain(otherNames[rule] ?? rule.replace(/^is(?=[A-Z])/, '')));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
