/**
 * Checks of numbers that identify people or their accounts: check digits, issuers' ranges, numbers never given out.
 */

/** Reports whether the digits of the value pass the check of ISO/IEC 7812-1 annex B. */
export function passesLuhn(value: string): boolean {
  let sum = 0;
  let double = false;
  for (let i = value.length - 1; i >= 0; i--) {
    const digit = value.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) continue;
    sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
    double = !double;
  }
  return sum > 0 && sum % 10 === 0;
}

/** Reports whether the value is a US social security number that may have been given out (SSA, no 000, 666, 9xx areas). */
export function isUsSocialSecurity(value: string): boolean {
  const parts = /^(\d{3})([- ]?)(\d{2})\2(\d{4})$/.exec(value);
  if (parts === null) return false;
  const [, area = '', , group, serial] = parts;
  if (area === '000' || area === '666' || area >= '900' || group === '00' || serial === '0000') return false;
  // Numbers once printed in advertisements, which nobody has.
  return !['078051120', '219099999', '123456789', '987654321'].includes(`${area}${group}${serial}`);
}

/** Lengths of ISO 13616 account numbers by country (registry of SWIFT). */
const ibanLengths: Readonly<Record<string, number>> = {
  AD: 24,
  AE: 23,
  AL: 28,
  AT: 20,
  AZ: 28,
  BA: 20,
  BE: 16,
  BG: 22,
  BH: 22,
  BR: 29,
  BY: 28,
  CH: 21,
  CR: 22,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  DO: 28,
  EE: 20,
  EG: 29,
  ES: 24,
  FI: 18,
  FO: 18,
  FR: 27,
  GB: 22,
  GE: 22,
  GI: 23,
  GL: 18,
  GR: 27,
  GT: 28,
  HR: 21,
  HU: 28,
  IE: 22,
  IL: 23,
  IQ: 23,
  IS: 26,
  IT: 27,
  JO: 30,
  KW: 30,
  KZ: 20,
  LB: 28,
  LC: 32,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  LY: 25,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MR: 27,
  MT: 31,
  MU: 30,
  NL: 18,
  NO: 15,
  PK: 24,
  PL: 28,
  PS: 29,
  PT: 25,
  QA: 29,
  RO: 24,
  RS: 22,
  SA: 24,
  SC: 31,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  ST: 25,
  SV: 28,
  TN: 24,
  TR: 26,
  UA: 29,
  VA: 22,
  VG: 24,
  XK: 20,
};

/** Reports whether the value has its country's length and passes the check of ISO 7064 mod 97-10. */
export function isIban(value: string): boolean {
  const compact = value.replace(/ /g, '');
  if (ibanLengths[compact.slice(0, 2)] !== compact.length || /^..00/.test(compact)) return false;
  let rest = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const digit = Number.parseInt(character, 36);
    rest = (rest * (digit > 9 ? 100 : 10) + digit) % 97;
  }
  return rest === 1 && new Set(compact.slice(4)).size > 2;
}

/** Reports whether the value is a UK National Insurance number with a prefix in use (HMRC, NIM39110). */
export function isUkNationalInsurance(value: string): boolean {
  const compact = value.replace(/[ -]/g, '').toUpperCase();
  if (!/^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/.test(compact)) return false;
  if (/^(?:BG|GB|KN|NK|NT|TN|ZZ)/.test(compact)) return false;
  return !/^..(\d)\1{5}/.test(compact) && compact !== 'AB123456C' && compact !== 'QQ123456C';
}

/** Reports whether eleven digits are a German tax id: check digit of ISO 7064 mod 11,10, one digit two or three times. */
export function isGermanTaxId(value: string): boolean {
  const digits = value.replace(/[ /]/g, '');
  if (!/^[1-9]\d{10}$/.test(digits)) return false;
  const counts = new Map<string, number>();
  for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const repeats = [...counts.values()].filter((count) => count > 1);
  if (repeats.length !== 1 || repeats[0]! > 3) return false;
  let product = 10;
  for (const digit of digits.slice(0, 10)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(digits[10]);
}

/** Reports whether a German identity card or passport number ends with its check digit (ICAO 9303, weights 7 3 1). */
export function isGermanIdentityNumber(value: string): boolean {
  const number = value.toUpperCase();
  if (!/^[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}\d$/.test(number) || !/\d/.test(number.slice(1, 9))) return false;
  let sum = 0;
  for (let i = 0; i < 9; i++) sum += Number.parseInt(number[i]!, 36) * [7, 3, 1][i % 3]!;
  return sum % 10 === Number(number[9]);
}

const fileExtensions = /\.(?:png|jpe?g|gif|svg|webp|ico|js|ts|css|html?|json|md|txt|map|lock|zip|tgz)$/i;
const examples =
  /@(?:.*\.)?(?:example|test|invalid|localhost|acme|domain|email|company|foo|bar|yourdomain|mysite)(?:\.|$)|\.(?:example|test|invalid|local|localhost|internal)$/i;
const roles =
  /^(?:no-?reply|do-?not-?reply|git|user(?:name)?|test|foo|bar|you|your\w*|name|someone|postmaster|webmaster|abuse|root|admin|info|support|help|contact|security|sales|hello|office|team|dev|oss|opensource)@/i;

/** Reports whether the value is an email address of a person: no file name, no reserved domain (RFC 2606), no role. */
export function isPersonalEmail(value: string): boolean {
  if (fileExtensions.test(value) || examples.test(value) || roles.test(value)) return false;
  return !/\.\.|\.@|@-|-\./.test(value);
}
