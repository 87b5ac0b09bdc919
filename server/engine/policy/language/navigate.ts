/**
 * From a name to where it is defined and to everywhere it is referred to, within one policy.
 */

import { compileGlobs } from '../../glob';
import type { TextRange } from '../document';
import { isExactly, type NameUse, namePlaceAt } from '../names';
import { siteAt } from './site';
import { type PolicySource, valueAt } from './source';

/** Returns the name at an offset, or `undefined`. */
export function nameAt(source: PolicySource, offset: number): NameUse | undefined {
  const site = siteAt(source.document.yaml, offset);
  if (site === undefined || site.at === 'key') return undefined;
  const { pattern: _, ...place } = namePlaceAt(site.segments) ?? { pattern: undefined, kind: undefined };
  const name = valueAt(source.value, site.segments);
  if (place.kind === undefined || typeof name !== 'string') return undefined;
  return { ...(place as Omit<NameUse, 'name' | 'segments'>), name, segments: site.segments };
}

/** Returns the definitions that a name leads to: one, or for a glob all that it matches. */
export function definitionsOf(source: PolicySource, use: NameUse): readonly NameUse[] {
  const defined = source.names.filter(({ role, kind }) => role === 'definition' && kind === use.kind);
  return defined.filter(({ name }) => namesIt(use, name));
}

/** Returns where what the name stands for is referred to, globs that match it included. */
export function referencesTo(source: PolicySource, use: NameUse): readonly NameUse[] {
  const wanted = use.isGlob === true ? definitionsOf(source, use).map(({ name }) => name) : [use.name];
  const same = source.names.filter(({ role, kind }) => role === 'reference' && kind === use.kind);
  if (wanted.length === 0) return same.filter(({ name }) => name === use.name);
  return same.filter((reference) => wanted.some((name) => namesIt(reference, name)));
}

/** Returns where a name stands in the text, its quotes included, or `undefined` where it stands there by an alias. */
export function rangeOfUse(source: PolicySource, { segments }: Pick<NameUse, 'segments'>): TextRange | undefined {
  return source.document.rangeOf(segments);
}

/** Reports whether a use stands for the name: the very name, or a glob that matches it. */
function namesIt(use: NameUse, name: string): boolean {
  if (use.isGlob !== true || use.role === 'definition') return use.name === name;
  return isExactly(use, name) || compileGlobs([use.name.replace(/^!/, '')])(name);
}
