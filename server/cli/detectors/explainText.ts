/** An explained value as lines for a terminal. */

import type { ExplainedValue } from './explainPart';

/** Returns the place and the verdict, then one line for each thing that was weighed: `+` for, `-` against, `x` against alone. */
export function explainLines(path: string, explained: ExplainedValue): string[] {
  const { line, column, detector, title, value, fingerprint, evidence } = explained;
  return [
    `${path}:${line}:${column} ${detector} ${verdictOf(explained)} (${title})`,
    `  value ${value}, fingerprint ${fingerprint}`,
    ...evidence.map(({ what, weight }) => `  ${signOf(weight)} ${what}`),
  ];
}

function verdictOf({ standing, confidence, suppressed }: ExplainedValue): string {
  if (standing === 'none') return 'no finding';
  const sure = `${confidence ?? 'low'} confidence`;
  if (standing === 'covered') return `covered by a more specific finding, ${sure}`;
  return suppressed === undefined ? `found, ${sure}` : `found, ${sure}, suppressed: ${suppressed}`;
}

function signOf(weight: number | null): string {
  if (weight === null) return 'x      ';
  if (Number.isInteger(weight)) return `${weight < 0 ? '-' : '+'}      `;
  return `${weight < 0 ? '-' : '+'}${Math.abs(weight).toFixed(2).padEnd(6)}`;
}
