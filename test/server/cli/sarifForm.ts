/**
 * Validates SARIF 2.1.0 logs against the OASIS standard's JSON Schema.
 *
 * The schema is read from a published package that carries it in its bundle, between two region marks.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const validate = addFormats(new Ajv({ allErrors: true, strict: false })).compile(readSchema());

/** Fails where `log` is not a valid SARIF 2.1.0 log. */
export function assertSarif(log: unknown): void {
  assert.ok(validate(log), JSON.stringify(validate.errors, null, 1));
}

function readSchema(): object {
  const bundle = readFileSync('node_modules/@datadog/datadog-ci-plugin-sarif/dist/bundle.js', 'utf8');
  const region = bundle.split('//#region src/json-schema/sarif-schema-2.1.0.json')[1]?.split('//#endregion')[0] ?? '';
  const literal = region.slice(region.indexOf('= {\n') + 2, region.lastIndexOf('}') + 1);
  const schema = runInNewContext(`(${literal})`) as { readonly $id: string; readonly definitions: object };
  assert.match(schema.$id, /sarif-schema-2\.1\.0\.json$/);
  assert.ok(Object.keys(schema.definitions).length > 40);
  return schema;
}
