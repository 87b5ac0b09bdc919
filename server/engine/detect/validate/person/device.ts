/**
 * Numbers of things that belong to one person: vehicles and mobile phones.
 *
 * Formats: ISO 3779 for vehicles, 3GPP TS 23.003 for phones and their cards.
 */

import { passesLuhn } from '../personal';
import { isVaried } from './numberCheck';

/** Reports whether 17 characters have the form of a vehicle identification number; only some makers add a check digit. */
export function isVehicleNumber(value: string): boolean {
  const text = value.toUpperCase();
  if (!/^[A-HJ-NPR-Z0-9]{13}[A-HJ-NPR-Z0-9]{2}\d{2}$/.test(text)) return false;
  return (text.match(/\d/g)?.length ?? 0) > 4 && /[A-Z].*[A-Z]/.test(text) && isVaried(text);
}

/** Reports whether the value is a phone's IMEI: fifteen digits with Luhn's check, or sixteen with a software version. */
export function isImei(value: string): boolean {
  const digits = value.replace(/[ -]/g, '');
  return /^\d{15}$/.test(digits) && isVaried(digits) && passesLuhn(digits);
}

/** Reports whether digits are the number of a SIM card: 89 for telecommunication, 19 or 20 digits, Luhn's check. */
export function isSimCard(value: string): boolean {
  const digits = value.replace(/[ -]/g, '');
  return /^89\d{17,18}$/.test(digits) && isVaried(digits.slice(2)) && passesLuhn(digits);
}
