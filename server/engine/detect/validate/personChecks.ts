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
import { americanNumbers } from './person/americanNumbers';
import { asianNumbers } from './person/asianNumbers';
import { isAccountNumber, isRoutingNumber, isSwiftCode } from './person/bank';
import { isPaymentCard } from './person/card';
import { isBirthDate } from './person/dates';
import { isImei, isSimCard, isVehicleNumber } from './person/device';
import { europeanNumbers } from './person/europeanNumbers';
import {
  isDeaNumber,
  isGermanInsured,
  isMedicareAustralia,
  isMedicareUnitedStates,
  isNhsNumber,
  isOntarioHealth,
} from './person/health';
import { isMacAddress, isPublicIpv4, isPublicIpv6 } from './person/networkAddress';
import { isVaried } from './person/numberCheck';
import { isFullName, isGreetedName, isKnownName, isNameLike } from './person/personName';
import { isAddressLike, isBritishPostcode, isPlate, isSecurityCode, isUnitAddress } from './person/places';
import {
  isEmiratesIdentity,
  isIranianNational,
  isJapaneseIndividual,
  isPassportZone,
  isSingaporeIdentity,
} from './person/registers';
import { isCoinAddress, isCoinAddressLike, isEtherAddress } from './person/wallet';
import {
  isGermanIdentityNumber,
  isGermanTaxId,
  isIban,
  isUkNationalInsurance,
  isUsSocialSecurity,
  passesLuhn,
} from './personal';
import { isAmericanPhone, isNationalPhone, isPhoneNumber } from './phone';

export const personChecks: Readonly<Record<string, Validator>> = {
  ...europeanNumbers,
  ...americanNumbers,
  ...asianNumbers,
  'address-like': isAddressLike,
  'ae-identity': isEmiratesIdentity,
  'account-number': isAccountNumber,
  'american-phone': isAmericanPhone,
  'au-medicare': isMedicareAustralia,
  'birth-date': isBirthDate,
  'ca-ontario-health': isOntarioHealth,
  'coin-address': isCoinAddress,
  'coin-address-like': isCoinAddressLike,
  'de-identity-number': isGermanIdentityNumber,
  'de-kvnr': isGermanInsured,
  'de-tax-id': isGermanTaxId,
  'es-dni': isSpanishIdentityNumber,
  'ether-address': isEtherAddress,
  'fr-nir': isFrenchSocialSecurity,
  'iban-mod97': isIban,
  imei: isImei,
  'full-name': isFullName,
  'greeted-name': isGreetedName,
  'ir-national': isIranianNational,
  'it-tax-code': isItalianTaxCode,
  'jp-individual': isJapaneseIndividual,
  'known-name': isKnownName,
  luhn: passesLuhn,
  'mac-address': isMacAddress,
  'national-phone': isNationalPhone,
  'nl-bsn': isDutchCitizenNumber,
  npi: isNationalProvider,
  'passport-zone': isPassportZone,
  'payment-card': isPaymentCard,
  'person-name': isNameLike,
  'phone-number': isPhoneNumber,
  plate: isPlate,
  'postcode-uk': isBritishPostcode,
  'pl-pesel': isPolishPesel,
  'public-ipv4': isPublicIpv4,
  'public-ipv6': isPublicIpv6,
  'routing-number': isRoutingNumber,
  'sg-identity': isSingaporeIdentity,
  'sim-card': isSimCard,
  'swift-code': isSwiftCode,
  'uk-nhs': isNhsNumber,
  'uk-nino': isUkNationalInsurance,
  'us-dea': isDeaNumber,
  'us-mbi': isMedicareUnitedStates,
  'us-ssn': isUsSocialSecurity,
  'varied-address': isUnitAddress,
  'varied-digits': isSecurityCode,
  'varied-number': isVaried,
  'vehicle-number': isVehicleNumber,
};
