/**
 * The decision about one request: its text against what its destination may receive.
 *
 * Knows no wire format: what is asked here is the same for all.
 */

import { classifyScanned } from '../engine/classify/classify';
import { decide } from '../engine/decide';
import type { Finding, ScanResult } from '../engine/detect/types';
import type { CompiledPolicy } from '../engine/policy/compiled';
import type { DestinationSpec } from '../engine/policy/types';
import type { Content, Decision } from '../engine/types';
import type { Conversation } from './conversations';
import type { PlaceholderFor, Placeholders } from './placeholders';
import { planReplacements, type Replacement, replaceInText } from './request/replace';
import type { RequestText } from './request/requestText';
import type { RestoredValues } from './restoredValues';

export interface Judged {
  readonly decision: Decision;
  readonly findings: readonly Finding[];
  /** What to replace where the request may be sent, and the text that then is. */
  readonly replacements: readonly Replacement[];
  readonly redacted: string;
  /** What the placeholders of the conversation stand for. */
  readonly placeholders: Placeholders;
}

export interface RequestQuestion {
  readonly request: RequestText;
  readonly destination: DestinationSpec;
  readonly conversation: Conversation | undefined;
  /** Values that earlier answers brought back. */
  readonly restored: Pick<RestoredValues, 'addTo'>;
  /** False for requests that hold names and options alone: they are judged by what is found in them. */
  readonly hasContent: boolean;
  readonly now: Date;
}

/** Each gives what the policy's scanner would. */
export interface Scans {
  readonly ofText: (text: string) => ScanResult;
  readonly ofRedacted: (text: string) => ScanResult;
}

/** Decides about a request. */
export function decideRequest(
  policy: CompiledPolicy,
  { request, destination, conversation, restored, hasContent, now }: RequestQuestion,
  { ofText, ofRedacted }: Scans,
  placeholderFor: PlaceholderFor,
): Judged {
  const { text } = request;
  const found = restored.addTo(ofText(text), text);
  const seen = request.unseen === undefined ? found : { ...found, exhausted: true };
  const known: Placeholders = conversation?.placeholders ?? new Map();
  let replacements: readonly Replacement[] = [];
  let redacted = text;
  const content = hasContent ? { text } : foundAlone(policy, text, seen);
  const decision = decide(policy, { contents: [content], destination, canAsk: false }, now, {
    scan: (some) => (some === text ? seen : ofRedacted(some)),
    redact: (_, redactions) => {
      replacements = planReplacements(request, redactions, placeholderFor, known);
      redacted = replaceInText(text, replacements);
      return redacted;
    },
  });
  if (replacements.length === 0 && known.size > 0) {
    replacements = planReplacements(request, [], placeholderFor, known);
    redacted = replaceInText(text, replacements);
  }
  const placeholders = new Map(known);
  for (const { placeholder, value, detector } of replacements) placeholders.set(placeholder, { value, detector });
  return { decision, findings: found.findings, replacements, redacted, placeholders };
}

/** Returns the content without what its place says, and without ranges: nothing in it can be replaced. */
function foundAlone(policy: CompiledPolicy, text: string, scan: ScanResult): Content {
  const { atoms } = classifyScanned(policy, { text }, scan);
  const found = atoms.filter(({ cause }) => cause === 'detector' || cause === 'budget');
  return { atoms: found.map(({ findings: _, ...atom }) => atom) };
}
