/** One thing that `portcullis doctor` looked at. */

export interface Check {
  /** `service`, `policy`, `hooks/claude-code` … */
  readonly id: string;
  /** `ok`: as it should be. `note`: worth knowing. `mend`: something is wrong, or stands open that could be closed. */
  readonly state: 'ok' | 'note' | 'mend';
  /** What was found, a sentence's part in lower case. */
  readonly text: string;
  /** What to do, where there is something to do. */
  readonly remedy?: string;
}

export function ok(id: string, text: string): Check {
  return { id, state: 'ok', text };
}

export function note(id: string, text: string, remedy?: string): Check {
  return { id, state: 'note', text, ...(remedy === undefined ? {} : { remedy }) };
}

export function mend(id: string, text: string, remedy: string): Check {
  return { id, state: 'mend', text, remedy };
}
