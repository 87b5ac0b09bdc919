/**
 * Dates on which somebody may have been born: real days of the last 120 years, in the orders people write them.
 *
 * Takes no account of today; the latest year is fixed so that answers repeat.
 */

const months = [
  /^(?:jan|gen|ene|janv|sty|oca|led)/,
  /^(?:feb|fev|fév|f[eé]v|lut|sub|šub|úno|uno)/,
  /^(?:mar|mär|maerz|mrt|mrz|maa|brez|bře)/,
  /^(?:apr|avr|abr|kwi|nis|dub)/,
  /^(?:may|mai|mag|mei|maj|kwe|kvě)/,
  /^(?:jun|jui[nñ]|giu|cze|haz|čer)/,
  /^(?:jul|juil|lug|lip|tem)/,
  /^(?:aug|ao[uû]|ago|sie|ağu|srp)/,
  /^(?:sep|set|wrz|eyl|zář)/,
  /^(?:oct|okt|out|ott|paź|paz|eki|říj)/,
  /^(?:nov|lis|kas)/,
  /^(?:dec|dez|dic|déc|gru|ara|pro)/,
];
const lastYear = 2030;
const firstYear = 1905;

/** Reports whether the value is a day on which a person living today may have been born. */
export function isBirthDate(value: string): boolean {
  const parts = value
    .toLowerCase()
    .replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /, '')
    .replace(/(\d)(?:st|nd|rd|th|er|º)\b/g, '$1')
    .split(/(?: de | of |[\s.,/-])+/)
    .filter((part) => part !== '');
  if (parts.length !== 3) return false;
  const [a, b, c] = parts as [string, string, string];
  if (/^\d{4}$/.test(a)) return isDay(Number(a), monthOf(b), Number(c)) || isDay(Number(a), Number(c), Number(b));
  const year = fullYear(c);
  return isDay(year, monthOf(b), Number(a)) || isDay(year, monthOf(a), Number(b));
}

function monthOf(part: string): number {
  if (/^\d{1,2}$/.test(part)) return Number(part);
  return months.findIndex((month) => month.test(part)) + 1;
}

function fullYear(part: string): number {
  if (/^\d{4}$/.test(part)) return Number(part);
  if (!/^\d{2}$/.test(part)) return Number.NaN;
  return Number(part) < 30 ? 2000 + Number(part) : 1900 + Number(part);
}

/** False where a part is no number. */
function isDay(year: number, month: number, day: number): boolean {
  if (!(year >= firstYear && year <= lastYear && month >= 1 && month <= 12 && day >= 1)) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
}
