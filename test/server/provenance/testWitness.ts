/**
 * A witness for tests, after C2SP tlog-witness and tlog-cosignature: checks the log's signature and the consistency proof
 * by itself, and cosigns. Imports nothing of the product but how a text is posted.
 */

import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { PostText } from '../../../server/provenance/witness';
import { openCheckpoint } from './independentVerifier';

const name = 'witness.example/w';
const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 3)]);
const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
const typed = Buffer.concat([Buffer.of(4), createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)]);
const id = createHash('sha256').update(`${name}\n`).update(typed).digest().subarray(0, 4);

export class TestWitness {
  readonly vkey = `${name}+${id.toString('hex')}+${typed.toString('base64')}`;
  readonly statuses: number[] = [];
  readonly logKeys: string[];
  #seen = { size: 0, root: '' };

  constructor(...logKeys: string[]) {
    this.logKeys = logKeys;
  }

  readonly post: PostText = async (url, body) => {
    const answer = url === 'https://witness.example/w/add-checkpoint' ? this.#answer(body) : { status: 404, body: '' };
    this.statuses.push(answer.status);
    return answer;
  };

  #answer(body: string): { status: number; body: string } {
    const end = body.indexOf('\n\n');
    const [old = '', ...lines] = body.slice(0, end).split('\n');
    const note = body.slice(end + 2);
    const head = this.logKeys.map((vkey) => tryOpen(note, vkey)).find((each) => each !== undefined);
    const oldSize = Number(/^old (\d+)$/.exec(old)?.[1]);
    if (!head) return { status: 403, body: '' };
    if (!(oldSize <= head.size) || lines.length > 63) return { status: 400, body: '' };
    const conflict = { status: 409, body: `${this.#seen.size}\n` };
    if (oldSize !== this.#seen.size || (oldSize === head.size && head.root !== this.#seen.root)) return conflict;
    const proof = lines.map((line) => Buffer.from(line, 'base64'));
    if (oldSize > 0 && oldSize < head.size && !this.#goesOn(head, proof)) return { status: 422, body: '' };
    this.#seen = head;
    const time = Buffer.alloc(8);
    const seconds = Date.UTC(2026, 10, 21, 5) / 1000;
    time.writeBigUInt64BE(BigInt(seconds));
    const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
    const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`), key);
    return { status: 200, body: `— ${name} ${Buffer.concat([id, time, signature]).toString('base64')}\n` };
  }

  /** By the recursion SUBPROOF of RFC 6962 section 2.1.2, run backwards: the proof gives both roots. */
  #goesOn(head: { size: number; root: string }, proof: Buffer[]): boolean {
    const rest = [...proof];
    const roots = (m: number, n: number, isWhole: boolean): [Buffer, Buffer] => {
      if (m === n) {
        const hash = isWhole ? Buffer.from(this.#seen.root, 'base64') : (rest.shift() as Buffer);
        return [hash, hash];
      }
      let k = 1;
      while (k * 2 < n) k *= 2;
      const [older, newer] = m <= k ? roots(m, k, isWhole) : roots(m - k, n - k, false);
      const sibling = rest.shift() ?? Buffer.alloc(0);
      return m <= k ? [older, node(newer, sibling)] : [node(sibling, older), node(sibling, newer)];
    };
    const [older, newer] = roots(this.#seen.size, head.size, true);
    return rest.length === 0 && older.toString('base64') === this.#seen.root && newer.toString('base64') === head.root;
  }
}

function tryOpen(note: string, vkey: string) {
  try {
    return openCheckpoint(note, vkey);
  } catch {
    return undefined;
  }
}

function node(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();
}
