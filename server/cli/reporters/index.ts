/** The forms a scan's outcome can be told in, by the name `--format` takes. */

import { createJsonReporter } from './json';
import { createJsonlReporter } from './jsonl';
import type { CreateReporter } from './reporter';
import { createSarifReporter } from './sarif';
import { createTextReporter } from './text';

export const reporters: Readonly<Record<string, CreateReporter>> = {
  text: createTextReporter,
  json: createJsonReporter,
  sarif: createSarifReporter,
  jsonl: createJsonlReporter,
};
