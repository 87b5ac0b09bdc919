/** Checks real output against the schemas of the contract's shapes. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';

const schemas = join(__dirname, '..', '..', '..', 'policies', 'schemas');

type Shape =
  | 'finding'
  | 'decision'
  | 'problem'
  | 'entry'
  | 'baseline'
  | 'explained'
  | 'detectors'
  | 'blame'
  | 'commitReport'
  | 'doctor';

/** Fails where the value is not of the shape that policies/schemas/<name>.schema.json states. */
export function assertMatchesSchema(name: Shape, value: unknown): void {
  const schema = JSON.parse(readFileSync(join(schemas, `${name}.schema.json`), 'utf8'));
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  assert.ok(ajv.validate(schema, value), `${name}: ${ajv.errorsText()}`);
}
