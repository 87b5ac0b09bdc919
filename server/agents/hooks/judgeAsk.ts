/** One part of an event to its judgement, by what it is about. */

import { decideInsertion } from '../../engine/insertion';
import type { Ask } from './hookHost';
import { judgeFiles, maxFileBytes, nameOf } from './judgeFiles';
import { causeOf, isRefused, type Judgement } from './judgement';
import { judgeSearch } from './judgeSearch';
import { judgeShell, protectedJudgement } from './judgeShell';
import { judgeFindings, judgeOutput, judgeSent } from './judgeText';
import { filesAt, longestPath, type NamedFiles } from './namedFiles';
import { allTexts } from './payload';
import { absolutePath, type NamedFile, placesOf } from './places';
import { isProtected } from './protectedFiles';
import type { Hearing } from './world';

/** So many texts of a call are looked up as paths; one with more is not looked at to its end. */
const mostPaths = 2000;

export async function judgeAsk(hearing: Hearing, ask: Ask): Promise<Judgement> {
  switch (ask.kind) {
    case 'read': {
      const file = await fileAt(hearing, ask.path);
      // A folder's listing is no content.
      const isFolder = (await hearing.world.kindOf(file.path)) === 'folder';
      return judgeFiles(hearing, { files: isFolder ? [] : [file], isCut: false }, 'agent-read', ask.text);
    }
    case 'search': {
      const tops = ask.path === undefined ? [...new Set([hearing.cwd, ...hearing.roots])] : [ask.path];
      const some = await Promise.all(tops.map((top) => filesAt(hearing, top, hearing.cwd, true, false)));
      const files = [...new Map(some.flatMap((each) => each.files).map((file) => [file.path, file])).values()];
      return judgeSearch(hearing, ask, { files, isCut: some.some(({ isCut }) => isCut) }, 'agent-read');
    }
    case 'shell':
      return judgeShell(hearing, ask);
    case 'edit':
      return judgeEdit(hearing, ask);
    case 'mcp':
      return firstRefused([
        () => judgeTarget(hearing, ask.input),
        () => judgeSent(hearing, allTexts(ask.input).join('\n'), 'mcp', `the call of ${ask.tool}`),
        async () => judgeFiles(hearing, await filesNamedIn(hearing, ask.input), 'mcp'),
      ]);
    case 'other':
      return firstRefused([
        () => judgeTarget(hearing, ask.input),
        () => judgeFindings(hearing, allTexts(ask.input).join('\n'), 'agent-read', 'the call'),
        async () => judgeFiles(hearing, await filesNamedIn(hearing, ask.input), 'agent-read'),
      ]);
    case 'prompt':
      return firstRefused([
        () => judgeSent(hearing, ask.text, 'chat', 'the prompt'),
        async () => judgeFiles(hearing, await filesNamedIn(hearing, ask.files), 'chat'),
        () => judgeOpen(hearing, ask.added?.told ?? []),
        () => judgeOpen(hearing, ask.added?.assumed ?? [], notTold),
      ]);
    case 'output':
      return judgeOutput(hearing, ask.value, 'agent-read', "the tool's output");
  }
}

const notTold = 'the editor did not say in time what its chat sends, so all that is open in it counts: ';

/** Judges files that are open in an editor, also where they are no longer on disk. `why` they count goes first. */
async function judgeOpen(hearing: Hearing, paths: readonly string[], why = ''): Promise<Judgement | undefined> {
  if (paths.length === 0) return undefined;
  const files = await Promise.all(paths.map((path) => fileAt(hearing, path)));
  const judgement = await judgeFiles(hearing, { files, isCut: false }, 'chat');
  return { ...judgement, cause: judgement.cause === '' ? '' : `${why}${judgement.cause}` };
}

async function firstRefused(
  judges: readonly (() => Judgement | undefined | Promise<Judgement | undefined>)[],
): Promise<Judgement> {
  let judged: Judgement | undefined;
  for (const judge of judges) {
    const next = await judge();
    if (next !== undefined && isRefused(next)) return next;
    judged ??= next;
  }
  return judged as Judgement;
}

async function judgeEdit(hearing: Hearing, ask: Extract<Ask, { kind: 'edit' }>): Promise<Judgement> {
  const { world, policy, source, canAsk } = hearing;
  const file = await fileAt(hearing, ask.path);
  const name = nameOf(hearing, file);
  if (isProtected(world, file.path, file.realPath)) return protectedJudgement(hearing, name);
  const found = await world.readText(file.path, { maxBytes: maxFileBytes });
  const places = await placesOf(hearing, file);
  const judged = places.map(({ path, realPath }): Judgement => {
    const target = {
      ...(path === undefined ? {} : { path }),
      ...(realPath === undefined ? {} : { realPath }),
      ...(found.kind === 'text' ? { text: found.text } : {}),
    };
    const decision = decideInsertion(policy, { target, text: ask.text, ...source, canAsk }, world.now());
    return { channel: 'agent-edit', decision, target: name, cause: causeOf(decision, () => name) };
  });
  return firstRefused(judged.map((each) => () => each));
}

async function fileAt(hearing: Hearing, text: string): Promise<NamedFile> {
  const path = absolutePath(hearing, text);
  const realPath = (await hearing.world.realPath(path)) ?? (await newFileRealPath(hearing, path));
  return { path, ...(realPath === undefined || realPath === path ? {} : { realPath }) };
}

/** A file that is made now may lie in a folder that a link leads to. */
async function newFileRealPath({ world }: Hearing, path: string): Promise<string | undefined> {
  const [, folder, name] = /^(.*[\\/])([^\\/]+)$/s.exec(path) ?? [];
  const real = folder === undefined ? undefined : await world.realPath(folder);
  return real === undefined ? undefined : `${real.replace(/[\\/]$/, '')}${folder?.includes('\\') ? '\\' : '/'}${name}`;
}

/** Returns a refusal where a call whose effect isn't known names what holds agents: it may change it. */
async function judgeTarget(hearing: Hearing, input: unknown): Promise<Judgement | undefined> {
  for (const text of allTexts(input).slice(0, mostPaths)) {
    if (text === '' || text.length > longestPath || /[\0\n]|^https?:\/\//i.test(text)) continue;
    const path = absolutePath(hearing, text);
    if (isProtected(hearing.world, path, await hearing.world.realPath(path))) return protectedJudgement(hearing, path);
  }
  return undefined;
}

/** Returns the files that texts of a call name, where they are there. */
async function filesNamedIn(hearing: Hearing, value: unknown): Promise<NamedFiles> {
  const files = new Map<string, NamedFile>();
  const texts = allTexts(value);
  for (const text of texts.slice(0, mostPaths)) {
    const found = await filesAt(hearing, text, hearing.cwd, false, true);
    for (const file of found.files) files.set(file.path, file);
  }
  return { files: [...files.values()], isCut: texts.length > mostPaths };
}
