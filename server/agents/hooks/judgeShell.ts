/** Whether a command line may run: what it reads, what it searches, what it changes, and what its own text holds. */

import type { GitUse, PathUse, Reading } from '../shell';
import { readCommandLine } from '../shell';
import { isUnknown, plainText } from '../shell/pieces';
import { filesOfGit } from './gitFiles';
import type { Ask } from './hookHost';
import { judgeFiles } from './judgeFiles';
import { decisionWithout, isRefused, type Judgement } from './judgement';
import { judgeSearch } from './judgeSearch';
import { judgeFindings } from './judgeText';
import { filesOfUses, type NamedFiles } from './namedFiles';
import { absolutePath } from './places';
import { isProtected } from './protectedFiles';
import type { Hearing } from './world';

const channel = 'agent-shell';

/** Judges a command line; stops at the first part that is refused. */
export async function judgeShell(hearing: Hearing, ask: Extract<Ask, { kind: 'shell' }>): Promise<Judgement> {
  const cwd = ask.cwd === undefined ? hearing.cwd : absolutePath(hearing, ask.cwd);
  const dialect = ask.dialect === 'posix' && hearing.world.isWindows ? 'any' : ask.dialect;
  const { home } = hearing.world;
  const reading = readCommandLine(ask.command, dialect, { cwd, home, env: hearing.env });
  const changed = await findProtected(hearing, reading);
  if (changed !== undefined) return changed;
  const own = judgeFindings(hearing, ask.command, channel, 'the command');
  if (isRefused(own)) return own;
  const files = await judgeFiles(hearing, await filesRead(hearing, reading), channel);
  if (isRefused(files)) return files;
  for (const search of reading.searches) {
    const judged = await judgeSearch(hearing, search, await filesSearched(hearing, search), channel);
    if (isRefused(judged)) return judged;
  }
  for (const use of reading.gits) {
    const judged = await judgeGit(hearing, use);
    if (judged !== undefined && isRefused(judged)) return judged;
  }
  if (!reading.isOpaque) return strictest(own, files);
  return {
    channel,
    decision: decisionWithout(hearing, channel, 'hook/opaque-command', 'ask'),
    target: 'the command',
    cause: 'it runs a text that is only known when it runs, so what it reads can not be told; write the command out',
  };
}

/** Of two that pass, the one that says more. */
function strictest(a: Judgement, b: Judgement): Judgement {
  return b.decision.reasons.length > 0 || a.decision.reasons.length === 0 ? b : a;
}

async function filesRead(hearing: Hearing, { reads, mentions, isOpaque }: Reading): Promise<NamedFiles> {
  // What a reader is handed at run time may be anything that is named in the line, whoever named it.
  const isAnything = isOpaque || reads.some(({ pieces }) => isUnknown(pieces));
  const named = isAnything ? mentions.map((use) => ({ ...use, isRecursive: true })) : [];
  return filesOfUses(hearing, [...reads, ...named]);
}

async function filesSearched(
  hearing: Hearing,
  { operands, bases, isRecursive }: Reading['searches'][number],
): Promise<NamedFiles> {
  const uses = operands.map((pieces): PathUse => ({ pieces, bases, isRecursive: true, isEmbedded: true }));
  const named = await filesOfUses(hearing, uses);
  const isThere = await Promise.all(
    operands.flatMap((pieces) => bases.map((base) => isFolder(hearing, plainText(pieces), base))),
  );
  if (named.files.length > 0 || named.isCut || isThere.includes(true) || !isRecursive) return named;
  return filesOfUses(hearing, [{ pieces: [{ kind: 'text', text: '.' }], bases, isRecursive: true }]);
}

async function isFolder(hearing: Hearing, text: string | undefined, base: string): Promise<boolean> {
  return (
    text !== undefined && text !== '' && (await hearing.world.kindOf(absolutePath(hearing, text, base))) === 'folder'
  );
}

async function judgeGit(hearing: Hearing, use: GitUse): Promise<Judgement | undefined> {
  if (use.command === 'grep') {
    const everywhere: PathUse = { pieces: [{ kind: 'text', text: '.' }], bases: use.bases, isRecursive: true };
    const operands = use.args.map((arg): PathUse['pieces'] => [
      arg === undefined ? { kind: 'unknown' } : { kind: 'text', text: arg },
    ]);
    const named = await filesSearched(hearing, { operands, bases: use.bases, isRecursive: true, isLiteral: false });
    const files = named.files.length > 0 ? named : await filesOfUses(hearing, [everywhere]);
    return judgeSearch(hearing, { isLiteral: false }, files, channel);
  }
  return judgeFiles(hearing, await filesOfGit(hearing, use), channel);
}

/** Returns a refusal where something would be changed that holds agents. */
async function findProtected(hearing: Hearing, { writes, isTampering }: Reading): Promise<Judgement | undefined> {
  if (isTampering) return protectedJudgement(hearing, 'portcullis', 'agents may not change how Portcullis is set up');
  for (const { pieces, bases } of writes) {
    const text = plainText(pieces);
    for (const base of bases) {
      if (text === undefined || text === '') continue;
      const path = absolutePath(hearing, text, base);
      if (isProtected(hearing.world, path, await hearing.world.realPath(path)))
        return protectedJudgement(hearing, text);
    }
  }
  const wild = writes.filter(({ pieces }) => plainText(pieces) === undefined && !isUnknown(pieces));
  const { files } = await filesOfUses(hearing, wild);
  const held = files.find(({ path, realPath }) => isProtected(hearing.world, path, realPath));
  return held === undefined ? undefined : protectedJudgement(hearing, held.path);
}

export function protectedJudgement(hearing: Hearing, target: string, cause?: string): Judgement {
  return {
    channel: 'agent-edit',
    decision: decisionWithout(hearing, 'agent-edit', 'hook/protected-file', 'block'),
    target,
    cause: cause ?? `${target} holds policies or settings that agents may not change`,
  };
}
