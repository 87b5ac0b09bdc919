/**
 * Signed notes against the published vectors: the key and note of golang.org/x/mod/sumdb/note's tests, and the example
 * notes of C2SP signed-note and tlog-witness.
 */

import assert from 'node:assert/strict';
import { createPrivateKey, sign } from 'node:crypto';
import { parseStoredCheckpoint } from '../../../server/provenance/checkpoint';
import {
  checkNote,
  createSigner,
  createVerifier,
  formatNote,
  formatSignature,
  formatVerifier,
  type Note,
  type NoteVerifier,
  parseNote,
  parseVerifier,
} from '../../../server/provenance/note';

const vkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const seed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);
const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const line =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const bytes = Buffer.from(`${text}\n${line}`);

describe('note', () => {
  it('signs the published note byte for byte', () => {
    const signer = createSigner('PeterNeumann', seed);
    assert.equal(formatVerifier(signer.verifier), vkey);
    assert.equal(formatNote(text, [signer.sign(text)]), bytes.toString());
  });

  it('opens the published note with its key, and with no other', () => {
    const note = parseNote(bytes) as Note;
    const key = parseVerifier(vkey) as NoteVerifier;
    const other = createSigner('PeterNeumann', Buffer.alloc(32, 7)).verifier;
    assert.equal(note.text, text);
    assert.deepEqual(checkNote(note, [key]), [key]);
    assert.deepEqual(checkNote(note, [other]), []);
    assert.deepEqual(checkNote(note, [{ ...other, keyId: key.keyId }]), undefined);
  });

  it('accepts no changed byte', () => {
    const key = parseVerifier(vkey) as NoteVerifier;
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] as number) ^ 1;
      const note = parseNote(changed);
      assert.notDeepEqual(note && checkNote(note, [key]), [key], `byte ${i}`);
    }
  });

  it('accepts no mangled key', () => {
    for (let i = 0; i <= vkey.length; i++) {
      for (let j = i + 1; j <= vkey.length; j++) {
        if (j - i < vkey.length) assert.equal(parseVerifier(vkey.slice(i, j)), undefined);
      }
    }
    for (const key of [
      'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
      'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    ])
      assert.equal(parseVerifier(key), undefined);
  });

  it('parses the examples of the specifications', () => {
    const poem = `Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
`;
    assert.equal(parseNote(Buffer.from(poem))?.text.split('\n').length, 5);
    assert.equal(parseNote(Buffer.from(poem))?.signatures[0]?.keyId.toString('hex'), '367ba04b');
    const checkpoint = parseStoredCheckpoint(
      Buffer.from(`example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`),
    );
    assert.deepEqual([checkpoint?.origin, checkpoint?.size], ['example.com/behind-the-sofa', 20852163]);
    assert.equal(checkpoint?.note?.signatures[1]?.signature.readBigUInt64BE(), 1679315147n);
  });

  it('refuses control characters, other spaces, missing newlines and loose base64', () => {
    for (const changed of [
      `${text}\t\n\n${line}`,
      `${text}\n${line.replace('PeterNeumann', 'Peter\u00a0Neumann')}`,
      `${text}\n${line.slice(0, -1)}`,
      `${text}\n${line.replace('nAM=', 'nAN=')}`,
      `${text}${line}`,
      `${text}\n`,
    ])
      assert.equal(parseNote(Buffer.from(changed)), undefined, changed);
    assert.equal(parseNote(Buffer.concat([Buffer.of(0xff), bytes])), undefined);
  });

  it('checks a cosignature over the time and the text', () => {
    const { publicKey } = createSigner('w', seed).verifier;
    const witness = createVerifier('witness.example/w', publicKey, 4);
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(1679315147n);
    const signature = sign(null, Buffer.from(`cosignature/v1\ntime 1679315147\n${text}`), key);
    const signed = formatSignature({ ...witness, signature: Buffer.concat([time, signature]) });
    const note = parseNote(Buffer.from(formatNote(text, [signed]))) as Note;
    assert.deepEqual(checkNote(note, [witness]), [witness]);
    assert.equal(checkNote({ ...note, text: `${text}!\n` }, [witness]), undefined);
  });
});
