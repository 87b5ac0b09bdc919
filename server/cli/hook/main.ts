/** The program that hosts call: `portcullis hook` and nothing else, as it starts in a fraction of the whole one's time. */

import { join } from 'node:path';
import { version } from '../../../package.json';
import { statePaths, thisMachine } from '../../host/paths';
import { createOutput } from '../../host/stdio';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import { createServiceAccess, serviceProgram } from '../serviceAccess';
import { replyToHook } from './reply';

// The service lies beside the whole program.
const program = __filename.endsWith('.ts') ? join(__dirname, '..', 'main.ts') : __filename;
const service = createServiceAccess(statePaths(thisMachine()), serviceProgram(program, version));
const [host = '', event] = process.argv.slice(2);

replyToHook(
  {
    stdin: process.stdin,
    stdout: createOutput(process.stdout),
    stderr: createOutput(process.stderr),
    cwd: process.cwd(),
    env: process.env,
  },
  { host, ...(event === undefined ? {} : { event }) },
  async (params) => {
    if (service.answerHook === undefined) throw new CliError('SERVICE', 'there is no service');
    return service.answerHook(params);
  },
).then(
  // An open connection must not keep the host waiting.
  (code) => process.exit(code),
  () => process.exit(exitCode.error),
);
