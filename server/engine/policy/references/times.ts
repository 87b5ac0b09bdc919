/** Times that are none. */

import { quoted } from '../quoted';
import { type Check, eachAt } from './check';

export const checkTimes: Check = ({ value }, report) => {
  eachAt(value, 'exceptions/*/until', (until, segments) => {
    if (typeof until !== 'string') return;
    if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z$/.test(until) && isCalendarDay(until)) return;
    report(segments, 'BAD_TIME', () => ({
      message: `${quoted(until)} is not a time in UTC`,
      hint: 'write it as 2026-12-31T00:00:00Z',
    }));
  });
};

/** Reports whether the day is one of the calendar: `Date` takes 31 February for 3 March. */
function isCalendarDay(time: string): boolean {
  const parsed = Date.parse(time);
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().slice(0, 10) === time.slice(0, 10);
}
