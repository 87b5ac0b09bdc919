/**
 * What is shown for the word under the pointer: a field's documentation, or what a name stands for.
 */

import type { TextRange } from '../document';
import { type NamePlace, namePlaceAt } from '../names';
import { describeName } from './describeName';
import { describeSchemas, schemasAt } from './schemaAt';
import { type Site, siteAt } from './site';
import { type PolicySource, valueAt } from './source';

export interface PolicyHover {
  /** Markdown; empty where only the files that a glob matches are to be told. */
  readonly markdown: string;
  readonly range: TextRange;
  /** The glob over paths that stands there. */
  readonly pathGlob?: string;
}

/** Returns what to show at an offset, or `undefined`. */
export function hoverAt(source: PolicySource, offset: number): PolicyHover | undefined {
  const site = siteAt(source.document.yaml, offset);
  if (site === undefined) return undefined;
  const { range, segments } = site;
  if (site.at === 'key') return describeField(site);
  const place = namePlaceAt(segments);
  const value = valueAt(source.value, segments);
  if (place === undefined || typeof value !== 'string') return describeField(site);
  if (place.kind === 'path') return { markdown: '', range, pathGlob: value };
  const markdown = describeName(place.kind, nameFor(place, value), source);
  return markdown === undefined ? describeField(site) : { markdown, range };
}

function describeField({ segments, range }: Site): PolicyHover | undefined {
  const field = segments.findLast((segment) => typeof segment === 'string');
  const markdown = describeSchemas(schemasAt(segments));
  return markdown === undefined ? undefined : { markdown: `**${String(field ?? 'policy')}**\n\n${markdown}`, range };
}

function nameFor({ isGlob }: NamePlace, value: string): string {
  return isGlob === true ? value : value.replace(/^!/, '');
}
