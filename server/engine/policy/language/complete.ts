/**
 * What may be written at a place of a policy: fields, allowed values and names, each with what it means.
 */

import type { PathSegments, TextRange } from '../document';
import { namePlaceAt } from '../names';
import { type CompletionSite, completionSiteAt } from './completionSite';
import { describeName } from './describeName';
import { entryText, fieldText, type TextForm, withoutPlaces } from './fieldText';
import { knownNames } from './knownNames';
import { type ScalarStyle, writeScalar } from './scalar';
import {
  allowedValues,
  alternatives,
  describeSchemas,
  fieldsAt,
  type Schema,
  schemasAt,
  usualValues,
} from './schemaAt';
import { type PolicySource, valueAt } from './source';

export interface Completion {
  readonly label: string;
  readonly kind: 'field' | 'value' | 'name' | 'entry';
  /** A few words beside the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** What replaces the range: an LSP snippet, indentation included. */
  readonly snippet: string;
  /** The same for editors without snippets. */
  readonly text: string;
  readonly range: TextRange;
  /** What is compared with the text of the range. */
  readonly filter: string;
}

/** Only so many names are offered at once; a policy may define thousands. */
const maxNames = 1000;

/**
 * Returns the completions at an offset of the text, in the order they should be shown. The source may be an earlier one
 * of the same document: it gives the names that may be referred to.
 */
export function complete(
  source: PolicySource,
  offset: number,
  isJson: boolean,
  text: string = source.document.text,
): readonly Completion[] {
  const site = completionSiteAt(text, offset);
  if (site === undefined) return [];
  const fields = site.at === 'key' ? completeFields(site, isJson) : [];
  if (fields.length > 0 && !isOpen(site)) return fields;
  // A bare word alone on its line may become the value that its parent waits for.
  const isValue = site.at === 'value' || isOpen(site);
  return isValue ? [...fields, ...completeValues(source, site, isJson), ...completeEntries(site, isJson)] : fields;
}

function isOpen({ at, isOwnLine, isFlow, isInBraces, siblings, hasColon }: CompletionSite): boolean {
  return at === 'key' && !hasColon && !isInBraces && siblings.length === 0 && (isOwnLine || isFlow);
}

function completeFields(site: CompletionSite, isJson: boolean): Completion[] {
  const form = formOf(site, isJson, site.segments.length === 0);
  const required = schemasAt(site.segments).flatMap((schema) => schema.required ?? []);
  return [...fieldsAt(site.segments)]
    .filter(([name]) => !site.siblings.includes(name))
    .sort(([a], [b]) => Number(required.includes(b)) - Number(required.includes(a)))
    .map(([name, schema]) => {
      // A quoted name without its value is replaced with its quotes, so that the value can follow.
      const isWhole = site.quote !== undefined && !site.hasColon;
      const snippet = site.hasColon ? name : fieldText(name, schema, { ...form, isJson: isJson || isWhole });
      const range = isWhole ? withQuotes(site) : site.range;
      return describeField(name, schema, snippet, range, isWhole ? `${site.quote}${name}${site.quote}` : name);
    });
}

function describeField(name: string, schema: Schema, snippet: string, range: TextRange, filter: string): Completion {
  const documentation = describeSchemas(alternatives(schema));
  return {
    label: name,
    kind: 'field',
    ...(documentation === undefined ? {} : { documentation }),
    snippet,
    text: withoutPlaces(snippet),
    range,
    filter,
  };
}

function completeValues(source: PolicySource, site: CompletionSite, isJson: boolean): Completion[] {
  const { segments, dash } = valuePlace(site);
  const place = namePlaceAt(segments);
  // What stands in the same brackets may be newer than the source.
  const there = site.isFlow && site.at === 'value' ? site.siblings : siblingValues(source, segments);
  const names = place === undefined || place.role === 'definition' ? [] : knownNames(place.kind, source);
  const schemas = schemasAt(segments);
  const values = [...allowedValues(schemas), ...usualValues(schemas)].map((value) => ({ value, name: String(value) }));
  const all = [...values, ...names.map((name) => ({ value: name as unknown, name }))];
  const seen = new Set<string>();
  return all
    .filter(({ name }) => !there.includes(name) && !seen.has(name) && seen.add(name))
    .slice(0, maxNames)
    .map(({ value, name }) => {
      const documentation = place && describeName(place.kind, name, source);
      const text = `${dash}${writeValue(value, site, isJson)}`;
      return {
        label: name,
        kind: names.length > 0 ? ('name' as const) : ('value' as const),
        ...(place === undefined ? {} : { detail: place.kind }),
        ...(documentation === undefined ? {} : { documentation }),
        snippet: text.replace(/[\\$}]/g, '\\$&'),
        text,
        range: site.range,
        filter: name,
      };
    });
}

/** An object or a list where one is due, with what it has to hold. */
function completeEntries(site: CompletionSite, isJson: boolean): Completion[] {
  if (site.quote !== undefined) return [];
  const schemas = schemasAt(site.segments);
  const items = schemas.find((schema) => schema.items !== undefined)?.items;
  const isObject = schemas.some((schema) => schema.properties !== undefined);
  const isOnLine = site.isOwnLine && !site.isFlow;
  const form = { ...formOf(site, isJson, false), isFlow: !isOnLine };
  const entry = (label: string, snippet: string): Completion[] => [
    { label, kind: 'entry', snippet, text: withoutPlaces(snippet), range: site.range, filter: site.typed || label },
  ];
  if (items !== undefined) {
    if (isOnLine) return entry('- …', `- ${entryText(items, form)}`);
    return entry(
      '[…]',
      `[${alternatives(items).some(({ properties }) => properties) ? entryText(items, form) : '$1'}]`,
    );
  }
  if (!isObject || site.at === 'key') return [];
  const schema = { allOf: schemas } satisfies Schema;
  return entry('{…}', entryText(schema, { ...form, isFlow: true }));
}

/** On a line of its own below a list's name, a value comes with the dash of its entry. */
function valuePlace({ segments, isOwnLine, isFlow }: CompletionSite): { segments: PathSegments; dash: string } {
  const isList = schemasAt(segments).some(({ items }) => items !== undefined);
  return isList && isOwnLine && !isFlow ? { segments: [...segments, 0], dash: '- ' } : { segments, dash: '' };
}

function siblingValues(source: PolicySource, segments: PathSegments): readonly unknown[] {
  if (typeof segments.at(-1) !== 'number') return [];
  const list = valueAt(source.value, segments.slice(0, -1));
  const own = valueAt(source.value, segments);
  return Array.isArray(list) ? list.filter((item) => item !== own) : [];
}

function writeValue(value: unknown, site: CompletionSite, isJson: boolean): string {
  const style: ScalarStyle = site.quote ?? (isJson ? 'json' : 'plain');
  if (typeof value !== 'string') return String(value);
  const written = writeScalar(value, style);
  if (site.quote === undefined) return written;
  const inner = written.slice(1, -1);
  return site.isQuoteOpen ? `${inner}${site.quote}` : inner;
}

function formOf(site: CompletionSite, isJson: boolean, isSection: boolean): TextForm {
  return { isJson, isFlow: site.isFlow, column: site.column, isSection };
}

function withQuotes({ range, isQuoteOpen }: CompletionSite): TextRange {
  return { offset: range.offset - 1, length: range.length + (isQuoteOpen ? 1 : 2) };
}
