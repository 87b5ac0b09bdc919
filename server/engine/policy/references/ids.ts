/** Ids that are used twice, or that belong to what ships. */

import { builtinDetectors } from '../../detect/builtin';
import { familyOf } from '../../detect/resolve';
import { quoted } from '../quoted';
import { type Check, eachAt, fieldOf } from './check';

const builtinFamilies = new Set(builtinDetectors.map(({ id }) => familyOf(id)));
const lists = ['classify/rules', 'models', 'detectors', 'exceptions', 'provenance/sinks'];

export const checkIds: Check = ({ value }, report) => {
  for (const list of lists) {
    const seen = new Set<string>();
    eachAt(value, `${list}/*/id`, (id, segments) => {
      if (typeof id !== 'string') return;
      if (seen.has(id)) {
        report(segments, 'DUPLICATE_ID', () => ({
          message: `the id ${quoted(id)} is used twice`,
          hint: 'give one of the two another id; ids are unique within their list',
        }));
      }
      seen.add(id);
    });
  }
};

/** `default` names what no path rule labels, in `flow`, in exceptions and in decisions. */
export const checkReservedIds: Check = ({ value }, report) => {
  eachAt(value, 'classify/rules/*/id', (id, segments) => {
    if (id !== 'default') return;
    report(segments, 'DUPLICATE_ID', () => ({
      message: "the id 'default' is that of what no path rule labels",
      hint: 'give the rule another id, or write its level at classify.default',
    }));
  });
};

/**
 * Within a family the more specific of overlapping findings stays: a policy's detector there could hide what a built-in
 * one finds.
 */
export const checkFamilies: Check = ({ value, below }, report) => {
  const taken = new Set((below?.detectors ?? []).map(({ id }) => id));
  eachAt(value, 'detectors/*', (detector, segments) => {
    const id = fieldOf(detector, 'id');
    if (typeof id !== 'string') return;
    const family = familyOf(id);
    if (builtinFamilies.has(family)) {
      report([...segments, 'id'], 'WRONG_VALUE', () => ({
        message: `the family ${quoted(family)} of the detector ${quoted(id)} is that of built-in ones`,
        hint: `use a family of your own, as in acme/${id.slice(family.length + 1, family.length + 41)}, and name it in the rules`,
      }));
    } else if (taken.has(id)) {
      report([...segments, 'id'], 'DUPLICATE_ID', () => ({
        message: `the id ${quoted(id)} is that of a detector of the organisation's policy`,
        hint: "give it another id, or name the organisation's in the rules",
      }));
    }
  });
};
