/** The entry of dist/service.js: hands the machine to the service program. */

import { version } from '../../package.json';
import { runServiceProgram } from './program';

void runServiceProgram(process.argv.slice(2), { version, file: __filename, folder: __dirname });
