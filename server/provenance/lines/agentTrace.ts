/**
 * A commit's authorship as an Agent Trace record, version 0.1.0 (agent-trace.dev). Pure but for the digest.
 */

import { createHash } from 'node:crypto';
import { type Authorship, isPerson } from './authorship';
import { type Origin, toOrigin } from './blame';
import { toRanges } from './lineRanges';

export interface TraceRecord {
  readonly version: '0.1.0';
  readonly id: string;
  readonly timestamp: string;
  readonly vcs: { readonly type: 'git'; readonly revision: string };
  readonly tool: { readonly name: string; readonly version: string };
  readonly files: readonly TraceFile[];
}

export interface TraceFile {
  readonly path: string;
  readonly conversations: readonly {
    readonly contributor: { readonly type: 'ai' | 'mixed'; readonly model_id: string };
    readonly ranges: readonly { readonly start_line: number; readonly end_line: number }[];
    /** The log's entry. */
    readonly related?: readonly { readonly type: string; readonly url: string }[];
  }[];
}

const longestModel = 250;

/** Returns the record; the same commit has the same id. `version` is the program's. */
export function toTraceRecord(authorship: Authorship, commit: string, now: Date, version: string): TraceRecord {
  return {
    version: '0.1.0',
    id: idOf(commit),
    timestamp: now.toISOString(),
    vcs: { type: 'git', revision: commit },
    tool: { name: 'portcullis', version },
    files: [...authorship.lines].map(([path, lines]) => ({ path, conversations: conversationsOf(authorship, lines) })),
  };
}

function conversationsOf(
  authorship: Authorship,
  lines: ReadonlyMap<number, readonly string[]>,
): TraceFile['conversations'] {
  const groups = new Map<string, { origin: Origin; type: 'ai' | 'mixed'; numbers: number[] }>();
  for (const [number, keys] of [...lines].sort(([a], [b]) => a - b)) {
    const type = keys.some(isPerson) ? 'mixed' : 'ai';
    for (const key of keys.filter((each) => !isPerson(each))) {
      const group = groups.get(`${type} ${key}`) ?? { origin: toOrigin(authorship, key), type, numbers: [] };
      group.numbers.push(number);
      groups.set(`${type} ${key}`, group);
    }
  }
  return [...groups.values()].map(({ origin, type, numbers }) => ({
    contributor: { type, model_id: origin.name.slice(0, longestModel) },
    ranges: toRanges(numbers).map(([start_line, end_line]) => ({ start_line, end_line })),
    ...(origin.entry !== undefined && {
      related: [{ type: 'log-entry', url: `urn:portcullis:entry:${encodeURIComponent(origin.entry)}` }],
    }),
  }));
}

/** A UUID of version 8 (RFC 9562): made of the commit's id. */
function idOf(commit: string): string {
  const hex = createHash('sha256').update(`agent-trace ${commit}`).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
