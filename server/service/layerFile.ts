/**
 * One policy file as it stands on disk, and as it was last good: what the layers in force are made of.
 *
 * Knows no layer above or below it but the organisation's policy that it is given.
 */

import type { LayerSource } from '../engine/policy/compile';
import { parsePolicy } from '../engine/policy/parse';
import { strictestLayer, strictestPolicy } from '../engine/policy/strictest';
import type { LayerPolicy, Policy } from '../engine/policy/types';
import { digestOf, type PolicyText } from '../host/policyFile';
import type { PolicyProblem } from '../lsp/protocol';

export type FileFound = Exclude<PolicyText, { kind: 'missing' }>;

/** A policy's text that was good, by the file's path. */
export interface LastGood {
  get(path: string): string | undefined;
  set(path: string, text: string): void;
}

/** What a file comes to: `kept` where the text on disk is broken and an earlier one holds. */
export interface Judged<P> {
  readonly policy: P;
  readonly digest: string;
  readonly state: 'good' | 'kept' | 'strictest';
  readonly problems: readonly PolicyProblem[];
}

export type Fault = (during: string, error: unknown) => void;

/** Judges the organisation's file. */
export function judgeOrganisation(path: string, file: FileFound, lastGood: LastGood, fault: Fault): Judged<Policy> {
  const parse = (text: string) => {
    const { policy, problems } = parsePolicy(text, path, { as: 'organisation' });
    return { policy, problems };
  };
  return judge(path, file, lastGood, fault, parse, strictestPolicy);
}

/** Judges a lower layer's file below the organisation's policy. */
export function judgeLayer(
  path: string,
  file: FileFound,
  below: Policy,
  lastGood: LastGood,
  fault: Fault,
): Judged<LayerPolicy> {
  const parse = (text: string) => {
    const { layer, problems } = parsePolicy(text, path, { as: 'layer', below });
    return { policy: layer, problems };
  };
  return judge(path, file, lastGood, fault, parse, strictestLayer(below));
}

/** Returns a judged lower layer as the compiler takes it. */
export function toSource(kind: LayerSource['kind'], { policy, digest, state }: Judged<LayerPolicy>): LayerSource {
  return { kind, policy, digest, isUnreadable: state === 'strictest' };
}

type Parse<P> = (text: string) => { readonly policy: P | undefined; readonly problems: readonly PolicyProblem[] };

function judge<P extends LayerPolicy | Policy>(
  path: string,
  file: FileFound,
  lastGood: LastGood,
  fault: Fault,
  parse: Parse<P>,
  strictest: P,
): Judged<P> {
  const now = file.kind === 'text' ? tryParse(path, file.text, parse, fault) : { problems: [problemOf(path, file)] };
  if (now.policy !== undefined && file.kind === 'text') {
    lastGood.set(path, file.text);
    return { policy: now.policy, digest: file.digest, state: 'good', problems: [] };
  }
  const { problems } = now;
  const earlier = lastGood.get(path);
  const kept = earlier === undefined ? undefined : tryParse(path, earlier, parse, fault).policy;
  if (earlier !== undefined && kept !== undefined) {
    return { policy: kept, digest: digestOf(earlier), state: 'kept', problems };
  }
  return { policy: strictest, digest: digestOf(JSON.stringify(strictest)), state: 'strictest', problems };
}

function tryParse<P>(
  path: string,
  text: string,
  parse: Parse<P>,
  fault: Fault,
): { readonly policy?: P | undefined; readonly problems: readonly PolicyProblem[] } {
  try {
    return parse(text);
  } catch (error) {
    // A defect of ours must not leave a machine without any policy.
    fault('reading a policy', error);
    const hint = 'report this as a defect of Portcullis; its diary has the place';
    return { problems: [problemAt(path, 'WRONG_VALUE', 'the policy could not be read', hint)] };
  }
}

function problemOf(path: string, file: Extract<FileFound, { kind: 'broken' }>): PolicyProblem {
  return problemAt(path, file.code, file.message, file.hint);
}

/** Returns a problem of a file as a whole. */
export function problemAt(path: string, code: string, message: string, hint: string): PolicyProblem {
  return { path, line: 1, column: 1, pointer: '', code, message, hint };
}
