/** `portcullis log key`: the key that the log is signed with, and its rotation. */

import { randomBytes } from 'node:crypto';
import { readKeys } from '../../provenance/keys';
import { openLog } from '../../provenance/log';
import { formatVerifier } from '../../provenance/note';
import type { SigningKeys } from '../../provenance/signing';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import type { CliHost } from '../host';
import { logAccessOf } from '../log/checkpointOptions';
import { defineLogOption, logFromOptions } from '../logOptions';
import { defineFormat } from '../options';
import type { Verb } from '../verb';

const help = `
Prints the verifier key (name+id+base64): give it to witnesses, and to whoever verifies the log on another machine.
A rotation is recorded in the log and signed by both keys; checkpoints from before it keep verifying. --replace is
for a key that was lost: nothing endorses the new one, and verification says so until it is named by --key.`;

export const logKey: Verb = {
  words: 'log key',
  summary: 'print the key that the log is signed with, or rotate it',
  define(command) {
    command
      .option('--rotate', 'go on with a new key, endorsed by the one before')
      .option('--replace', 'go on with a new key although the one before is lost')
      .addHelpText('after', help);
    defineLogOption(command);
    defineFormat(command, ['text', 'json']);
  },
  async run(host, _, options) {
    const files = await logFromOptions(host, options);
    if (options['rotate'] === true || options['replace'] === true) {
      if (options['log'] !== undefined)
        throw new CliError('USAGE', "only this user's own log gets a new key", 'leave out --log');
      await renew(host, options['replace'] === true);
    }
    const { keys } = await readKeys(files);
    if (keys.length === 0)
      throw new CliError('INPUT', 'the log is not signed yet', 'start the service once: it makes a key');
    const lines = keys.map(({ since, verifier, isEndorsed }) => {
      return { since: since.size, key: formatVerifier(verifier), endorsed: isEndorsed };
    });
    const current = lines.at(-1)?.key ?? '';
    const text =
      options['format'] === 'json' ? JSON.stringify({ version: 1, current, keys: lines }, undefined, 1) : current;
    await host.stdout.write(`${text}\n`);
    return exitCode.ok;
  },
};

/** Makes the new key and has the log take it up at once, as its one writer. */
async function renew(host: CliHost, isLost: boolean): Promise<void> {
  const access = logAccessOf(host);
  const lock = await access.lock(host.logDirectory);
  if (!lock) throw new CliError('SERVICE', 'the service is writing the log', "run 'portcullis service stop' first");
  try {
    const takeUp = async (keys: SigningKeys): Promise<void> => {
      const options = { clock: () => host.now().getTime(), random: randomBytes, keys, fence: () => lock.isHeld() };
      await (await openLog(host.logFiles(host.logDirectory), options)).close();
    };
    const former = isLost ? undefined : await access.loadKeys();
    // A key that the log has not taken up, after a rotation that was cut off, could not endorse the next.
    if (former) await takeUp(former);
    await takeUp(await access.rotateKeys(former));
  } finally {
    await lock.release();
  }
}
