/** `portcullis service stop`: ends the service once what it acknowledged is durable. */

import { exitCode } from '../exitCode';
import { defineFormat } from '../options';
import type { Verb } from '../verb';

export const serviceStop: Verb = {
  words: 'service stop',
  summary: 'stop the service once what it acknowledged is durable',
  define: (command) => defineFormat(command, ['text', 'json']),
  async run(host, _, options) {
    const stopped = await host.service.stop();
    const text =
      options['format'] === 'json' ? JSON.stringify({ stopped }) : stopped ? 'stopped' : 'the service was not running';
    await host.stdout.write(`${text}\n`);
    return exitCode.ok;
  },
};
