/**
 * A policy's YAML text as a value whose every place has a line and column.
 *
 * The text may come from anyone: aliases are bounded, duplicate keys, cycles and prototype keys refused. Knows YAML, not
 * what a policy means.
 */

import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import type { Problem, ProblemCode } from './problem';

/** Largest policy text in UTF-16 code units. */
export const maxPolicyLength = 4 * 1024 * 1024;
const maxDepth = 64;
const maxAliases = 100;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

export type PathSegments = readonly (string | number)[];

/** Part of a text: offset and length in UTF-16 code units. */
export interface TextRange {
  readonly offset: number;
  readonly length: number;
}

/** A parsed document. `value` is absent where nothing of the text can be used. */
export interface PolicyDocument {
  readonly text: string;
  readonly value?: unknown;
  /** The syntax tree; absent where the text was not parsed at all. */
  readonly yaml?: Document.Parsed;
  readonly problems: readonly Problem[];
  /** Returns where a value (or, with `key`, its key) stands in the text, or `undefined` where it does not. */
  rangeOf(segments: PathSegments, at?: 'key' | 'value'): TextRange | undefined;
  /** Makes a problem at the value (or, with `key`, at the key) that the segments lead to, or at its nearest parent. */
  problemAt(segments: PathSegments, code: ProblemCode, message: string, hint?: string, at?: 'key' | 'value'): Problem;
}

/** Parses YAML 1.2 core (JSON is YAML) and lists every defect of its form. Never throws. */
export function parsePolicyDocument(text: string, path: string): PolicyDocument {
  const lines = new LineCounter();
  const problems: Problem[] = [];
  const problem = (
    offset: number,
    segments: PathSegments,
    code: ProblemCode,
    message: string,
    hint?: string,
  ): Problem => {
    const position = lines.lineStarts.length > 0 ? lines.linePos(offset) : { line: 1, col: 1 };
    return {
      path,
      line: Math.max(1, position.line),
      column: Math.max(1, position.col),
      pointer: formatPointer(segments),
      code,
      message,
      ...(hint === undefined ? {} : { hint }),
    };
  };
  const failed = (code: ProblemCode, message: string, hint?: string): PolicyDocument => ({
    text,
    problems: [problem(0, [], code, message, hint)],
    rangeOf: () => undefined,
    problemAt: (segments, c, m, h) => problem(0, segments, c, m, h),
  });

  if (text.length > maxPolicyLength) {
    return failed(
      'TOO_LARGE',
      `the policy has ${text.length} characters, at most ${maxPolicyLength} are read`,
      'split it into packs',
    );
  }
  if (nestsTooDeep(text)) return failed('TOO_DEEP', `the policy nests deeper than ${maxDepth} levels`);

  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      version: '1.2',
      schema: 'core',
      uniqueKeys: true,
      stringKeys: true,
      lineCounter: lines,
      prettyErrors: false,
    });
  } catch {
    return failed('TOO_DEEP', 'the policy nests too deeply to be read');
  }
  for (const error of [...document.errors, ...document.warnings]) {
    const duplicate = error.code === 'DUPLICATE_KEY';
    problems.push(
      problem(
        error.pos[0],
        [],
        duplicate ? 'DUPLICATE_KEY' : 'YAML_SYNTAX',
        duplicate ? 'this key stands twice in the same mapping' : firstSentence(error.message),
        duplicate ? 'keep one of them' : undefined,
      ),
    );
  }
  problems.push(...refuseNodes(document, problem));

  const problemAt: PolicyDocument['problemAt'] = (segments, code, message, hint, at = 'value') =>
    problem(offsetOf(document, segments, at), segments, code, message, hint);
  const rangeOf: PolicyDocument['rangeOf'] = (segments, at = 'value') => findRange(document, segments, at);
  const parsed = { text, yaml: document, problems, problemAt, rangeOf };

  const unusable = problems.some(({ code }) => code !== 'DUPLICATE_KEY' && code !== 'FORBIDDEN_KEY');
  if (unusable) return parsed;
  try {
    return { ...parsed, value: document.toJS({ maxAliasCount: maxAliases }) as unknown };
  } catch {
    problems.push(
      problem(0, [], 'TOO_MANY_ALIASES', `aliases expand to more than ${maxAliases} copies`, 'write the values out'),
    );
    return parsed;
  }
}

/** Formats an RFC 6901 JSON Pointer. */
export function formatPointer(segments: PathSegments): string {
  return segments.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function refuseNodes(
  document: Document.Parsed,
  problem: (offset: number, segments: PathSegments, code: ProblemCode, message: string, hint?: string) => Problem,
): Problem[] {
  const found: Problem[] = [];
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key) && forbiddenKeys.has(String(pair.key.value))) {
        found.push(
          problem(pair.key.range?.[0] ?? 0, [], 'FORBIDDEN_KEY', `the key '${String(pair.key.value)}' is not allowed`),
        );
      }
    },
    Alias(_, alias, ancestors) {
      const target = alias.resolve(document);
      const offset = alias.range?.[0] ?? 0;
      if (target === undefined) {
        found.push(problem(offset, [], 'YAML_SYNTAX', `alias '*${alias.source.slice(0, 60)}' is not defined`));
        return;
      }
      if (ancestors.some((node) => node === target)) {
        found.push(
          problem(offset, [], 'CYCLIC_ALIAS', `alias '*${alias.source}' contains itself`, 'write the value out'),
        );
      }
    },
  });
  return found;
}

/** Counts nesting by indentation and brackets before the parser recurses into it. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text.charCodeAt(index);
    if (char === 0x5b || char === 0x7b) {
      depth++;
      if (depth > maxDepth * 4) return true;
    } else if (char === 0x5d || char === 0x7d) depth = Math.max(0, depth - 1);
    else if (char === 0x0a) {
      let indent = 0;
      let dashes = 0;
      for (let at = index + 1; at < text.length; at++) {
        const next = text.charCodeAt(at);
        if (next === 0x20) indent++;
        else if (next === 0x2d && text.charCodeAt(at + 1) === 0x20) dashes++;
        else break;
      }
      if (indent > maxDepth * 8 || dashes > maxDepth) return true;
    }
  }
  return false;
}

function offsetOf(document: Document.Parsed, segments: PathSegments, at: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, segment] of segments.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(segment),
      );
      if (pair === undefined) return offset;
      const last = index === segments.length - 1;
      offset = (last && at === 'key' ? startOf(pair.key) : (startOf(pair.value) ?? startOf(pair.key))) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(segment)];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function findRange(document: Document.Parsed, segments: PathSegments, at: 'key' | 'value'): TextRange | undefined {
  let node: unknown = document.contents;
  let found: unknown = node;
  for (const segment of segments) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(segment));
      if (pair === undefined) return undefined;
      node = pair.value;
      found = at === 'key' ? pair.key : pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(segment)];
      found = node;
    } else return undefined;
  }
  const range = isNode(found) ? (found as Node).range : undefined;
  return range == null ? undefined : { offset: range[0], length: range[1] - range[0] };
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? ((node as Node).range?.[0] ?? undefined) : undefined;
}

function firstSentence(message: string): string {
  const line = message.split('\n')[0] as string;
  return line.charAt(0).toLowerCase() + line.slice(1);
}
