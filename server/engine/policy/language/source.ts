/**
 * A policy's text as the language features see it: its tree, its value as far as it can be read, and its names.
 *
 * Unlike parsing for use, it makes the best of a half-written text. Knows nothing of editors.
 */

import type { CompiledPolicy } from '../compile';
import { type PathSegments, type PolicyDocument, parsePolicyDocument } from '../document';
import { listNames, type NameUse } from '../names';
import { type LayerKind, layerKinds } from '../types';

export interface PolicySource {
  readonly document: PolicyDocument;
  /** What the text says, also where it has problems; `undefined` where nothing of it can be read. */
  readonly value: unknown;
  readonly kind: LayerKind;
  readonly names: readonly NameUse[];
  /** The organisation's policy, where the document is a lower layer: its levels and names count in it as well. */
  readonly below?: CompiledPolicy['policy'];
}

/** What is known of a document beside its text. */
export interface SourceContext {
  /** The layer whose place the document stands at; absent, the document says it itself. */
  readonly kind?: LayerKind;
  /** The organisation's policy in force. */
  readonly organisation?: CompiledPolicy['policy'];
}

/** Reads a policy's text. Never throws. */
export function readPolicySource(text: string, path: string, context: SourceContext = {}): PolicySource {
  const document = parsePolicyDocument(text, path);
  const value = document.value ?? readBroken(document);
  const kind = context.kind ?? kindOf(value);
  const isLower = kind !== 'organisation';
  return {
    document,
    value,
    kind,
    names: listNames(value),
    ...(isLower && context.organisation !== undefined ? { below: context.organisation } : {}),
  };
}

/** Returns the value that segments lead to, or `undefined`. */
export function valueAt(value: unknown, segments: PathSegments): unknown {
  let current = value;
  for (const segment of segments) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, segment)) return undefined;
    current = (current as Record<string | number, unknown>)[segment];
  }
  return current;
}

/** Returns the fields of an object, none for anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function readBroken({ yaml }: PolicyDocument): unknown {
  try {
    return yaml?.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

function kindOf(value: unknown): LayerKind {
  const layer = valueAt(value, ['metadata', 'layer']);
  return layerKinds.find((kind) => kind === layer) ?? 'organisation';
}
