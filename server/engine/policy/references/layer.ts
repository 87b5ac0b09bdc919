/** A lower layer's document in the place of the organisation's policy. */

import { quoted } from '../quoted';
import { type Check, fieldOf } from './check';

export const checkLayer: Check = ({ value, isLayer }, report) => {
  const layer = fieldOf(fieldOf(value, 'metadata'), 'layer');
  if (isLayer || (layer !== 'team' && layer !== 'workspace')) return;
  report(['metadata', 'layer'], 'WRONG_VALUE', () => ({
    message: `a ${quoted(layer)} layer stands where the organisation's policy must`,
    hint: "give it with '--layer', beside the organisation's policy with '--policy'",
  }));
};
