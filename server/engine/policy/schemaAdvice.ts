/**
 * What to say and do about each kind of mismatch with the schema. The schema's own descriptions and examples say what
 * belongs at the place.
 *
 * Values under free text are never quoted: a policy's tests may hold what must not be shown.
 */

import type { ErrorObject } from 'ajv/dist/2020';
import type { PathSegments } from './document';
import { suggest } from './nearest';
import type { Advice, Defect, ProblemCode } from './problem';
import { listed, quoted } from './quoted';

interface Schema {
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Returns a function that makes an error of the validator a defect, or `undefined` where another one says it already. */
export function createAdviser(
  root: unknown,
  errors: readonly ErrorObject[],
): (error: ErrorObject) => Defect | undefined {
  // A misspelt field that is required would be reported twice, as unknown and as missing.
  const unknown = new Map<string, string[]>();
  for (const { keyword, instancePath, params } of errors) {
    if (keyword !== 'additionalProperties') continue;
    const names = unknown.get(instancePath) ?? [];
    if (names.length < 50) unknown.set(instancePath, [...names, String(params['additionalProperty'])]);
  }
  return (error) => {
    const segments = parsePointer(error.instancePath, root);
    if (error.keyword === 'additionalProperties') return unknownField(error, segments);
    if (error.keyword === 'required') {
      const missing = String(error.params['missingProperty']);
      const misspelt = unknown.get(error.instancePath) ?? [];
      const known = fieldsOf(error);
      if (misspelt.some((name) => suggest(name, known, '').suggestion === missing)) return undefined;
      return defect(segments, 'MISSING_FIELD', () => adviseMissing(error, segments, missing));
    }
    if (error.propertyName !== undefined) {
      const name = error.propertyName;
      const message = `the name ${quoted(name)} is not allowed in ${nameOf(segments)}`;
      const hint = 'begin it with a small letter or digit, and go on with those, dots, underscores and hyphens';
      return defect([...segments, name], 'WRONG_VALUE', () => ({ message, hint }), 'key');
    }
    if (error.keyword === 'uniqueItems') {
      const { i, j } = error.params as { i: number; j: number };
      const again = [...segments, Math.max(i, j)];
      const message = `${nameOf(segments)} has the same item twice`;
      return defect(again, 'WRONG_VALUE', () => ({ message, hint: 'keep one of them' }));
    }
    const isVersion = error.keyword === 'const' && segments[0] === 'apiVersion';
    const code = isVersion ? 'WRONG_VERSION' : error.keyword === 'type' ? 'WRONG_TYPE' : 'WRONG_VALUE';
    return defect(segments, code, () => adviseValue(error, segments));
  };
}

function defect(segments: PathSegments, code: ProblemCode, advise: () => Advice, at: Defect['at'] = 'value'): Defect {
  return { segments, at, code, advise };
}

function unknownField(error: ErrorObject, segments: PathSegments): Defect {
  const name = String(error.params['additionalProperty']);
  const known = fieldsOf(error);
  return defect(
    [...segments, name],
    'UNKNOWN_FIELD',
    () => ({
      message: `${quoted(name)} is not a field of ${nameOf(segments)}`,
      ...suggest(name, known, `known fields are ${listed(known)}`),
    }),
    'key',
  );
}

function adviseMissing(error: ErrorObject, segments: PathSegments, missing: string): Advice {
  const schema = (error.parentSchema as Schema | undefined)?.properties?.[missing];
  const says = schema?.description === undefined ? '' : `: ${firstSentence(schema.description)}`;
  return {
    message: `${nameOf(segments)} needs the field '${missing}'`,
    hint: `add '${missing}'${says}${example(schema)}`,
  };
}

function adviseValue(error: ErrorObject, segments: PathSegments): Advice {
  const where = nameOf(segments);
  const schema = error.parentSchema as Schema | undefined;
  switch (error.keyword) {
    case 'const': {
      const wanted = String(error.params['allowedValue']);
      const message = `${segments.join('.')} ${quoted(error.data)} is not known`;
      return { message, hint: `this version of Portcullis reads '${wanted}'`, suggestion: wanted };
    }
    case 'type':
      return adviseType(error, where, schema);
    case 'enum': {
      const allowed = (error.params['allowedValues'] as unknown[]).map(String);
      const message = `${where} is ${quoted(error.data)}, which is not one of ${listed(allowed)}`;
      return {
        message,
        ...suggest(String(error.data), allowed, `write ${listed(allowed.slice(0, -1))} or ${allowed.at(-1)}`),
      };
    }
    case 'minItems':
    case 'minProperties':
      return {
        message: `${where} must not be empty`,
        hint: neededFields.has(String(segments.at(-1))) ? says(schema) : 'leave the field out where it says nothing',
      };
    case 'minLength':
      return { message: `${where} must not be empty`, hint: says(schema) };
    case 'maxLength':
      return { message: `${where} is longer than ${error.params['limit']} characters`, hint: 'shorten it' };
    case 'maxItems':
      return {
        message: `${where} has more than ${error.params['limit']} items`,
        hint: 'join what says the same, or move some into a layer of their own',
      };
    case 'pattern':
      return { message: `${where} does not have the form it must have`, hint: formOf(schema) };
    case 'minimum':
      return { message: `${where} must be at least ${error.params['limit']}`, hint: 'write a larger number' };
    case 'maximum':
      return { message: `${where} must be at most ${error.params['limit']}`, hint: 'write a smaller number' };
    default:
      return { message: `${where} is not what it must be`, hint: says(schema) };
  }
}

const words: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a mapping',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'nothing',
};

function adviseType(error: ErrorObject, where: string, schema: Schema | undefined): Advice {
  const wanted = String(error.params['type']);
  const given = error.data === null ? 'null' : Array.isArray(error.data) ? 'array' : typeof error.data;
  const isFraction = wanted === 'integer' && given === 'number';
  const message = `${where} must be ${words[wanted]}, not ${isFraction ? 'a fraction' : words[given]}`;
  if (given === 'null') return { message, hint: 'write what belongs there, or leave the field out' };
  if (wanted === 'string') {
    const isOne = given !== 'object' && given !== 'array';
    return { message, hint: isOne ? 'put it in quotes' : 'write a single text, in quotes where it has brackets' };
  }
  if (wanted === 'array')
    return { message, hint: 'write it in brackets, as in [a, b], or as lines that begin with a hyphen' };
  if (wanted === 'object') {
    const fields = Object.keys(schema?.properties ?? {});
    const which = fields.length === 0 ? 'names and their values' : `the fields ${listed(fields)}`;
    return { message, hint: `write a mapping of ${which}${example(schema)}` };
  }
  const unquoted = given === 'string' && (wanted === 'integer' || wanted === 'number' || wanted === 'boolean');
  return { message, hint: unquoted ? 'write it without quotes' : says(schema) };
}

function says(schema: Schema | undefined): string {
  if (schema?.description === undefined) return `see policies/policy.schema.json${example(schema)}`;
  return `write what belongs there: ${firstSentence(schema.description)}${example(schema)}`;
}

/** Lists and mappings that can't be left out. */
const neededFields: ReadonlySet<string> = new Set(['levels', 'match', 'expect']);

const forms: Readonly<Record<string, string>> = {
  '^[A-Za-z0-9][A-Za-z0-9._/-]*$':
    'use letters, digits, dots, underscores, hyphens and slashes, the first a letter or digit',
  '^[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._/-]*$': 'write a family and a name, as in acme/employee-id',
  '^https?://': 'begin it with https:// or http://',
  '^sha256:': 'write sha256: and the digest in hexadecimal',
  '^[imsu]{1,4}$': 'use each of i, m, s and u at most once',
  '^[!-~][ -~]*$': 'write it in ASCII letters, digits and signs',
  '^(?:[!-~][ -~]*| {8,})$': 'write it in ASCII letters, digits and signs',
};

function formOf(schema: (Schema & { readonly pattern?: string }) | undefined): string {
  return forms[schema?.pattern ?? ''] ?? says(schema);
}

function example(schema: Schema | undefined): string {
  const first = schema?.examples?.[0];
  if (first === undefined) return '';
  return `, as in ${typeof first === 'string' ? first : JSON.stringify(first)}`;
}

function firstSentence(text: string): string {
  const [sentence = ''] = /^.*?(?=\.(?:\s|$)|$)/.exec(text) ?? [];
  return /^[A-Z][a-z]*\b/.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}

function nameOf(segments: PathSegments): string {
  return segments.length === 0 ? 'the policy' : quoted(segments.join('.'));
}

function fieldsOf(error: ErrorObject): readonly string[] {
  return Object.keys((error.parentSchema as Schema | undefined)?.properties ?? {});
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
