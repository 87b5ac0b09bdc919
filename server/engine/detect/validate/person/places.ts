/**
 * Short codes that lead to a home or a vehicle, and numbers that are only plausible: what speaks against one by itself.
 *
 * Filler such as AA1 1AA or 000 is told apart; whether a code was given out can't be seen.
 */

import { isVaried } from './numberCheck';

const areas = new Set(
  (
    'AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU ' +
    'GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE ' +
    'PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE'
  ).split(' '),
);

/** Reports whether a British postcode begins with an area that exists (Royal Mail's Postcode Address File). */
export function isBritishPostcode(value: string): boolean {
  return areas.has(/^[A-Z]+/.exec(value)?.[0] ?? '');
}

/** Reports whether letters and digits may be on a vehicle's plate: some of each, and not all alike. */
export function isPlate(value: string): boolean {
  const compact = value.replace(/[ -]/g, '');
  return compact.length >= 4 && compact.length <= 9 && isVaried(compact) && /\d/.test(compact) && /[A-Z]/.test(compact);
}

/** Reports whether three or four digits may be a card's security code: not all alike, not 123 or 1234. */
export function isSecurityCode(value: string): boolean {
  return new Set(value).size > 1 && !'0123456789'.includes(value);
}

/** Reports whether an address has a street's name of at least four letters and two different numbers. */
export function isUnitAddress(value: string): boolean {
  const numbers = value.match(/\d+/g) ?? [];
  return new Set(numbers).size > 1 && /\p{Lu}\p{L}{3}/u.test(value);
}

const noStreets =
  /\b(?:line|version|section|chapter|step|table|figure|page|port|column|row|node|level|index|offset|position|stage|phase|byte|address|channel|part|room|type|unit|january|february|march|april|may|june|july|august|september|october|november|december|windows|python|java|angular|php|swift|android|ios)\b/i;

/** Reports whether words around a number may be a street: a word of four letters, and none that counts parts of a text. */
export function isAddressLike(value: string): boolean {
  return /\p{L}{4}/u.test(value) && !noStreets.test(value) && !/^\D*0+\D*$/.test(value) && value.length > 8;
}
