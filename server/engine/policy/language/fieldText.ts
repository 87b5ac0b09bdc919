/**
 * The text that writes a field or an entry of a list, with places to fill in: an LSP snippet. Knows the schema, no names.
 */

import { allowedValues, alternatives, type Schema } from './schemaAt';

/** How and where the text is written. */
export interface TextForm {
  readonly isJson: boolean;
  /** Inside `[…]` or `{…}`, where everything stays on a line. */
  readonly isFlow: boolean;
  /** Column of the field's name or the entry's dash, 0-based. */
  readonly column: number;
  /** Whether lists and objects get lines of their own, as the policy's sections do. */
  readonly isSection: boolean;
}

/** Returns a snippet of a field, `effect: ${1|block,ask|}`. */
export function fieldText(name: string, schema: Schema, form: TextForm): string {
  return writeField(name, schema, form, counter(), 0);
}

/** Returns a snippet of an entry of a list or of an object, without its dash; all required fields are in it. */
export function entryText(schema: Schema, form: TextForm): string {
  return writeObject(schema, form, counter(), 0);
}

/** Returns the text without places to fill in, for editors that know none. */
export function withoutPlaces(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|((?:[^|\\]|\\.)*)\|\}|\$\d/g, '')
    .replace(/\\([\\$}])/g, '$1')
    .replace(/ +(?=\n|$)/g, (spaces, at: number, all: string) => (at + spaces.length === all.length ? ' ' : ''));
}

type Counter = () => number;

function counter(): Counter {
  let count = 0;
  return () => ++count;
}

function writeField(name: string, schema: Schema, form: TextForm, next: Counter, depth: number): string {
  const key = form.isJson ? JSON.stringify(name) : name;
  const all = alternatives(schema);
  const values = allowedValues(all);
  if (values.length > 0) return `${key}: ${choice(values, form.isJson, next)}`;
  const items = all.find((each) => each.items !== undefined)?.items;
  if (items !== undefined) {
    const isList = isObject(items);
    if (isList && !form.isFlow && !form.isJson && depth === 0) {
      const column = form.column + 2;
      return `${key}:\n${pad(column)}- ${writeObject(items, { ...form, column, isSection: false }, next, depth + 1)}`;
    }
    return `${key}: [${isList ? inline(items, form, next, depth + 1) : quotedPlace(form, next)}]`;
  }
  if (isObject(schema)) {
    if (form.isFlow || form.isJson || !form.isSection) return `${key}: ${inline(schema, form, next, depth + 1)}`;
    const column = form.column + 2;
    const body = writeObject(schema, { ...form, column: column - 2, isSection: false }, next, depth + 1);
    return `${key}:\n${pad(column)}${body}`;
  }
  const isNumber = all.some(({ type }) => type === 'integer' || type === 'number');
  return `${key}: ${isNumber ? `$${next()}` : quotedPlace(form, next)}`;
}

/** The entry's fields below each other, from the column after its dash; inside brackets, beside each other. */
function writeObject(schema: Schema, form: TextForm, next: Counter, depth: number): string {
  if (!isObject(schema)) return quotedPlace(form, next);
  if (form.isFlow || form.isJson) return inline(schema, form, next, depth);
  const fields = requiredFields(schema);
  if (fields.length === 0 || depth > 3) return `$${next()}`;
  const inner = { ...form, column: form.column + 2, isSection: false };
  return fields.map(([name, field]) => writeField(name, field, inner, next, depth)).join(`\n${pad(form.column + 2)}`);
}

function inline(schema: Schema, form: TextForm, next: Counter, depth: number): string {
  const fields = depth > 3 ? [] : requiredFields(schema);
  if (fields.length === 0) return `{ $${next()} \\}`;
  const inner = { ...form, isFlow: true, isSection: false };
  return `{ ${fields.map(([name, field]) => writeField(name, field, inner, next, depth + 1)).join(', ')} \\}`;
}

function requiredFields(schema: Schema): readonly (readonly [string, Schema])[] {
  const all = alternatives(schema);
  const required = all.find((each) => each.required !== undefined)?.required ?? [];
  return required.flatMap((name) => {
    const field = all.find((each) => each.properties?.[name] !== undefined)?.properties?.[name];
    return field === undefined ? [] : [[name, field] as const];
  });
}

function isObject(schema: Schema): boolean {
  return alternatives(schema).some(({ type, properties }) => type === 'object' || properties !== undefined);
}

function choice(values: readonly unknown[], isJson: boolean, next: Counter): string {
  const written = values.map((value) => (isJson ? JSON.stringify(value) : String(value)));
  if (written.length === 1) return written[0]?.replace(/[\\$}]/g, '\\$&') ?? '';
  return `\${${next()}|${written.map((text) => text.replace(/[\\|,]/g, '\\$&')).join(',')}|}`;
}

function quotedPlace({ isJson }: TextForm, next: Counter): string {
  return isJson ? `"$${next()}"` : `$${next()}`;
}

function pad(column: number): string {
  return ' '.repeat(column);
}
