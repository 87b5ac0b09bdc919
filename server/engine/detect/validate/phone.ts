/**
 * Phone numbers in international form (ITU-T E.164): a country code that exists and a plausible length.
 */

/** Country codes of one and two digits; all others that begin with an assigned zone have three. */
const shortCodes = new Set(
  (
    '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 ' +
    '90 91 92 93 94 95 98'
  ).split(' '),
);
const longCodeZones =
  /^(?:21[1-368]|22\d|23\d|24\d|25[0-8]|26\d|29[0-17-9]|35\d|37[0-8]|38[0-25-79]|42[013]|50\d|59\d|67[0-9]|68\d|69[0-2]|85[02356]|88[06]|96[0-8]|97[0-79]|99[2-68])/;

/** Reports whether `+…` is a number someone could be called at; numbers reserved for fiction and examples are not. */
export function isPhoneNumber(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  if (digits.length < 10 || digits.length > 15 || new Set(digits).size < 4) return false;
  const code = [digits.slice(0, 1), digits.slice(0, 2)].find((each) => shortCodes.has(each));
  if (code === undefined && !longCodeZones.test(digits)) return false;
  if (code === '1' && !/^1[2-9]\d\d[2-9]\d{6}$/.test(digits)) return false;
  const fictional = /^1\d{3}555|^44(?:7700900|1632960|20794600)/;
  return !fictional.test(digits) && !/0123456|1234567|2345678|3456789|(\d)\1{5}/.test(digits);
}
