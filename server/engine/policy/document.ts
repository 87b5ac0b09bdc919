/**
 * A policy's YAML text as a value whose every place has a line and column.
 *
 * The text may come from anyone: its size, depth, aliases and errors are bounded. Knows YAML, not what a policy means.
 */

import type { Document } from 'yaml';
import type { Problem } from './problem';
import { checkCharacters } from './yaml/characters';
import { composeYaml } from './yaml/compose';
import type { Fault } from './yaml/fault';
import { createLines, type Position } from './yaml/lines';
import { createPlaces, type Places } from './yaml/places';
import { readValue } from './yaml/value';

/** Largest policy text in UTF-16 code units. */
export const maxPolicyLength = 2 * 1024 * 1024;

export type PathSegments = readonly (string | number)[];

/** Part of a text: offset and length in UTF-16 code units. */
export interface TextRange {
  readonly offset: number;
  readonly length: number;
}

/** A parsed document. `value` is absent where nothing of the text can be used. */
export interface PolicyDocument {
  /** Without the byte order mark that it may have begun with. */
  readonly text: string;
  readonly value?: unknown;
  /** The syntax tree; absent where the text was not parsed to its end. */
  readonly yaml?: Document.Parsed;
  readonly problems: readonly Problem[];
  /** Returns where a value (or, with `key`, its key) stands in the text, or `undefined` where it does not. */
  rangeOf(segments: PathSegments, at?: 'key' | 'value'): TextRange | undefined;
  /** Returns the position of a value (or, with `key`, of its key), or of its nearest parent. */
  positionOf(segments: PathSegments, at?: 'key' | 'value'): Position;
  /** Makes a problem at the value (or, with `key`, at the key) that the segments lead to, or at its nearest parent. */
  problemAt(
    segments: PathSegments,
    code: Problem['code'],
    message: string,
    hint?: string,
    at?: 'key' | 'value',
  ): Problem;
}

/** Parses YAML 1.2 core (JSON is YAML) and lists every defect of its form. Never throws. */
export function parsePolicyDocument(source: string, path: string): PolicyDocument {
  const text = source.startsWith('\ufeff') ? source.slice(1) : source;
  const lines = createLines(text);
  const { tree, faults } = readTree(text);
  const read = tree === undefined || faults.length > 0 ? undefined : readValue(tree);
  const places = tree === undefined ? nowhere : createPlaces(tree);
  const positionOf: PolicyDocument['positionOf'] = (segments, at = 'value') => lines(places.offsetOf(segments, at));
  const problems = [...faults, ...(read?.faults ?? [])].map(
    ({ offset, segments = [], code, message, hint }): Problem => ({
      path,
      ...lines(offset),
      pointer: formatPointer(segments),
      code,
      message,
      hint,
    }),
  );
  return {
    text,
    ...(tree === undefined ? {} : { yaml: tree }),
    ...(read === undefined || !read.faults.every(isLeftOut) ? {} : { value: read.value }),
    problems,
    rangeOf: (segments, at = 'value') => places.rangeOf(segments, at),
    positionOf,
    problemAt: (segments, code, message, hint, at = 'value') => ({
      path,
      ...positionOf(segments, at),
      pointer: formatPointer(segments),
      code,
      message,
      ...(hint === undefined ? {} : { hint }),
    }),
  };
}

const longestPointerPart = 200;

/** Formats an RFC 6901 JSON Pointer; it ends before a name too long to be one of a policy's. */
export function formatPointer(segments: PathSegments): string {
  const long = segments.findIndex((segment) => String(segment).length > longestPointerPart);
  return (long === -1 ? segments : segments.slice(0, long))
    .map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

const nowhere: Places = { rangeOf: () => undefined, offsetOf: () => 0 };

function readTree(text: string): ReturnType<typeof composeYaml> {
  if (text.length > maxPolicyLength) {
    const message = `the policy has ${text.length} characters, at most ${maxPolicyLength} are read`;
    const hint = 'move rules into layers of their own, or join their globs into lists';
    return { faults: [{ offset: 0, code: 'TOO_LARGE', message, hint }] };
  }
  const faults = checkCharacters(text);
  return faults.length > 0 ? { faults } : composeYaml(text);
}

/** Keys that are refused are left out of the value, and what is left can be checked further. */
function isLeftOut({ code }: Fault): boolean {
  return code === 'DUPLICATE_KEY' || code === 'FORBIDDEN_KEY';
}
