/**
 * Which names there are for each kind: those the document defines, those of the policy above it, and the built-in ones.
 */

import { builtinDetectors } from '../../detect/builtin';
import { validators } from '../../detect/validators';
import { checks } from '../../inspect/checks';
import type { NameKind } from '../names';
import { channels } from '../types';
import { fieldsOf, type PolicySource, valueAt } from './source';

/** Returns the names that may stand where one of that kind is referred to, each once, the document's own first. */
export function knownNames(kind: NameKind, source: PolicySource): readonly string[] {
  return [...new Set(lists[kind](source))];
}

/** Returns the levels that count for the document: the organisation's, for a lower layer. */
export function levelsOf({ value, below }: PolicySource): readonly string[] {
  return below?.levels ?? stringsOf(valueAt(value, ['levels']));
}

/** Returns the objects of a list of the document, those of the policy above it after them. */
export function entriesOf(source: PolicySource, path: readonly string[]): readonly Readonly<Record<string, unknown>>[] {
  return [valueAt(source.value, path), valueAt(source.below, path)].flatMap((list) =>
    Array.isArray(list) ? list.map(fieldsOf) : [],
  );
}

/** Returns the families of ids, as globs: `secret/*` for `secret/aws-access-key`. */
export function familiesOf(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id) => id.includes('/')).map((id) => `${id.split('/')[0]}/*`))];
}

const lists: Readonly<Record<NameKind, (source: PolicySource) => readonly string[]>> = {
  level: levelsOf,
  category: (source) => [
    ...namesOf(source, 'category'),
    ...entriesOf(source, ['classify', 'rules']).flatMap((rule) => stringsOf(valueAt(rule, ['label', 'categories']))),
  ],
  rule: (source) => [...idsOf(source, ['classify', 'rules']), 'default'],
  model: (source) => idsOf(source, ['models']),
  detector: (source) => withFamilies([...idsOf(source, ['detectors']), ...builtinDetectors.map(({ id }) => id)]),
  check: () => withFamilies(checks.map(({ id }) => id)),
  validator: () => Object.keys(validators),
  channel: () => channels,
  exception: () => [],
  path: () => [],
};

function namesOf({ names }: PolicySource, kind: NameKind): readonly string[] {
  return names.filter((use) => use.kind === kind).map(({ name }) => name);
}

function idsOf(source: PolicySource, path: readonly string[]): readonly string[] {
  return stringsOf(entriesOf(source, path).map(({ id }) => id));
}

function withFamilies(ids: readonly string[]): readonly string[] {
  return [...familiesOf(ids), ...ids];
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
