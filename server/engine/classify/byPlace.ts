/**
 * What a content's place alone says of it: the atoms of path rules and defaults, and which rules about content hold.
 *
 * Answers are remembered, so that a file is matched once and not at each keystroke or request.
 */

import { compileGlobLists } from '../glob';
import type { CompiledLayer, CompiledRule, PlaceAnswer } from '../policy/compiled';
import type { Atom, Content } from '../types';
import { placesOf } from './places';

const maxRemembered = 10_000;
const longestRemembered = 1024;

type Place = Pick<Content, 'path' | 'realPath'>;

/** Returns the function that answers; its answers depend on the place alone. */
export function createPlaceAnswers(
  layers: readonly CompiledLayer[],
  options: { readonly caseInsensitive: boolean },
): (place: Place) => PlaceAnswer {
  const withPaths = layers.flatMap(({ rules }) => rules).filter(({ paths }) => paths !== undefined);
  const matchLists = compileGlobLists(
    withPaths.map(({ paths }) => paths ?? []),
    options,
  );
  const everywhere = layers.flatMap(({ rules }) => rules).filter(({ paths }) => paths === undefined);
  const rulesAt = (paths: readonly string[]): ReadonlySet<CompiledRule> =>
    new Set(paths.flatMap((path) => matchLists(path).map((list) => withPaths[list] as CompiledRule)));

  const answer = (place: Place): PlaceAnswer => {
    const { inside, possible, isAnywhere } = placesOf(place);
    const sure = rulesAt(inside);
    const may = isAnywhere ? withPaths : possible.length === 0 ? [] : [...rulesAt(possible)];
    const rules = may.length === 0 ? sure : new Set([...sure, ...may]);
    const content = [...rules].filter(({ detectors }) => detectors !== undefined);
    return {
      atoms: layers.flatMap((layer) => atomsOf(layer, sure, rules)),
      contentRules: content.length === 0 ? everywhere : [...everywhere, ...content],
    };
  };

  const remembered = new Map<string, PlaceAnswer>();
  return (place) => {
    const { path, realPath } = place;
    const key = path !== undefined && realPath === undefined ? `/${path}` : JSON.stringify([path, realPath]);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const fresh = answer(place);
    if (remembered.size >= maxRemembered) remembered.clear();
    if (key.length <= longestRemembered) remembered.set(key, fresh);
    return fresh;
  };
}

/** `sure` are the rules that hold for the place, `rules` those that may. */
function atomsOf(
  { rules: all, defaultLabel, kind, identity }: CompiledLayer,
  sure: ReadonlySet<CompiledRule>,
  rules: ReadonlySet<CompiledRule>,
): Atom[] {
  // A rule that also asks for findings is no path rule: a finding must never take the default away.
  const pathRules = rules.size === 0 ? [] : all.filter((rule) => rule.detectors === undefined && rules.has(rule));
  const layer = kind === 'organisation' ? {} : { layer: identity.name };
  const atoms = pathRules.map((rule): Atom => ({ label: rule.label, cause: 'path', rule: rule.id, ...layer }));
  if (defaultLabel !== undefined && !pathRules.some((rule) => sure.has(rule))) {
    atoms.unshift({ label: defaultLabel, cause: 'default', rule: 'default', ...layer });
  }
  return atoms;
}
