/**
 * Replaces what detectors found by placeholders, so that the rest of a text may go where the whole may not.
 *
 * A placeholder names the detector and nothing of the value. It is written so that no detector takes it for a finding.
 */

export interface RedactRange {
  readonly offset: number;
  readonly length: number;
  readonly detector: string;
}

/**
 * Returns `text` with each range replaced by `[redacted:<detector>]`.
 *
 * Ranges that overlap or touch become one placeholder, named after the first (the longest of those that begin together);
 * ranges beyond the text are cut to it.
 */
export function redactText(text: string, ranges: readonly RedactRange[]): string {
  const ordered = ranges
    .map(({ offset, length, detector }) => ({
      from: Math.min(Math.max(0, offset), text.length),
      to: Math.min(offset + length, text.length),
      detector,
    }))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from || b.to - a.to || (a.detector < b.detector ? -1 : 1));
  let result = '';
  let position = 0;
  for (let i = 0; i < ordered.length; ) {
    const { from, detector } = ordered[i]!;
    let { to } = ordered[i]!;
    for (i++; i < ordered.length && ordered[i]!.from <= to; i++) to = Math.max(to, ordered[i]!.to);
    result += text.slice(position, from) + placeholder(detector);
    position = to;
  }
  return result + text.slice(position);
}

/** Returns the placeholder for a finding of the detector. */
export function placeholder(detector: string): string {
  return `[redacted:${detector}]`;
}
