/** Places in the documents of a policy's layers, so that an explanation can name file and line. Knows no file. */

import { formatLabel, type Label } from '../../label';
import type { Atom } from '../../types';
import type { CompiledPolicy, CompiledRule } from '../compiled';
import type { PathSegments } from '../document';

/** A value in the document of one layer; `layer` is the index, 0 for the organisation's. */
export interface Place {
  readonly layer: number;
  readonly segments: PathSegments;
}

/**
 * Returns where the rule (or the default) that an atom comes from stands, `undefined` where no document says it.
 *
 * Ids may repeat: `applies` says whether a rule of the atom's id and label can be the one.
 */
export function placeOfAtom(
  policy: CompiledPolicy,
  { rule, cause, layer: name, label }: Atom,
  applies: (rule: CompiledRule) => boolean,
): Place | undefined {
  for (const [layer, { kind, identity, policy: document, rules }] of policy.layers.entries()) {
    if ((kind === 'organisation' ? undefined : identity.name) !== name) continue;
    if (cause === 'default') {
      if (document.classify?.default === label.level) return { layer, segments: ['classify', 'default'] };
      continue;
    }
    const isOfText = cause !== 'path';
    const index = rules.findIndex(
      (each) =>
        each.id === rule && (each.detectors !== undefined) === isOfText && isSame(each.label, label) && applies(each),
    );
    if (index !== -1) return placeOfRule(layer, index);
  }
  return undefined;
}

/** Returns where the rule with an index stands in its layer's document. */
export function placeOfRule(layer: number, index: number): Place {
  return { layer, segments: ['classify', 'rules', index] };
}

function isSame(a: Label, b: Label): boolean {
  return formatLabel(a) === formatLabel(b);
}
