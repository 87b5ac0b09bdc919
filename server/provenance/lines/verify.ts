/**
 * Whether commits hold lines of models that a policy does not allow where they are, and whether their notes say what the
 * log says. Knows no process; policy and log are asked through functions.
 */

import type { Decision } from '../../engine/types';
import type { Entry } from '../entry';
import { type Authorship, isPerson, parseAuthorship } from './authorship';
import { type Origin, toOrigin } from './blame';
import { formatRanges } from './lineRanges';
import type { Repository } from './repository';

export type CommitProblemCode =
  | 'NOTE_MALFORMED'
  /** The note is of lines that the commit's file does not have. */
  | 'NOTE_LINES_MISSING'
  | 'MODEL_UNKNOWN'
  | 'MODEL_NOT_CLEARED'
  | 'ENTRY_MISSING'
  | 'ENTRY_DIFFERS';

export interface CommitProblem {
  readonly code: CommitProblemCode;
  readonly commit: string;
  readonly path?: string;
  /** Line numbers, `1-4,9`. */
  readonly lines?: string;
  readonly message: string;
}

export interface CommitReport {
  readonly commits: number;
  readonly noted: number;
  /** Lines of models, and those of them whose entries were not in the log that was asked, or that name none. */
  readonly lines: number;
  readonly notCompared: number;
  readonly problems: readonly CommitProblem[];
}

export interface Judges {
  /** Decides whether a file of this text may have reached the model; absent where no policy is at hand. */
  readonly decide?: (path: string, text: string, origin: Origin) => Promise<Decision>;
  /** Returns the entries of those ids that the log has; absent where no log is. */
  readonly entries?: (ids: ReadonlySet<string>) => Promise<ReadonlyMap<string, Entry>>;
  /** Whether an entry that the log hasn't is a problem: not where others' commits are checked with one's own log. */
  readonly isWholeLog: boolean;
}

/** The files of so many claims are held at once. */
const batchSize = 64;

/** One model's lines in one file of a commit. */
interface Claim {
  readonly commit: string;
  readonly path: string;
  readonly origin: Origin;
  readonly numbers: readonly number[];
}

/** Checks the notes of the commits. */
export async function verifyCommits(
  repository: Pick<Repository, 'notes' | 'texts'>,
  commits: readonly string[],
  judges: Judges,
): Promise<CommitReport> {
  const problems: CommitProblem[] = [];
  const claims: Claim[] = [];
  const notes = await repository.notes(commits);
  for (const [commit, note] of notes) {
    const authorship = parseAuthorship(note);
    if (typeof authorship === 'string') problems.push({ code: 'NOTE_MALFORMED', commit, message: authorship });
    else claims.push(...claimsOf(commit, authorship));
  }
  const wanted = new Set(claims.flatMap(({ origin }) => origin.entry ?? []));
  const entries = await judges.entries?.(wanted);
  let notCompared = 0;
  let texts: ReadonlyMap<string, string> = new Map();
  for (const [i, claim] of claims.entries()) {
    if (i % batchSize === 0) {
      const batch = claims.slice(i, i + batchSize);
      texts = await repository.texts([...new Set(batch.map(({ commit, path }) => `${commit}:${path}`))]);
    }
    const add = (code: CommitProblemCode, message: string): void => {
      const { commit, path, numbers } = claim;
      problems.push({ code, commit, path, lines: formatRanges(numbers), message });
    };
    const text = texts.get(`${claim.commit}:${claim.path}`);
    const last = claim.numbers.at(-1) ?? 0;
    if (text === undefined || text.split('\n').length < last) {
      add('NOTE_LINES_MISSING', 'the commit has no such lines');
      continue;
    }
    const decision = await judges.decide?.(claim.path, text, claim.origin);
    if (decision !== undefined) judge(decision, claim.origin, add);
    const { entry } = claim.origin;
    const logged = entry === undefined ? undefined : entries?.get(entry);
    if (logged !== undefined) compare(logged, claim.origin, add);
    else if (entries !== undefined && judges.isWholeLog)
      add('ENTRY_MISSING', `the log has no entry ${entry ?? 'for it'}`);
    else notCompared += claim.numbers.length;
  }
  const lines = claims.reduce((sum, { numbers }) => sum + numbers.length, 0);
  return { commits: commits.length, noted: notes.size, lines, notCompared, problems };
}

function claimsOf(commit: string, authorship: Authorship): Claim[] {
  const claims: Claim[] = [];
  for (const [path, lines] of authorship.lines) {
    const byKey = new Map<string, number[]>();
    for (const [number, keys] of lines) {
      for (const key of keys.filter((each) => !isPerson(each))) {
        const numbers = byKey.get(key);
        if (numbers === undefined) byKey.set(key, [number]);
        else numbers.push(number);
      }
    }
    for (const [key, numbers] of byKey) {
      claims.push({ commit, path, origin: toOrigin(authorship, key), numbers: numbers.sort((a, b) => a - b) });
    }
  }
  return claims;
}

type Add = (code: CommitProblemCode, message: string) => void;

function judge({ destination, effect, enforced, label }: Decision, { name, model }: Origin, add: Add): void {
  const called = model === undefined || model === 'unknown' ? name : `${name} as ${model}`;
  if (!enforced) return;
  if (destination.models.length === 0) add('MODEL_UNKNOWN', `the policy has no model ${called}`);
  else if (effect !== 'allow' && effect !== 'warn') {
    add('MODEL_NOT_CLEARED', `${called} may see ${destination.clearance.level}, the file is ${label.level}`);
  }
}

function compare({ kind, tool, model, decision }: Entry, origin: Origin, add: Add): void {
  const logged = { tool: tool.id, name: model.name, model: model.id, policy: decision.policy } as const;
  const differing = (Object.keys(logged) as (keyof typeof logged)[]).filter((field) => logged[field] !== origin[field]);
  if (kind !== 'insertion') add('ENTRY_DIFFERS', `the log's entry ${origin.entry} is of no insertion`);
  else if (decision.outcome === 'refused') add('ENTRY_DIFFERS', `the log says that ${origin.entry} was refused`);
  else if (differing.length > 0)
    add('ENTRY_DIFFERS', `the log's entry ${origin.entry} has another ${differing.join(', ')}`);
}
