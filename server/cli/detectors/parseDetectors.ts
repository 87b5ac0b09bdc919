/** The detectors in a file: a policy's `detectors:`, or one detector by itself. What is wrong is told with its place. */

import { type PathSegments, type PolicyDocument, parsePolicyDocument } from '../../engine/policy/document';
import { checkPolicy } from '../../engine/policy/parse';
import type { Problem } from '../../engine/policy/problem';

export interface ParsedDetectors {
  readonly count: number;
  readonly problems: readonly Problem[];
}

const prefix = '/detectors/0';

/** Returns how many detectors a YAML or JSON text holds and every problem of it, of a policy's other parts too. Never throws. */
export function parseDetectors(text: string, path: string): ParsedDetectors {
  const document = parsePolicyDocument(text, path);
  const { value } = document;
  if (typeof value === 'object' && value !== null && 'id' in value && !('apiVersion' in value)) {
    const { problems } = checkPolicy(asPolicy(document, value), path, { as: 'organisation' });
    return { count: 1, problems: problems.map(withoutPrefix) };
  }
  const { detectors } = (value ?? {}) as { readonly detectors?: unknown };
  const { problems } = checkPolicy(document, path);
  return { count: Array.isArray(detectors) ? detectors.length : 0, problems };
}

/** Returns a document that has a detector by itself as a policy's only one, in the place where it is. */
function asPolicy(document: PolicyDocument, detector: object): PolicyDocument {
  const metadata = { name: 'detector', version: '1' };
  const inDetector = (segments: PathSegments): PathSegments => segments.slice(2);
  return {
    ...document,
    value: { apiVersion: 'portcullis/v1', metadata, levels: ['low', 'high'], detectors: [detector] },
    rangeOf: (segments, at) => document.rangeOf(inDetector(segments), at),
    positionOf: (segments, at) => document.positionOf(inDetector(segments), at),
    problemAt: (segments, code, message, hint, at) => document.problemAt(inDetector(segments), code, message, hint, at),
  };
}

function withoutPrefix(problem: Problem): Problem {
  const { pointer } = problem;
  return pointer.startsWith(prefix) ? { ...problem, pointer: pointer.slice(prefix.length) } : problem;
}
