/** Rules and models that are named but not there. */

import { listNames, type NameKind } from '../names';
import { suggest } from '../nearest';
import type { ProblemCode } from '../problem';
import { listed, quoted } from '../quoted';
import { type Check, eachAt, fieldOf, type Subject } from './check';

const kinds: readonly (readonly [NameKind, ProblemCode, string])[] = [
  ['rule', 'UNKNOWN_RULE', 'classification rule'],
  ['model', 'UNKNOWN_MODEL', 'model'],
];

export const checkNames: Check = (subject, report) => {
  // What a layer's organisation defines can't be known without its policy.
  if (subject.isLayer && subject.below === undefined) return;
  for (const [kind, code, word] of kinds) {
    const known = definedIn(subject, kind);
    for (const use of subject.names) {
      const { name, segments } = use;
      if (use.kind !== kind || use.role !== 'reference' || known.has(name)) continue;
      report(segments, code, () => ({
        message: `no ${word} has the id ${quoted(name)}`,
        ...suggest(
          name,
          known,
          known.size === 0 ? `define a ${word} with this id` : `the ids are ${listed([...known])}`,
        ),
      }));
    }
  }
};

/** A layer's entry without `match` lowers the organisation's entry of its id. */
export const checkLoweredModels: Check = ({ value, isLayer, below }, report) => {
  if (!isLayer || below === undefined) return;
  const known = new Set((below.models ?? []).map(({ id }) => id));
  eachAt(value, 'models/*', (model, segments) => {
    const id = fieldOf(model, 'id');
    if (typeof id !== 'string' || fieldOf(model, 'match') !== undefined || known.has(id)) return;
    report([...segments, 'id'], 'UNKNOWN_MODEL', () => ({
      message: `the organisation's policy has no model ${quoted(id)} to lower`,
      ...suggest(id, known, "add 'match' to lower what it matches, or name a model of the organisation's policy"),
    }));
  });
};

function definedIn({ names, below }: Subject, kind: NameKind): ReadonlySet<string> {
  const all = below === undefined ? names : [...names, ...listNames(below)];
  const defined = all.filter((use) => use.kind === kind && use.role === 'definition').map(({ name }) => name);
  return new Set(kind === 'rule' ? [...defined, 'default'] : defined);
}
