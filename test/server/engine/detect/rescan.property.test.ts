/**
 * The law of the incremental scan: after any edit, rescan gives exactly what a scan of the whole text gives.
 */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { builtinDetectors } from '../../../../server/engine/detect/builtin';
import { compileDetectors } from '../../../../server/engine/detect/compile';
import { prepare } from '../../../../server/engine/detect/look';
import { createScanner } from '../../../../server/engine/detect/scanner';
import type { Scanner } from '../../../../server/engine/detect/types';
import { checkRescans } from '../../../soak/rescan';

const builtin = compileDetectors(builtinDetectors, { vet: false }).scanner;
const tight = createScanner(builtinDetectors.map(prepare), { fixed: 6000, perCodeUnit: 2 });

/** Small windows, so that edits cross their bounds often; some detectors look at every line, one beside it as well. */
const small = createScanner(
  [
    { id: 'a/word', keywords: ['key'], pattern: 'key(?<value>[a-z ]{1,9})\\b', window: { before: 2, after: 12 } },
    { id: 'a/lines', keywords: ['key'], pattern: 'k[^k]{1,30}k', multiline: true, window: { before: 8, after: 20 } },
    { id: 'a/line', pattern: '^ ?k|y\\n?$|ee+' },
    { id: 'a/triggered', trigger: 'yk', pattern: 'k[a-z]{2}yk' },
    { id: 'a/beside', pattern: 'ke', confidence: 'low' as const, context: { against: ['yk'], reach: 6 } },
  ].map(prepare),
);

const examples = builtinDetectors.flatMap(({ examples: each }) => [...each!.match, ...each!.ignore]);
const piece = fc.oneof(
  fc.constantFrom(...examples),
  fc.constantFrom('\n', '\n', ' ', '"', ';\n', '// ', '\r\n', 'x'.repeat(300), '7', '@', '\u200b'),
  fc.string({ maxLength: 12 }),
);
const realText = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const smallText = fc
  .array(fc.constantFrom('k', 'e', 'y', 'key', ' ', '\n', 'yk'), { maxLength: 30 })
  .map((all) => all.join(''));
const editsOf = (inserted: fc.Arbitrary<string>) =>
  fc.array(fc.record({ at: fc.nat(1000), removed: fc.oneof(fc.nat(3), fc.nat(80)), inserted }), {
    minLength: 1,
    maxLength: 6,
  });

function check(
  scanner: Scanner,
  start: string,
  edits: readonly { at: number; removed: number; inserted: string }[],
): void {
  let text = start;
  let result = scanner.scan(text);
  for (const each of edits) {
    const offset = Math.floor((each.at / 1000) * text.length);
    const removed = Math.min(each.removed, text.length - offset);
    text = text.slice(0, offset) + each.inserted + text.slice(offset + removed);
    result = scanner.rescan(result, text, { offset, removed, inserted: each.inserted.length });
    assert.deepEqual(result, scanner.scan(text));
  }
}

describe('rescan', () => {
  it('equals scan over real files', () => checkRescans(150, 7)).timeout(60_000);

  it('equals scan for the built-in detectors', () => {
    fc.assert(
      fc.property(realText, editsOf(piece), (text, edits) => check(builtin, text, edits)),
      { numRuns: 800, seed: 11 },
    );
  }).timeout(60_000);

  it('equals scan where windows are small and edits everywhere', () => {
    const property = fc.property(smallText, editsOf(smallText), (text, edits) => check(small, text, edits));
    fc.assert(property, { numRuns: 2500, seed: 12 });
  }).timeout(60_000);

  it('equals scan where the budget ends', () => {
    fc.assert(
      fc.property(realText, editsOf(piece), (text, edits) => check(tight, text, edits)),
      { numRuns: 500, seed: 13 },
    );
  }).timeout(60_000);

  it('equals scan in one very long line', () => {
    const long = `${'a1,'.repeat(6000)}469-83-1127,${'b2,'.repeat(3000)}`;
    check(builtin, long, [
      { at: 0, removed: 0, inserted: 'x' },
      { at: 500, removed: 2, inserted: ' 536-22-8726 ' },
      { at: 999, removed: 0, inserted: '\n' },
    ]);
  });
});
