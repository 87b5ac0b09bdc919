/** The log as JSON Lines: the leaf's fields with index and path, nothing left out. For programs of one's own. */

import { linesFormat } from './format';

export const jsonl = linesFormat('jsonl', 'one JSON object a line, as in the log', ({ index, path, entry }) =>
  JSON.stringify({ index, ...(path === undefined ? { erased: ['path'] } : { path }), ...entry }),
);
