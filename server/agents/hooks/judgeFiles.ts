/** Whether files may be read: each by its place, and by its text as far as there is time to read it. */

import { basename } from 'node:path';
import { classifyScanned } from '../../engine/classify/classify';
import { decide } from '../../engine/decide';
import type { Channel } from '../../engine/policy/types';
import type { Content } from '../../engine/types';
import { causeOf, decisionWithout, type Judgement, mainReason } from './judgement';
import type { NamedFiles } from './namedFiles';
import { type NamedFile, placesOf, relativeIn } from './places';
import type { Hearing } from './world';

export const maxFileBytes = 4 * 1024 * 1024;
/** So many files' texts are looked at, those first whose names promise credentials. */
const mostRead = 64;
const mostReadBytes = 16 * 1024 * 1024;
const credentialName =
  /^\.env|^\.(?:netrc|npmrc|pypirc|pgpass|git-credentials|htpasswd)$|\.(?:pem|key|p12|pfx|jks|kdbx|tfvars|tfstate)$|^id_(?:rsa|dsa|ecdsa|ed25519)|credential|secret|kubeconfig/i;

/** What isn't there is not called by its words: they may come from a variable of the user's, and are logged. */
const missing = 'a path that is not there';

export function isCredentialFile(path: string): boolean {
  return credentialName.test(basename(path));
}

/** Judges the reading of files, `text` being one file's where the host has sent it. */
export async function judgeFiles(
  hearing: Hearing,
  { files, isCut }: NamedFiles,
  channel: Channel,
  text?: string,
): Promise<Judgement> {
  const { policy, source, canAsk, world } = hearing;
  const contents: Content[] = [];
  const names: string[] = [];
  const ordered = files.length <= mostRead ? files : [...files].sort((a, b) => rankOf(a) - rankOf(b));
  let left = mostReadBytes;
  for (const [index, file] of ordered.entries()) {
    const places = await placesOf(hearing, file);
    const read = index < mostRead && left > 0 ? await textOf(hearing, file, text) : undefined;
    left -= typeof read === 'string' ? read.length : 0;
    for (const place of places) {
      names.push(file.isMissing ? missing : nameOf(hearing, file));
      contents.push(withText(hearing, place, read));
    }
  }
  const decision = decide(policy, { contents, destination: { channel, ...source }, canAsk }, world.now());
  const target = names[mainReason(decision)?.content ?? 0] ?? '';
  if (isCut && (decision.effect === 'allow' || decision.effect === 'warn')) {
    return {
      channel,
      decision: decisionWithout(hearing, channel, 'hook/too-many-files', 'block'),
      target,
      cause: 'there are too many files to look at; name a smaller folder or single files',
    };
  }
  return { channel, decision, target, cause: causeOf(decision, (content) => names[content] ?? 'it') };
}

/** Reports whether a file may not be read for its place alone. */
export async function isRefusedByPlace(hearing: Hearing, file: NamedFile, channel: Channel): Promise<boolean> {
  const { policy, source, canAsk, world } = hearing;
  const contents = await placesOf(hearing, file);
  const { effect } = decide(policy, { contents, destination: { channel, ...source }, canAsk }, world.now());
  return effect !== 'allow' && effect !== 'warn';
}

/** Returns the name a person knows the file by. */
export function nameOf({ world, roots }: Hearing, { path }: NamedFile): string {
  for (const root of roots) {
    const relative = relativeIn(world, root, path);
    if (relative !== undefined) return relative;
  }
  return path;
}

/** What can't be read by us, or is too large, may be read by the agent, and hold anything. */
type Text = string | typeof unread | undefined;
const unread = Symbol('unread');
const nothingSeen = { findings: [], exhausted: true } as const;

async function textOf({ world }: Hearing, { path }: NamedFile, sent: string | undefined): Promise<Text> {
  const found = await world.readText(path, { maxBytes: maxFileBytes });
  if (found.kind === 'text')
    return sent === undefined || found.text.includes(sent) ? found.text : `${found.text}\n${sent}`;
  return found.kind === 'too-large' || found.kind === 'unreadable' ? unread : sent;
}

function withText({ policy }: Hearing, place: Content, text: Text): Content {
  if (text === undefined) return place;
  if (text !== unread) return { ...place, atoms: undefined, text };
  const { path, realPath } = place;
  const where = { ...(path === undefined ? {} : { path }), ...(realPath === undefined ? {} : { realPath }) };
  return { ...where, atoms: classifyScanned(policy, place, nothingSeen).atoms };
}

function rankOf({ path }: NamedFile): number {
  return isCredentialFile(path) ? 0 : 1;
}
