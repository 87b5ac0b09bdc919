/** Answers for the chat input: whether a prompt may be sent, by the policy where the window's folders are. */

import { dirname, isAbsolute } from 'node:path';
import { classifyScanned } from '../../engine/classify/classify';
import type { Atom, Content } from '../../engine/types';
import type { EntryInput } from '../../provenance/entry';
import { anyAtoms, judgePrompt, type PromptJudgement } from '../chat/judgePrompt';
import { checkText } from '../fromProtocol';
import { type Handlers, invalid } from '../handlers';
import { locate, pathOfUri, toSlashes } from '../paths';
import type { ClassifiedFile } from '../protocol';
import { type JudgePromptParams, type JudgePromptResult, judgePromptRequest } from '../protocol/chat';
import type { Cancellation } from '../services';
import type { Session } from '../session';

const mostTexts = 32;
const mostFiles = 2000;

export function startChat(session: Session, handlers: Handlers): void {
  const { services } = session;
  handlers.onRequest(
    judgePromptRequest,
    async (params: JudgePromptParams, cancellation): Promise<JudgePromptResult> => {
      const { texts, files, unknown = [] } = params;
      if (!isTexts(texts, mostTexts) || !isTexts(files, mostFiles) || !files.every(isAbsolute)) {
        throw invalid("'texts' must be a list of strings and 'files' one of absolute paths");
      }
      if (!isTexts(unknown, mostFiles)) throw invalid("'unknown' must be a list of strings");
      const tool = checkText(params.tool, 'tool');
      const folders = session.folderUris.map((uri) => pathOfUri(uri)).filter((path) => path !== undefined);
      const quoted = texts.flatMap((text) => services.egress.quoted(text)).filter(hasAtoms);
      const named = await classified(session, folders, files, cancellation);
      const { compiled } = services.policy(...folders);
      const judgement = judgePrompt(compiled, {
        texts,
        tool,
        attached: [...quoted, ...named, ...unknown.map((path) => ({ path, atoms: anyAtoms(compiled) }))],
        now: services.now(),
      });
      if (judgement.result.effect !== 'allow') {
        services
          .appendSoon(entryOf(judgement, tool, texts))
          .catch((error) => services.fault('recording a prompt', error));
      }
      return judgement.result;
    },
  );
}

type Classified = Content & { readonly atoms: readonly Atom[] };

/** Classifies files in the folder that holds them, else in the first; in their own where the window has none. */
async function classified(
  session: Session,
  folders: readonly string[],
  files: readonly string[],
  cancellation: Cancellation,
): Promise<readonly Classified[]> {
  const found: Classified[] = [];
  for (const [root, paths] of byRoot(folders, files)) {
    const results = await session.services.classifyFiles({ root, paths }, cancellation);
    for (const [index, file] of paths.entries()) {
      const result = results[index];
      const atoms = result?.label === undefined ? await atomsUnread(session, folders, { root, file }) : atomsOf(result);
      found.push({ path: nameIn(root, file) ?? file, atoms });
    }
  }
  return found;
}

function byRoot(folders: readonly string[], files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const root = folders.find((folder) => nameIn(folder, file) !== undefined) ?? folders[0] ?? dirname(file);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [file]);
    else group.push(file);
  }
  return groups;
}

/** Returns the atoms of a file that can't be read: whoever sends it may be able to, and find anything in it. */
async function atomsUnread(
  { services }: Session,
  folders: readonly string[],
  { root, file }: { readonly root: string; readonly file: string },
): Promise<readonly Atom[]> {
  const [realRoot, realPath] = await Promise.all([services.realPath(root), services.realPath(file)]);
  const folder = { path: toSlashes(root), realPath: toSlashes(realRoot ?? root) };
  const place = locate([folder], toSlashes(file), realPath, services.hasCaseInsensitivePaths);
  return classifyScanned(services.policy(...folders).compiled, place, { findings: [], exhausted: true }).atoms;
}

function nameIn(root: string, file: string): string | undefined {
  const [top, path] = [toSlashes(root).replace(/\/*$/, '/'), toSlashes(file)];
  return path.startsWith(top) ? path.slice(top.length) : undefined;
}

function atomsOf({ reasons = [] }: ClassifiedFile): readonly Atom[] {
  return reasons.flatMap(({ rule, cause, label, layer }) =>
    cause === 'insertion' || cause === 'unknown'
      ? []
      : [{ rule, cause, label, ...(layer === undefined ? {} : { layer }) }],
  );
}

function hasAtoms(content: Content): content is Content & { readonly atoms: readonly Atom[] } {
  return content.atoms !== undefined;
}

function entryOf({ decision, result }: PromptJudgement, tool: string, texts: readonly string[]): EntryInput {
  const [id, ...others] = decision.destination.models;
  const [reason] = decision.reasons;
  return {
    kind: 'decision',
    tool: { id: tool },
    model: { id: id !== undefined && others.length === 0 ? id : 'unknown', name: 'unknown', how: 'unknown' },
    request: {
      upstream: 'editor',
      operation: 'prompt',
      channel: 'chat',
      host: 'unknown',
      bytes: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
      micros: 0,
    },
    target: { path: 'chat input' },
    decision: {
      effect: result.effect,
      enforced: decision.enforced,
      policy: decision.policy.digest,
      label: decision.label,
      ...(reason === undefined ? {} : { rule: reason.rule }),
    },
  };
}

function isTexts(value: unknown, most: number): value is readonly string[] {
  return Array.isArray(value) && value.length <= most && value.every((each) => typeof each === 'string');
}
