/**
 * Where the names of a policy are defined and where they are referred to: one table, from which checks, completion,
 * hover, definition, references and rename follow.
 *
 * Knows the shape of a policy, not what a name means. Takes any value, also one the schema refuses.
 */

import type { PathSegments } from './document';

export const nameKinds = [
  'level',
  'category',
  'rule',
  'model',
  'detector',
  'check',
  'validator',
  'channel',
  'exception',
  'path',
] as const;
/** What a name names. `path` is a glob over files, which is only ever referred to. */
export type NameKind = (typeof nameKinds)[number];

/** One kind of place. `*` in the pattern stands for any index or key. */
export interface NamePlace {
  readonly kind: NameKind;
  readonly pattern: readonly string[];
  readonly role: 'definition' | 'reference';
  /** True where a glob, or `!` and a glob, may stand for several names. */
  readonly isGlob?: boolean;
}

/** A name as it stands in a policy. */
export interface NameUse extends Omit<NamePlace, 'pattern'> {
  readonly name: string;
  readonly segments: PathSegments;
}

const define = (kind: NameKind, ...paths: readonly string[]): NamePlace[] => places(kind, 'definition', paths);
const refer = (kind: NameKind, ...paths: readonly string[]): NamePlace[] => places(kind, 'reference', paths);
const referByGlob = (kind: NameKind, ...paths: readonly string[]): NamePlace[] =>
  refer(kind, ...paths).map((place) => ({ ...place, isGlob: true }));

/** Every place where a name stands. */
export const namePlaces: readonly NamePlace[] = [
  ...define('level', 'levels/*'),
  ...refer(
    'level',
    'classify/default',
    'classify/rules/*/label/level',
    'models/*/clearance/level',
    'unknown/level',
    'flow/*/levels/*',
    'insertions/*/levels/*',
    'tests/*/expect/label/level',
  ),
  ...refer(
    'category',
    'classify/rules/*/label/categories/*',
    'models/*/clearance/categories/*',
    'flow/*/categories/*',
    'tests/*/expect/label/categories/*',
  ),
  ...define('rule', 'classify/rules/*/id'),
  ...refer('rule', 'flow/*/rules/*', 'exceptions/*/rules/*'),
  ...define('model', 'models/*/id'),
  ...refer('model', 'flow/*/models/*', 'insertions/*/models/*', 'exceptions/*/models/*', 'tests/*/destination/model'),
  ...define('detector', 'detectors/*/id'),
  ...referByGlob('detector', 'classify/rules/*/detectors/*', 'insertions/*/detectors/*'),
  ...referByGlob('check', 'insertions/*/checks/*'),
  ...refer('validator', 'detectors/*/validate/*'),
  ...refer('channel', 'flow/*/channels/*', 'exceptions/*/channels/*', 'tests/*/destination/channel'),
  ...define('exception', 'exceptions/*/id'),
  ...referByGlob('path', 'classify/rules/*/paths/*', 'exceptions/*/paths/*'),
];

/** Returns what kind of name stands at a place of a policy, or `undefined` where none does. */
export function namePlaceAt(segments: PathSegments): NamePlace | undefined {
  return namePlaces.find(
    ({ pattern }) =>
      pattern.length === segments.length &&
      pattern.every((part, index) => part === '*' || part === String(segments[index])),
  );
}

/** Returns every name of a policy in the order of the table, each kind's in the order of the document. */
export function listNames(policy: unknown): readonly NameUse[] {
  return namePlaces.flatMap(({ pattern, ...place }) =>
    valuesAt(policy, pattern, []).map(({ name, segments }) => ({ ...place, name, segments })),
  );
}

/** Reports whether a reference, as written, is exactly this name, with or without a `!` before it. */
export function isExactly({ name, isGlob }: Pick<NameUse, 'name' | 'isGlob'>, wanted: string): boolean {
  return name === wanted || (isGlob === true && name === `!${wanted}`);
}

function places(kind: NameKind, role: NamePlace['role'], paths: readonly string[]): NamePlace[] {
  return paths.map((path) => ({ kind, role, pattern: path.split('/') }));
}

function valuesAt(
  value: unknown,
  pattern: readonly string[],
  segments: PathSegments,
): { readonly name: string; readonly segments: PathSegments }[] {
  const [part, ...rest] = pattern;
  if (part === undefined) return typeof value === 'string' ? [{ name: value, segments }] : [];
  if (part === '*') {
    if (!Array.isArray(value)) return [];
    return value.flatMap((item: unknown, index) => valuesAt(item, rest, [...segments, index]));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, part)) return [];
  return valuesAt((value as Record<string, unknown>)[part], rest, [...segments, part]);
}
