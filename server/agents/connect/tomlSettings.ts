/** Sets top-level keys and one table in a TOML settings file, line by line, keeping everything else. Pure. */

import { SettingsError } from './tool';

/** Returns the text with a top-level key set to a string. */
export function setTopLevel(text: string, key: string, value: string): string {
  const lines = text.split('\n');
  const end = firstHeader(lines);
  const line = `${key} = ${JSON.stringify(value)}`;
  const found = lines.findIndex((each, index) => index < end && new RegExp(`^\\s*"?${key}"?\\s*=`).test(each));
  if (found !== -1) lines[found] = line;
  else lines.unshift(line, ...(lines[0]?.trim() === '' || lines.length === 1 ? [] : ['']));
  return lines.join('\n');
}

/** Returns the text with a table of these string values in place of the one of that name, else at the end. */
export function setTable(text: string, name: string, values: Readonly<Record<string, string>>): string {
  const lines = text.split('\n');
  refuseMultiline(lines);
  const table = [`[${name}]`, ...Object.entries(values).map(([key, value]) => `${key} = ${JSON.stringify(value)}`)];
  const start = lines.findIndex((line) => line.trim() === `[${name}]`);
  if (start === -1) return `${text.replace(/\n*$/, text === '' ? '' : '\n\n')}${table.join('\n')}\n`;
  const length = firstHeader(lines.slice(start + 1));
  const isLast = start + 1 + length === lines.length;
  return [...lines.slice(0, start), ...table, '', ...lines.slice(start + 1 + length)]
    .join('\n')
    .replace(/\n+$/, isLast ? '\n' : '$&');
}

/** What looks like a header may stand inside of a string over several lines. */
function refuseMultiline(lines: readonly string[]): void {
  if (lines.some((line) => /"""|'''/.test(line))) {
    throw new SettingsError('it holds strings over several lines, which can not be told from settings');
  }
}

function firstHeader(lines: readonly string[]): number {
  const index = lines.findIndex((line) => /^\s*\[/.test(line));
  return index === -1 ? lines.length : index;
}
