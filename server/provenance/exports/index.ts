/** The export formats, in the order the help lists them. */

import { agentTrace } from './agentTrace';
import { cef } from './cef';
import { csv } from './csv';
import type { ExportFormat } from './format';
import { gitAi } from './gitAi';
import { jsonl } from './jsonl';
import { ocsf } from './ocsf';
import { otlp } from './otlp';
import { sarif } from './sarif';

export const exportFormats: readonly ExportFormat[] = [jsonl, csv, ocsf, otlp, cef, sarif, agentTrace, gitAi];
