/**
 * Marked policies for the language features: `|` is the cursor. What is needed besides is put before it by `policy`.
 */

import { applyEdits, type Edit } from '../../../../../server/engine/policy/edits';
import { type PolicySource, readPolicySource } from '../../../../../server/engine/policy/language/source';

export interface Marked {
  readonly text: string;
  readonly cursor: number;
  readonly source: PolicySource;
}

const head = [
  'apiVersion: portcullis/v1',
  'metadata: { name: acme, version: "1" }',
  'levels: [public, internal, secret]',
  '',
];

/** Returns a policy with a head before the marked text. */
export function policy(marked: string): Marked {
  return bare(head.join('\n') + marked);
}

/** Returns the marked text as it is. */
export function bare(marked: string): Marked {
  const cursor = marked.indexOf('|');
  if (cursor === -1) throw new Error('the text has no cursor');
  const text = marked.slice(0, cursor) + marked.slice(cursor + 1);
  return { text, cursor, source: readPolicySource(text, 'policy.yaml') };
}

/** Returns the text after the edits, without the head. */
export function edited({ text }: Pick<Marked, 'text'>, edits: readonly Edit[]): string {
  const result = applyEdits(text, edits);
  return result.startsWith(head.join('\n')) ? result.slice(head.join('\n').length) : result;
}
