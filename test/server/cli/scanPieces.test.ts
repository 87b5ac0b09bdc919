/** `scan` goes through texts that cost more than an editor would wait for. */

import assert from 'node:assert/strict';
import { scanPieces } from '../../../server/cli/scan/scanPieces';
import { builtinDetectors } from '../../../server/engine/detect/builtin';
import { compileDetectors } from '../../../server/engine/detect/compile';

const key = ['AKIA', 'Q4F7T2ZKM5XJH3WN'].join('');
const { scanner } = compileDetectors(builtinDetectors, { vet: false });

describe('scanPieces', () => {
  it('finds every value of a large export once, whatever the cuts', () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `${index},4532 0151 1283 0366`);
    const text = rows.join('\n');
    assert.ok(scanner.scan(text).exhausted);
    const { findings, exhausted } = scanPieces(scanner, text);
    assert.equal(exhausted, false);
    assert.equal(findings.filter(({ detector }) => detector === 'pii/payment-card').length, rows.length);
  });

  it('is the scan itself for ordinary texts', () => {
    const text = `const id = '${key}';`;
    assert.deepEqual(scanPieces(scanner, text), scanner.scan(text));
  });
});
