/**
 * Measures the time from a keystroke to its diagnostics in a file of 10,000 lines, as an editor sees it.
 *
 * `npx tsx test/bench/keystroke.ts [keystrokes]`; a real service on a real socket, under the baseline policy.
 */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EditorClient, inLine } from '../server/lsp/editorClient';
import { Home } from '../server/service/builtService';

const lineCount = 10_000;
const key = ['AKIA', 'Q4F7T2ZKM5XJH3WN'].join('');

/** Returns a file as it might stand in a repository: declarations, calls, comments, some data, here and there a key. */
function sourceText(): string {
  const lines = Array.from({ length: lineCount }, (_, line) => {
    if (line % 1000 === 500) return `const id${line} = '${key}';`;
    if (line % 40 === 0)
      return `/** Returns the value of entry ${line}, see https://docs.example.org/entries/${line}. */`;
    if (line % 9 === 0) return `const token${line} = process.env.TOKEN_${line}; // password is read by the caller`;
    return `export function entry${line}(input: string): number { return input.length * ${line}; }`;
  });
  return lines.join('\n');
}

async function measure(keystrokes: number): Promise<number[]> {
  const home = new Home();
  const editor = await EditorClient.connect((await home.ensure()).socket);
  try {
    await editor.initialize([home.workspace]);
    const uri = pathToFileURL(join(home.workspace, 'src/large.ts')).href;
    await editor.open(uri, sourceText());
    const arrived = new Map<number, (time: number) => void>();
    editor.connection.onNotification('textDocument/publishDiagnostics', ({ version }) => {
      arrived.get(version)?.(performance.now());
    });
    const times: number[] = [];
    const typed = `const secretToken = "${key}";\n// TLP:RED jane.roe@northwind.example.org\n`;
    let [line, column] = [0, 0];
    for (let index = 0; index < keystrokes; index++) {
      const text = typed.charAt(index % typed.length);
      if (index % typed.length === 0) [line, column] = [(index * 7919) % lineCount, 0];
      const version = index + 2;
      const told = new Promise<number>((resolve) => arrived.set(version, resolve));
      const start = performance.now();
      await editor.change(uri, inLine(line, column, column), text);
      times.push((await told) - start);
      [line, column] = text === '\n' ? [line + 1, 0] : [line, column + 1];
    }
    return times;
  } finally {
    editor.close();
    await home.remove();
  }
}

async function main(): Promise<void> {
  const keystrokes = Number(process.argv[2] ?? 1000);
  const times = (await measure(keystrokes)).sort((a, b) => a - b);
  const at = (share: number): string =>
    (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);
  console.log(`keystroke to diagnostics, ${lineCount} lines, ${times.length} keystrokes:`);
  console.log(`p50 ${at(0.5)} ms, p90 ${at(0.9)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms`);
  process.exitCode = Number(at(0.99)) < 20 ? 0 : 1;
}

void main();
