/** Evidence beside entries: what is kept by each policy, who can open it, and that nobody here can. */

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { loadKeptKey } from '../../../../server/host/keptKey';
import { createLogFiles } from '../../../../server/host/logFiles';
import { formatCheckedLine } from '../../../../server/provenance/checkedLine';
import type { Evidence } from '../../../../server/provenance/entry';
import { type EvidencePolicy, keyedHash, withEvidence } from '../../../../server/provenance/evidence/evidence';
import { maxSealedBytes } from '../../../../server/provenance/evidence/seal';
import { openLog } from '../../../../server/provenance/log';
import { formatOpening } from '../../../../server/provenance/opening';
import { verifyLog } from '../../../../server/provenance/verifyLog';
import { readAll, sampleInput } from '../sample';

const text = 'const password = readFromVault("payments");\n';
const input = { ...sampleInput(1), target: { ...sampleInput(1).target, text } };

describe('evidence', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portcullis-evidence-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Logs one entry as the service does, and returns what is beside it. */
  async function log(policy: EvidencePolicy): Promise<Evidence['value'] | undefined> {
    const files = createLogFiles(join(folder, 'log'));
    const written = await openLog(files, { clock: () => 1_795_000_000_000, random: randomBytes });
    await written.append(await withEvidence(input, policy));
    await written.close();
    assert.deepEqual((await verifyLog(files)).problems, []);
    const [item] = await readAll(files);
    assert.equal(item?.entry.evidence?.kind, policy.kind === 'none' ? undefined : policy.kind);
    return item?.opening?.evidence?.value;
  }

  it('is none by default', async () => {
    assert.equal(await log({ kind: 'none' }), undefined);
  });

  it('sealed opens with the key of any of the team, and holds the text', async () => {
    const team = await Promise.all([generateX25519Identity(), generateX25519Identity()]);
    const recipients = await Promise.all(team.map(identityToRecipient));
    const value = await log({ kind: 'sealed', recipients });
    for (const identity of team) assert.equal(await open(value, [identity]), text);
    await assert.rejects(open(value, [await generateX25519Identity()]));
  });

  it('sealed opens with nothing that is on this machine', async () => {
    const identity = await generateX25519Identity();
    const recipient = await identityToRecipient(identity);
    await loadKeptKey(folder, 'evidence.key');
    const value = await log({ kind: 'sealed', recipients: [recipient] });
    const stored = filesUnder(folder).map((name) => readFileSync(name));
    const all = Buffer.concat(stored);
    assert.ok(!all.includes(text) && !all.includes('AGE-SECRET-KEY') && !all.includes(identity));
    // Any 32 bytes of what is kept might be a key; the recipient and passphrases are tried as well.
    const keys = stored.filter((bytes) => bytes.length === 32).map((bytes) => bytes.toString('base64'));
    for (const passphrase of [...keys, recipient]) {
      const decrypter = new Decrypter();
      decrypter.addPassphrase(passphrase);
      await assert.rejects(decrypter.decrypt(Buffer.from(value ?? '', 'base64')));
    }
  });

  it('sealed is bounded, and cut between characters', async () => {
    const identity = await generateX25519Identity();
    const long = 'é'.repeat(maxSealedBytes);
    const policy = { kind: 'sealed', recipients: [await identityToRecipient(identity)] } as const;
    const { evidence } = await withEvidence({ ...input, target: { ...input.target, text: `x${long}` } }, policy);
    const opened = await open(evidence?.value, [identity]);
    assert.match(opened, /^xé+$/);
    assert.equal(Buffer.byteLength(opened), maxSealedBytes - 1);
    assert.ok((evidence?.value.length ?? 0) < 48 * 1024);
  });

  it('sealed without a recipient, or to what is no key, fails and says what to do', async () => {
    await assert.rejects(withEvidence(input, { kind: 'sealed', recipients: [] }), /provenance\.recipients/);
    await assert.rejects(withEvidence(input, { kind: 'sealed', recipients: ['age1wrong'] }));
  });

  it('hash is keyed by a file of the user alone', async () => {
    const { key } = await loadKeptKey(folder, 'evidence.key');
    const value = await log({ kind: 'hash', key: async () => key, isGuessable: () => false });
    assert.equal(value, keyedHash(key, text));
    assert.notEqual(value, keyedHash(randomBytes(32), text));
    if (process.platform === 'win32') return;
    for (const name of filesUnder(folder)) assert.equal(statSync(name).mode & 0o077, 0, name);
  });

  it('hash is refused for what could be guessed', async () => {
    const key = async () => Buffer.alloc(32, 7);
    const hashed = async (changed: typeof input, isGuessable: boolean) =>
      (await withEvidence(changed, { kind: 'hash', key, isGuessable: () => isGuessable })).evidence;
    assert.ok(await hashed(input, false));
    assert.equal(await hashed(input, true), undefined);
    for (const category of ['pii', 'pci']) {
      const label = { level: 'restricted', categories: [category] };
      assert.equal(await hashed({ ...input, decision: { ...input.decision, label } }, false), undefined);
    }
  });

  it('is nothing where there is no text', async () => {
    const { text: _, ...target } = input.target;
    assert.equal((await withEvidence({ ...input, target }, { kind: 'sealed', recipients: [] })).evidence, undefined);
  });

  it('that was exchanged for another is found', async () => {
    const identity = await generateX25519Identity();
    await log({ kind: 'sealed', recipients: [await identityToRecipient(identity)] });
    const files = createLogFiles(join(folder, 'log'));
    const [item] = await readAll(files);
    const evidence = { salt: item?.opening?.evidence?.salt as Uint8Array, value: 'b3RoZXI=' };
    const line = formatCheckedLine(Buffer.from(formatOpening({ index: 0, ...item?.opening, evidence })));
    await files.replace('openings/000', line);
    assert.deepEqual(
      (await verifyLog(files)).problems.map(({ code }) => code),
      ['LOG_OPENING_MISMATCH'],
    );
  });
});

async function open(value: string | undefined, identities: readonly string[]): Promise<string> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  return decrypter.decrypt(Buffer.from(value ?? '', 'base64'), 'text');
}

function filesUnder(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return names.filter((name) => statSync(name).isFile());
}
