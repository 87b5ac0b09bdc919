/**
 * The form of a policy, by policies/policy.schema.json (JSON Schema 2020-12): every mismatch as a defect with its place.
 *
 * A lower layer has the same form with less required; its schema is derived here, so that there is one source.
 */

import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import detectorSchema from '../../../policies/detector.schema.json';
import policySchema from '../../../policies/policy.schema.json';
import { type Defect, maxDefects } from './problem';
import { createAdviser } from './schemaAdvice';

interface SchemaNode {
  readonly [keyword: string]: unknown;
}

/** Which of the two forms a document has: the organisation's, or a lower layer's. */
export type PolicyForm = 'organisation' | 'layer';

const layerSchema = {
  ...policySchema,
  $id: 'https://portcullis.dev/schemas/layer.schema.json',
  title: 'Portcullis policy layer',
  required: policySchema.required.filter((field) => field !== 'levels'),
  $defs: {
    ...policySchema.$defs,
    model: {
      ...policySchema.$defs.model,
      required: policySchema.$defs.model.required.filter((field) => field !== 'match'),
    },
  },
};

/** Returns the schema of a form, as data. */
export function schemaOf(form: PolicyForm): typeof policySchema {
  return form === 'layer' ? layerSchema : policySchema;
}

/** Returns all mismatches between a policy's value and the schema of its form, one for each mistake. */
export function checkSchema(value: unknown, form: PolicyForm): Defect[] {
  const validate = validatorOf(form);
  if (validate(value)) return [];
  const errors = (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== 'if' && keyword !== 'propertyNames')
    .slice(0, maxDefects);
  const advise = createAdviser(value, errors);
  const refused = new Set<string>();
  return errors.flatMap((error) => {
    const isAboutFields = error.keyword === 'additionalProperties' || error.keyword === 'required';
    const place = `${error.instancePath}\n${error.propertyName ?? ''}`;
    // A text may be too long and of the wrong form at once; one of it is enough to mend it.
    if (!isAboutFields && refused.has(place)) return [];
    if (!isAboutFields) refused.add(place);
    return advise(error) ?? [];
  });
}

const validators = new Map<PolicyForm, ValidateFunction>();

function validatorOf(form: PolicyForm): ValidateFunction {
  const known = validators.get(form);
  if (known !== undefined) return known;
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    verbose: true,
    formats: { uri: true },
  });
  const schema = schemaOf(form);
  const validate = ajv.compile(inline(schema, schema) as SchemaNode);
  validators.set(form, validate);
  return validate;
}

/** Puts what is referred to in its place: the validator takes quadratic time for errors behind references. */
function inline(node: unknown, root: SchemaNode): unknown {
  if (Array.isArray(node)) return node.map((item) => inline(item, root));
  if (typeof node !== 'object' || node === null) return node;
  const { $ref, $defs: _, ...own } = node as SchemaNode;
  const parts = Object.fromEntries(Object.entries(own).map(([keyword, part]) => [keyword, inline(part, root)]));
  if (typeof $ref !== 'string') return parts;
  const { $id, $schema, ...target } = resolve($ref, root);
  return { ...(inline(target, root) as SchemaNode), ...parts };
}

function resolve(ref: string, root: SchemaNode): SchemaNode {
  if (ref === 'detector.schema.json') return detectorSchema;
  const name = ref.replace('#/$defs/', '');
  return (root['$defs'] as Readonly<Record<string, SchemaNode>>)[name] ?? {};
}
