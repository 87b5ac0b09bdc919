/**
 * Requests as they come over the wire, from callers nobody vouches for.
 */

import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import requestSchema from '../../policies/schemas/request.schema.json';
import { createLabel, type Levels } from './label';
import type { Atom, Content, Request } from './types';

export interface ParsedRequest {
  /** Present only where there is no problem. */
  readonly request?: Request;
  /** What is wrong and where, one sentence each. */
  readonly problems: readonly string[];
}

let compiled: ValidateFunction | undefined;

/** Checks a request's form and levels. Never throws. */
export function parseRequest(value: unknown, levels: Levels): ParsedRequest {
  compiled ??= new Ajv2020({ allErrors: true, strict: true, strictRequired: false }).compile(requestSchema);
  if (!compiled(value)) {
    const problems = (compiled.errors ?? [])
      .filter(({ keyword }) => keyword !== 'if')
      .map(({ instancePath, keyword, message, params }) =>
        describe(instancePath, keyword, message ?? 'is wrong', params),
      );
    return { problems: [...new Set(problems)] };
  }
  const raw = value as { contents: RawContent[]; destination: Request['destination']; canAsk?: boolean };
  const problems = raw.contents.flatMap((content, index) => unknownLevels(content, index, levels));
  if (problems.length > 0) return { problems };
  return { request: { ...raw, contents: raw.contents.map(toContent) }, problems };
}

type RawAtom = Omit<Atom, 'label' | 'rule'> & { label: { level: string; categories?: string[] }; rule?: string };
type RawContent = { path?: string; realPath?: string; text?: string; atoms?: RawAtom[] };

function toContent({ atoms, ...content }: RawContent): Content {
  if (atoms === undefined)
    return { ...content, ...(content.text === undefined ? {} : { text: withoutBom(content.text) }) };
  return {
    ...(content.path === undefined ? {} : { path: content.path }),
    atoms: atoms.map(({ label, rule, ...atom }) => ({
      ...atom,
      rule: rule ?? atom.cause,
      label: createLabel(label.level, label.categories),
      ...(atom.findings === undefined
        ? {}
        : { findings: atom.findings.map((finding) => ({ ...finding, confidence: finding.confidence ?? 'medium' })) }),
    })),
  };
}

function unknownLevels({ atoms = [] }: RawContent, content: number, levels: Levels): string[] {
  return atoms.flatMap(({ label }, index) =>
    levels.includes(label.level)
      ? []
      : [`/contents/${content}/atoms/${index}/label/level: '${label.level}' is not one of ${levels.join(', ')}`],
  );
}

function describe(pointer: string, keyword: string, message: string, params: Record<string, unknown>): string {
  const where = pointer === '' ? 'the request' : pointer;
  if (keyword === 'additionalProperties')
    return `${where}: '${String(params['additionalProperty'])}' is not a known field`;
  if (keyword === 'enum') return `${where}: must be one of ${(params['allowedValues'] as unknown[]).join(', ')}`;
  if (keyword === 'anyOf') return `${where}: needs 'text', 'path' or 'atoms'`;
  if (keyword === 'not') return `${where}: 'atoms' stand instead of 'text', not beside it`;
  return `${where}: ${message}`;
}

/** Offsets count from the first character after a byte order mark. */
function withoutBom(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
