/**
 * Every built-in detector: its expression is safe, its own examples hold, in the company of all the others too, and what
 * redaction leaves is not found again.
 */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinDetectors, builtinOffsets, isKnownNonAscii } from '../../../../server/engine/detect/builtin';
import { compileDetectors } from '../../../../server/engine/detect/compile';
import { chooseGrams } from '../../../../server/engine/detect/kernel/chooseGrams';
import { ownersOfKeywords } from '../../../../server/engine/detect/keywordOwners';
import { redactText } from '../../../../server/engine/detect/redact';
import { needsNonAscii } from '../../../../server/engine/detect/shape';
import { validators } from '../../../../server/engine/detect/validators';
import { parsePolicy } from '../../../../server/engine/policy/parse';

describe('built-in detectors', () => {
  it('have no problem when vetted', () => {
    assert.deepEqual(compileDetectors(builtinDetectors).problems, []);
  }).timeout(120_000);

  it('are in the five families, each id once', () => {
    const ids = builtinDetectors.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^(?:secret|identifier|pii|marker|hidden-unicode)\/[a-z0-9-]+$/);
  });

  it('use every structural check, together with those of the packs', () => {
    const packed = readdirSync('policies/packs').flatMap(
      (file) => parsePolicy(readFileSync(`policies/packs/${file}`, 'utf8'), file).policy?.detectors ?? [],
    );
    const used = new Set([...builtinDetectors, ...packed].flatMap(({ validate = [] }) => validate));
    assert.deepEqual(
      Object.keys(validators).filter((name) => !used.has(name)),
      [],
    );
  });

  it('start with what looking closer would say of them', () => {
    assert.deepEqual(builtinOffsets, chooseGrams([...ownersOfKeywords(builtinDetectors).keys()]));
    for (const detector of builtinDetectors) {
      const { trigger } = detector;
      assert.equal(isKnownNonAscii(detector), trigger !== undefined && needsNonAscii(trigger, ''), detector.id);
    }
  });

  const { scanner } = compileDetectors(builtinDetectors, { vet: false });
  for (const { id, examples } of builtinDetectors) {
    it(`${id} finds its own among all, and nothing after redaction`, () => {
      for (const text of examples!.match) {
        const { findings } = scanner.scan(text);
        assert.ok(
          findings.some(({ detector }) => detector === id),
          `${text} gave ${findings.map((each) => each.detector)}`,
        );
        const redacted = redactText(text, findings);
        assert.deepEqual(scanner.scan(redacted).findings, [], redacted);
      }
      for (const text of examples!.ignore) {
        assert.ok(!scanner.scan(text).findings.some(({ detector }) => detector === id), text);
      }
    });
  }
});
