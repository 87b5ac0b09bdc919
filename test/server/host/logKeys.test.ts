/** The log's keys in every kind of store, against stand-ins for the systems' tools; and what happens where one fails. */

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureLogKeys, loadLogKeys, readPublicLogKey, rotateLogKeys } from '../../../server/host/logKeys';
import type { RunTool, SecretPlace } from '../../../server/host/secretStore';

type Tool = (args: readonly string[], input: string, kept: Map<string, string>) => string | number;

/** Each answers with what it prints, or a failing exit code. */
const tools: Readonly<Record<string, { platform: NodeJS.Platform; program: string; kind: string; answer: Tool }>> = {
  keychain: {
    platform: 'darwin',
    program: 'security',
    kind: 'keychain',
    answer(args, input, kept) {
      if (args[0] !== '-i') return kept.get(args[4] as string) ?? 44;
      const [, name = '', secret = ''] = /-a "([^"]*)" -w "([^"]*)"\n$/.exec(input) ?? [];
      kept.set(name, secret);
      return '';
    },
  },
  'secret service': {
    platform: 'linux',
    program: 'secret-tool',
    kind: 'secret-service',
    answer(args, input, kept) {
      const name = args.at(-1) as string;
      if (args[0] === 'lookup') return kept.get(name) ?? 1;
      kept.set(name, input);
      return '';
    },
  },
  DPAPI: {
    platform: 'win32',
    program: 'powershell.exe',
    kind: 'dpapi',
    answer: (_, input) => Buffer.from(input, 'base64').reverse().toString('base64'),
  },
};

describe('log keys', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'portcullis-keys-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const noTool: RunTool = async () => undefined;
  const place = (changes: Partial<SecretPlace> = {}): SecretPlace => {
    return { directory, platform: 'linux', useKeychain: true, runTool: noTool, ...changes };
  };

  for (const [name, { platform, program, kind, answer }] of Object.entries(tools)) {
    it(`are kept in ${name}, and the secret is in no argument and no readable file`, async () => {
      const kept = new Map<string, string>();
      const said: string[] = [];
      const runTool: RunTool = async (asked, args, input) => {
        assert.equal(asked, program);
        said.push(...args);
        const answered = answer(args, input, kept);
        if (typeof answered === 'number') return { code: answered, stdout: '', stderr: '' };
        return { code: 0, stdout: answered, stderr: '' };
      };
      const here = place({ platform, runTool });
      const made = await ensureLogKeys(here);
      assert.deepEqual((await loadLogKeys(here))?.current, Buffer.from(made.current));
      assert.equal(readFileSync(join(directory, 'log-key.place'), 'utf8').trim(), kind);
      const secret = Buffer.from(made.current).toString('base64');
      const texts = readdirSync(directory).map((file) => readFileSync(join(directory, file), 'utf8'));
      assert.ok(![...said, ...texts].some((text) => text.includes(secret)));
    });
  }

  it('are in a file for the user alone where no keychain answers, and stay the same', async () => {
    const failing: RunTool = async () => ({ code: 1, stdout: '', stderr: 'cannot autolaunch D-Bus' });
    const made = await ensureLogKeys(place({ runTool: failing }));
    assert.deepEqual(await ensureLogKeys(place()), { current: Buffer.from(made.current) });
    if (process.platform !== 'win32') assert.equal(statSync(join(directory, 'log-key')).mode & 0o777, 0o600);
    assert.equal((await readPublicLogKey(directory))?.length, 32);
  });

  it('are not made anew where they were and can not be had', async () => {
    await ensureLogKeys(place({ useKeychain: false }));
    rmSync(join(directory, 'log-key'));
    await assert.rejects(ensureLogKeys(place({ useKeychain: false })), /the log's key is gone .*--replace/);
  });

  it('keep the one before through a rotation', async () => {
    const here = place({ useKeychain: false });
    assert.equal(await loadLogKeys(here), undefined);
    const first = await ensureLogKeys(here);
    const second = await rotateLogKeys(here, first);
    assert.deepEqual(second.previous, first.current);
    assert.deepEqual(await loadLogKeys(here), {
      current: Buffer.from(second.current),
      previous: Buffer.from(first.current),
    });
  });
});
