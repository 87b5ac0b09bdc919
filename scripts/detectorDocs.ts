/**
 * A family's doc page: one section a detector, under the anchor that diagnostics link to.
 *
 * Knows the detectors' data only. Secrets shown as examples are made up, and shortened so that scanners leave them alone.
 */

import type { Detector } from '../server/engine/detect/types';

const titles: Readonly<Record<string, string>> = {
  'hidden-unicode': 'Hidden and deceiving Unicode',
  identifier: 'Identifiers',
  marker: 'Classification markings',
  pii: 'Personal data',
  secret: 'Secrets',
};

/** Returns the Markdown of `docs/detectors/<family>.md`. */
export function formatFamily(family: string, detectors: readonly Detector[]): string {
  const list = detectors.map(({ id, title }) => `- [\`${id}\`](#${nameOf(id)}) ${title}`);
  const head = [
    `# ${titles[family] ?? family}`,
    '',
    `Made by \`scripts/generateDetectors.ts\` from [policies/detectors/${family}](../../policies/detectors/${family}); edit there.`,
    '',
    ...list,
    '',
  ];
  return `${[...head, ...detectors.flatMap(formatDetector)].join('\n').trimEnd()}\n`;
}

function formatDetector(detector: Detector): string[] {
  const { id, title, why, remedy, references = [], examples } = detector;
  return [
    `<a id="${nameOf(id)}"></a>`,
    '',
    `## ${id}`,
    '',
    `**${title}.** ${why}`,
    '',
    `Instead: ${remedy}`,
    '',
    'Avoid, for example',
    '',
    ...fenced(examples?.match[0] ?? ''),
    'Left alone, for example',
    '',
    ...fenced(examples?.ignore[0] ?? ''),
    `Confidence ${detector.confidence ?? 'medium'}. ${validation(detector)}`.trimEnd(),
    '',
    ...references.map((link) => `- <${link}>`),
    '',
  ];
}

function validation({ validate = [], entropy }: Detector): string {
  const checks = [
    ...validate.map((name) => `\`${name}\``),
    ...(entropy === undefined ? [] : [`at least ${entropy} bits of entropy a character`]),
  ];
  return checks.length === 0 ? '' : `A value must also pass: ${checks.join(', ')}.`;
}

/** Long tokens lose their middle; characters that can't be seen are written as escapes. */
function fenced(text: string): string[] {
  const shown = text
    .replace(/[\w+/=-]{16,}/g, (token) => `${token.slice(0, 5)}…${token.slice(-2)}`)
    .replace(/[^\x20-\x7e\n…]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
  const lines = shown.split('\n');
  return ['```', ...(lines.length > 4 ? [...lines.slice(0, 3), '…'] : lines), '```', ''];
}

function nameOf(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}
