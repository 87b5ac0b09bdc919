/** A program's call as text for the shells that hosts run hooks with. Pure. */

import type { HookCommand } from './hookHost';

/** Returns the call with each word quoted where it has to be. */
export function commandFor(words: readonly string[], platform: NodeJS.Platform = process.platform): HookCommand {
  const posix = words.map(quotePosix).join(' ');
  const windows = words.map(quoteWindows).join(' ');
  // PowerShell takes a quoted word for a text unless it is told to call it.
  const called = windows.startsWith('"') ? `& ${windows}` : windows;
  return { posix, windows: called, own: platform === 'win32' ? windows : posix };
}

function quotePosix(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** No file's name holds a double quote on Windows. */
function quoteWindows(word: string): string {
  return /^[\w.\\/:@+=-]+$/.test(word) ? word : `"${word}"`;
}
