/** The checks of personal data: numbers with check digits, and what is plainly no person's. */

import type { Validator } from '../validators';
import {
  isDutchCitizenNumber,
  isFrenchSocialSecurity,
  isItalianTaxCode,
  isNationalProvider,
  isPolishPesel,
  isSpanishIdentityNumber,
} from './nationalIds';
import {
  isGermanIdentityNumber,
  isGermanTaxId,
  isIban,
  isPaymentCard,
  isPersonalEmail,
  isUkNationalInsurance,
  isUsSocialSecurity,
  passesLuhn,
} from './personal';
import { isPhoneNumber } from './phone';

export const personChecks: Readonly<Record<string, Validator>> = {
  'de-identity-number': isGermanIdentityNumber,
  'de-tax-id': isGermanTaxId,
  'email-address': isPersonalEmail,
  'es-dni': isSpanishIdentityNumber,
  'fr-nir': isFrenchSocialSecurity,
  'iban-mod97': isIban,
  'it-tax-code': isItalianTaxCode,
  luhn: passesLuhn,
  'nl-bsn': isDutchCitizenNumber,
  npi: isNationalProvider,
  'payment-card': isPaymentCard,
  'phone-number': isPhoneNumber,
  'pl-pesel': isPolishPesel,
  'uk-nino': isUkNationalInsurance,
  'us-ssn': isUsSocialSecurity,
};
