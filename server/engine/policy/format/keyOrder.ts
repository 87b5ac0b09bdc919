/** The order of keys in a policy: the schema's, unknown keys after the known ones in the order they were written. */

import detectorSchema from '../../../../policies/detector.schema.json';
import policySchema from '../../../../policies/policy.schema.json';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly then?: Schema;
  readonly else?: Schema;
}

/** Returns the items in the order of the schema's keys for the place that the path leads to; `*` is any item. */
export function orderKeys<T>(items: readonly T[], keyOf: (item: T) => string, path: readonly string[]): readonly T[] {
  const order = keysAt(path);
  const rankOf = (item: T) => {
    const rank = order.indexOf(keyOf(item));
    return rank === -1 ? order.length : rank;
  };
  return [...items].sort((a, b) => rankOf(a) - rankOf(b));
}

/** Returns the keys that the schema knows at a place, in their order; none where any may stand. */
export function keysAt(path: readonly string[]): readonly string[] {
  const key = path.join('\0');
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const keys = Object.keys(propertiesOf(schemaAt(path)));
  if (remembered.size < 1000) remembered.set(key, keys);
  return keys;
}

const remembered = new Map<string, readonly string[]>();
const root = policySchema as unknown as Schema & { readonly $defs: Readonly<Record<string, Schema>> };

function schemaAt(path: readonly string[]): Schema {
  return path.reduce((schema, segment) => resolve(childOf(schema, segment)), resolve(root));
}

function childOf(schema: Schema, segment: string): Schema {
  if (segment === '*') return schema.items ?? {};
  const properties = propertiesOf(schema);
  if (Object.hasOwn(properties, segment)) return properties[segment] as Schema;
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
}

/** Where a value may have two forms, the one that is a mapping counts. */
function propertiesOf(schema: Schema): Readonly<Record<string, Schema>> {
  return schema.properties ?? schema.then?.properties ?? schema.else?.properties ?? {};
}

function resolve(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  if (schema.$ref === 'detector.schema.json') return detectorSchema as unknown as Schema;
  return root.$defs[schema.$ref.replace('#/$defs/', '')] ?? {};
}
