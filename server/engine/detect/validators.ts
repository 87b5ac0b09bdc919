/**
 * The structural checks a detector can name in `validate`: a table from name to function.
 *
 * A check is pure, takes the value and the expression's named groups, and says whether the value is what the detector
 * means. Adding one is one function and one line here.
 */

import { isCredentialValue, isLiteralValue, isNotPlaceholder } from './validate/credential';
import { hasGithubChecksum } from './validate/github';
import {
  isDutchCitizenNumber,
  isFrenchSocialSecurity,
  isItalianTaxCode,
  isNationalProvider,
  isPolishPesel,
  isSpanishIdentityNumber,
} from './validate/nationalIds';
import {
  isGermanIdentityNumber,
  isGermanTaxId,
  isIban,
  isPaymentCard,
  isPersonalEmail,
  isUkNationalInsurance,
  isUsSocialSecurity,
  passesLuhn,
} from './validate/personal';
import { isPhoneNumber } from './validate/phone';
import { isAwsSecret, isBasicCredentials, isJwt, isPrivateKeyBody } from './validate/structure';
import { isMixedScriptIdentifier, isSuspiciousInvisible } from './validate/unicode';

export type Validator = (value: string, groups: Readonly<Record<string, string | undefined>>) => boolean;

export const validators: Readonly<Record<string, Validator>> = {
  'aws-secret': isAwsSecret,
  'basic-credentials': isBasicCredentials,
  'credential-value': isCredentialValue,
  'de-identity-number': isGermanIdentityNumber,
  'de-tax-id': isGermanTaxId,
  'email-address': isPersonalEmail,
  'es-dni': isSpanishIdentityNumber,
  'fr-nir': isFrenchSocialSecurity,
  'github-crc32': hasGithubChecksum,
  'iban-mod97': isIban,
  'invisible-text': isSuspiciousInvisible,
  'it-tax-code': isItalianTaxCode,
  jwt: isJwt,
  'literal-value': isLiteralValue,
  luhn: passesLuhn,
  'mixed-script': isMixedScriptIdentifier,
  'nl-bsn': isDutchCitizenNumber,
  'not-placeholder': isNotPlaceholder,
  npi: isNationalProvider,
  'payment-card': isPaymentCard,
  'phone-number': isPhoneNumber,
  'pl-pesel': isPolishPesel,
  'private-key-body': isPrivateKeyBody,
  'uk-nino': isUkNationalInsurance,
  'us-ssn': isUsSocialSecurity,
};
