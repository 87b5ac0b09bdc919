/**
 * The form of a policy, by policies/policy.schema.json (JSON Schema 2020-12): every mismatch as a problem with its place.
 */

import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import detectorSchema from '../../../policies/detector.schema.json';
import policySchema from '../../../policies/policy.schema.json';
import type { PathSegments, PolicyDocument } from './document';
import { nearest } from './nearest';
import type { Problem, ProblemCode } from './problem';

let compiled: ValidateFunction | undefined;

/** Returns all mismatches between a document's value and the schema, in the order of the text. */
export function checkSchema(document: PolicyDocument): Problem[] {
  compiled ??= createValidator();
  if (compiled(document.value)) return [];
  return (compiled.errors ?? []).filter(({ keyword }) => keyword !== 'if').map((error) => toProblem(error, document));
}

function createValidator(): ValidateFunction {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    verbose: true,
    formats: { uri: true },
  });
  ajv.addSchema(detectorSchema, 'https://portcullis.dev/schemas/detector.schema.json');
  return ajv.compile(policySchema);
}

function toProblem(error: ErrorObject, document: PolicyDocument): Problem {
  const segments = parsePointer(error.instancePath, document.value);
  const where = segments.length === 0 ? 'the policy' : `'${segments.join('.')}'`;
  const at = (code: ProblemCode, message: string, hint?: string) => document.problemAt(segments, code, message, hint);
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(error.params['additionalProperty']);
      const guess = nearest(name, Object.keys((error.parentSchema?.['properties'] as object | undefined) ?? {}));
      return document.problemAt(
        [...segments, name],
        'UNKNOWN_FIELD',
        `'${name}' is not a field of ${where}`,
        guess === undefined
          ? `known fields are ${Object.keys((error.parentSchema?.['properties'] as object) ?? {}).join(', ')}`
          : `did you mean '${guess}'?`,
        'key',
      );
    }
    case 'required':
      return at('MISSING_FIELD', `${where} needs the field '${String(error.params['missingProperty'])}'`);
    case 'const':
      if (segments[0] === 'apiVersion') {
        return at(
          'WRONG_VERSION',
          `apiVersion ${shown(error.data)} is not known`,
          "this version of Portcullis reads 'portcullis/v1'",
        );
      }
      return at('WRONG_VALUE', `${where} must be ${shown(error.params['allowedValue'])}`);
    case 'type': {
      const wanted = String(error.params['type']);
      const hint = wanted === 'string' && typeof error.data === 'number' ? 'put it in quotes' : undefined;
      return at('WRONG_TYPE', `${where} must be ${article(wanted)}, not ${article(typeName(error.data))}`, hint);
    }
    case 'enum': {
      const allowed = (error.params['allowedValues'] as unknown[]).map(String);
      const guess = nearest(String(error.data), allowed);
      return at(
        'WRONG_VALUE',
        `${where} is ${shown(error.data)}, which is not one of ${allowed.join(', ')}`,
        guess === undefined ? undefined : `did you mean '${guess}'?`,
      );
    }
    case 'minItems':
    case 'minProperties':
      return at('WRONG_VALUE', `${where} must not be empty`, 'leave the field out where it says nothing');
    case 'pattern':
      return at(
        'WRONG_VALUE',
        `${where} is ${shown(error.data)}, which does not have the form ${String(error.params['pattern'])}`,
      );
    default:
      return at('WRONG_VALUE', `${where} ${error.message ?? 'is wrong'}`);
  }
}

/** Array indices become numbers, so that they lead through the YAML tree. */
function parsePointer(pointer: string, root: unknown): PathSegments {
  const segments: (string | number)[] = [];
  let value = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    segments.push(Array.isArray(value) ? Number(key) : key);
    value = (value as Record<string, unknown> | undefined)?.[key];
  }
  return segments;
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? 'nothing');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

function article(type: string): string {
  if (type === 'null') return 'nothing';
  return `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`;
}
