/** The entry of dist/service.js: hands the machine to the service program; the gateway's thread runs it too. */

import { version } from '../../package.json';
import { startAsGatewayWorker } from './gateway/worker';
import { runServiceProgram } from './program';

if (!startAsGatewayWorker()) {
  void runServiceProgram(process.argv.slice(2), { version, file: __filename, folder: __dirname });
}
