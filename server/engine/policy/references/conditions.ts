/** Rules that say what something is without saying what. */

import { quoted } from '../quoted';
import { type Check, eachAt, fieldOf } from './check';

export const checkConditions: Check = ({ value }, report) => {
  eachAt(value, 'classify/rules/*', (rule, segments) => {
    if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) return;
    if (fieldOf(rule, 'paths') !== undefined || fieldOf(rule, 'detectors') !== undefined) return;
    const id = fieldOf(rule, 'id');
    report(segments, 'MISSING_FIELD', () => ({
      message: `the rule ${typeof id === 'string' ? quoted(id) : 'without an id'} needs 'paths' or 'detectors'`,
      hint: "add 'paths' to label files by their place, 'detectors' to label them by what stands in them",
    }));
  });
};
