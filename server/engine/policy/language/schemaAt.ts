/**
 * Looks up what policies/policy.schema.json says of a place in a policy: descriptions, allowed values, fields.
 *
 * Understands as much of JSON Schema 2020-12 as ours use: `$ref`, `$defs`, `if`/`then`/`else`, and the combinators.
 */

import detectorSchema from '../../../../policies/detector.schema.json';
import policySchema from '../../../../policies/policy.schema.json';
import type { PathSegments } from '../document';

export interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const root = policySchema as unknown as Schema;
const detector = detectorSchema as unknown as Schema;
const definitions = policySchema.$defs as unknown as Readonly<Record<string, Schema>>;

/** Returns every schema that may hold for the place, the nearest description first; none where nothing may stand. */
export function schemasAt(segments: PathSegments): readonly Schema[] {
  let schemas = alternatives(root);
  for (const segment of segments) schemas = schemas.flatMap((schema) => alternatives(inside(schema, segment)));
  return schemas;
}

/** Returns the fields that may stand in an object at the place, with what describes each. */
export function fieldsAt(segments: PathSegments): ReadonlyMap<string, Schema> {
  const fields = new Map<string, Schema>();
  for (const { properties = {} } of schemasAt(segments)) {
    for (const [name, schema] of Object.entries(properties)) if (!fields.has(name)) fields.set(name, schema);
  }
  return fields;
}

/** Returns the values that the place allows, where it allows no others of their type. */
export function allowedValues(schemas: readonly Schema[]): readonly unknown[] {
  const values = schemas.flatMap((schema) => {
    if (schema.enum !== undefined) return schema.enum;
    if (schema.const !== undefined) return [schema.const];
    return schema.type === 'boolean' ? [true, false] : [];
  });
  return [...new Set(values)];
}

/** Returns the texts that usually stand at the place, where others may as well: several examples are a choice. */
export function usualValues(schemas: readonly Schema[]): readonly string[] {
  const choices = schemas.flatMap(({ examples = [] }) => (examples.length > 1 ? examples : []));
  return choices.filter((value) => typeof value === 'string');
}

/** Returns what the schema says of the place in words, `undefined` where it says nothing. */
export function describeSchemas(schemas: readonly Schema[]): string | undefined {
  const [description] = schemas.flatMap((schema) => schema.description ?? []);
  const values = allowedValues(schemas);
  const [byDefault] = schemas.flatMap((schema) => (schema.default === undefined ? [] : [schema.default]));
  const [range] = schemas.flatMap(({ minimum, maximum }) =>
    minimum === undefined ? [] : [maximum === undefined ? `at least ${minimum}` : `${minimum} to ${maximum}`],
  );
  const parts = [
    description,
    values.length > 0 ? `One of ${values.map((value) => `\`${String(value)}\``).join(', ')}.` : undefined,
    range === undefined ? undefined : `A number, ${range}.`,
    byDefault === undefined ? undefined : `Default: \`${String(byDefault)}\`.`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('\n\n');
}

/** Returns a schema with all it stands for: itself without its reference, what that leads to, and its branches. */
export function alternatives(schema: Schema | undefined, depth = 0): readonly Schema[] {
  if (schema === undefined || depth > 16) return [];
  const { $ref, then, else: otherwise, allOf = [], anyOf = [], oneOf = [], ...own } = schema;
  const others = [...($ref === undefined ? [] : [resolve($ref)]), then, otherwise, ...allOf, ...anyOf, ...oneOf];
  return [own, ...others.flatMap((other) => alternatives(other, depth + 1))];
}

function inside(schema: Schema, segment: string | number): Schema | undefined {
  if (typeof segment === 'number') return schema.items;
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, segment)) return schema.properties[segment];
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

function resolve(reference: string): Schema | undefined {
  if (reference === 'detector.schema.json') return detector;
  const name = /^#\/\$defs\/(.+)$/.exec(reference)?.[1];
  return name !== undefined && Object.hasOwn(definitions, name) ? definitions[name] : undefined;
}
