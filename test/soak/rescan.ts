/**
 * Edits pieces of real files at random and sees that every rescan equals a scan of the whole text.
 *
 * Run as a program with the number of edit sequences, and optionally a seed.
 */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { builtinDetectors } from '../../server/engine/detect/builtin';
import { compileDetectors } from '../../server/engine/detect/compile';

const root = join(__dirname, '..', '..');
const { scanner } = compileDetectors(builtinDetectors, { vet: false });
const examples = builtinDetectors.flatMap(({ examples: each }) => [...(each?.match ?? []), ...(each?.ignore ?? [])]);
const signs = ['\n', ' ', '"', "'", ';\n', '// ', '\r\n', '\\x41', 'x'.repeat(300), '7', '@', '\u200b', '\u6f22'];

/** Checks so many random sequences of edits; throws at the first rescan that differs, with the sequence made small. */
export function checkRescans(sequences: number, seed: number): void {
  const files = realFiles();
  const piece = fc
    .record({ file: fc.nat(files.length - 1), from: fc.nat(1_000_000), length: fc.nat(1500) })
    .map(({ file, from, length }) => slice(files[file] as string, from, length));
  const inserted = fc.oneof(
    fc.constantFrom(...examples),
    fc.constantFrom(...signs),
    fc.string({ maxLength: 12 }),
    piece.map((text) => text.slice(0, 80)),
  );
  const edit = fc.record({ at: fc.nat(1000), removed: fc.oneof(fc.nat(3), fc.nat(80)), inserted });
  const start = fc.array(fc.oneof(piece, inserted), { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
  const edits = fc.array(edit, { minLength: 1, maxLength: 5 });
  fc.assert(fc.property(start, edits, checkSequence), { numRuns: sequences, seed });
}

interface Edit {
  /** In thousandths of the text. */
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

function checkSequence(start: string, edits: readonly Edit[]): void {
  let text = start;
  let result = scanner.scan(text);
  for (const { at, removed: wanted, inserted } of edits) {
    const offset = Math.floor((at / 1000) * text.length);
    const removed = Math.min(wanted, text.length - offset);
    text = text.slice(0, offset) + inserted + text.slice(offset + removed);
    result = scanner.rescan(result, text, { offset, removed, inserted: inserted.length });
    assert.deepEqual(result, scanner.scan(text));
  }
}

function slice(text: string, from: number, length: number): string {
  const at = from % Math.max(1, text.length);
  return text.slice(at, at + length);
}

/** Source, documents and data of this repository. */
function realFiles(): readonly string[] {
  return ['server', 'policies', 'docs', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .sort()
      .map((name) => join(root, folder, name))
      .filter((path) => statSync(path).isFile())
      .map((path) => readFileSync(path, 'utf8')),
  );
}

if (require.main === module) {
  const sequences = Number(process.argv[2] ?? 20_000);
  checkRescans(sequences, Number(process.argv[3] ?? 1));
  console.log(`${sequences} sequences of edits: every rescan equals a scan`);
}
