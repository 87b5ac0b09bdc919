/** Redaction: what is replaced is gone and is not found again; the rest stays as it was. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { builtinDetectors } from '../../../../server/engine/detect/builtin';
import { compileDetectors } from '../../../../server/engine/detect/compile';
import { redactText } from '../../../../server/engine/detect/redact';

const { scanner } = compileDetectors(builtinDetectors, { vet: false });

describe('redactText', () => {
  it('replaces ranges and merges those that overlap or touch', () => {
    const ranges = [
      { offset: 6, length: 3, detector: 'b/b' },
      { offset: 2, length: 3, detector: 'a/a' },
      { offset: 3, length: 3, detector: 'c/c' },
      { offset: 11, length: 99, detector: 'd/d' },
      { offset: 10, length: 0, detector: 'e/e' },
    ];
    assert.equal(redactText('0123456789abc', ranges), '01[redacted:a/a]9a[redacted:d/d]');
  });

  it('leaves nothing that the same detectors find again', () => {
    const pieces = builtinDetectors.flatMap(({ examples }) => [...examples!.match, ...examples!.ignore]);
    const text = fc.array(fc.constantFrom(...pieces, '\n', ' ', ', '), { maxLength: 8 }).map((all) => all.join('\n'));
    fc.assert(
      fc.property(text, (original) => {
        const { findings } = scanner.scan(original);
        const redacted = redactText(original, findings);
        const found = new Set(findings.map(({ detector }) => detector));
        const again = scanner.scan(redacted).findings.filter(({ detector }) => found.has(detector));
        assert.deepEqual(again, [], redacted);
      }),
      { numRuns: 1000, seed: 21 },
    );
  }).timeout(60_000);
});
