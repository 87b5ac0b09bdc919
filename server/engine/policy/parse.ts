/**
 * From a policy's text to a policy: form, references and detectors, all problems at once.
 */

import { type PathSegments, parsePolicyDocument } from './document';
import type { Problem } from './problem';
import { checkReferences } from './references';
import { checkSchema } from './schema';
import type { Policy } from './types';

export interface ParsedPolicy {
  /** Present only where there is no problem. */
  readonly policy?: Policy;
  /** In the order of the text. */
  readonly problems: readonly Problem[];
  /** Returns the 1-based line of a value, for example of `['tests', 3]`. */
  lineOf(segments: PathSegments): number;
}

/** Parses and validates a policy. Never throws; `path` is only for the problems. */
export function parsePolicy(text: string, path: string): ParsedPolicy {
  const document = parsePolicyDocument(text, path);
  const problems = [...document.problems];
  const lineOf = (segments: PathSegments) => document.problemAt(segments, 'WRONG_VALUE', '').line;
  if (document.value !== undefined) {
    problems.push(...checkSchema(document), ...checkReferences(document));
  }
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  if (problems.length > 0) return { problems, lineOf };
  return { policy: document.value as Policy, problems, lineOf };
}
