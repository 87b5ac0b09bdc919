/**
 * Places outside this machine's user's reach that take checkpoints: a folder on a share and an HTTPS sink; and how a text
 * is posted to a witness. Knows nothing of what a checkpoint says.
 */

import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Anchor } from '../provenance/anchor';
import { LogError } from '../provenance/logError';
import type { PostText } from '../provenance/witness';
import { explainFileError } from './readText';

const answerMs = 30_000;
/** The longest answer that is read; witnesses send a few lines. */
const maxAnswer = 64 * 1024;

/** Returns the anchor at an `https:` address or in a folder. */
export function anchorAt(place: string): Anchor {
  return /^https?:/.test(place) ? createHttpsAnchor(place) : createFolderAnchor(place);
}

/** Returns the anchor that makes a new file for each checkpoint in the folder; it never replaces one. */
function createFolderAnchor(folder: string): Anchor {
  return async (name, checkpoint) => {
    const path = join(folder, name);
    try {
      await mkdir(folder, { recursive: true });
      const file = await open(path, 'wx', 0o644);
      try {
        await file.writeFile(checkpoint);
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new LogError('LOG_ANCHOR_FAILED', `${path}: ${explainFileError(error)}`, { cause: error });
      }
      if ((await readFile(path)).equals(Buffer.from(checkpoint))) return;
      throw new LogError('LOG_ANCHOR_FAILED', `${path} holds another checkpoint of the same size; compare the two`);
    }
  };
}

/** Returns the anchor that puts each checkpoint to the address, its name added. Plain HTTP only to this machine. */
function createHttpsAnchor(url: string): Anchor {
  return async (name, checkpoint) => {
    const target = new URL(`${url.replace(/\/$/, '')}/${name}`);
    checkTarget(target);
    const answer = await fetch(target, {
      method: 'PUT',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: new Uint8Array(checkpoint),
      redirect: 'error',
      signal: AbortSignal.timeout(answerMs),
    }).catch((error) => {
      throw new LogError('LOG_ANCHOR_FAILED', `${target.host} can't be reached`, { cause: error });
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new LogError('LOG_ANCHOR_FAILED', `${target.host} refused the checkpoint (${answer.status})`);
  };
}

/** Posts a text and returns what is answered, the first 64 KiB of it. */
export const postText: PostText = async (url, body) => {
  const target = new URL(url);
  checkTarget(target);
  const answer = await fetch(target, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(answerMs),
  });
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxAnswer) break;
  }
  return { status: answer.status, body: Buffer.concat(chunks).subarray(0, maxAnswer).toString() };
};

function checkTarget({ protocol, hostname, host }: URL): void {
  if (protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)) return;
  throw new LogError('LOG_ANCHOR_FAILED', `${host} is not asked over plain http; give an https: address`);
}
