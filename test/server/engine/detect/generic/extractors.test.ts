/** The extractors' contract: their detectors' examples hold, nothing outside of the place is read, and every text is survived. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { extractors } from '../../../../../server/engine/detect/extractors';
import { placesOf, readDetector, scanWith } from './scanWith';

const detectors = [readDetector('secret/generic-credential'), readDetector('identifier/uuid')];

/** Text as code is, with much of what the reading looks for. */
const pieces = fc.constantFrom(
  ...[
    'password',
    'api_key',
    'token',
    ' = ',
    ': ',
    '"',
    "'",
    '`',
    '\\',
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    ',',
    ';',
    '\n',
    ' ',
  ],
  ...[
    '=>',
    '==',
    '&quot;',
    '&',
    '<',
    '>',
    'value',
    'k9vLq2x7',
    '0x1f',
    '--',
    '.',
    '$',
    'Bearer ',
    'new ',
    'é',
    '\u{1f511}',
  ],
  ...['3f1c9a7e-52d4-4b8e-9c06-a7d21e5b40f3', '-4', '7rpOk3O9QHGslK35hJlbpxGGEiJ8UA5L'],
);
const text = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''));

describe('the generic extractors', () => {
  for (const detector of detectors) {
    for (const example of detector.examples!.match) {
      it(`${detector.id} finds ${example.slice(0, 60)}`, () => assert.notDeepEqual(scanWith(detector, example), []));
    }
    for (const example of detector.examples!.ignore) {
      it(`${detector.id} leaves ${example.slice(0, 60)}`, () => assert.deepEqual(scanWith(detector, example), []));
    }

    it(`${detector.id} stays within the text, whatever it is`, () => {
      fc.assert(
        fc.property(text, (any) => {
          for (const { value, offset } of scanWith(detector, any))
            assert.equal(any.substr(offset, value.length), value);
        }),
        { seed: 4, numRuns: 500 },
      );
    });

    it(`${detector.id} reads nothing outside of its place`, () => {
      const narrow = { ...detector, window: { before: 40, after: 50 } };
      fc.assert(
        fc.property(text, fc.constantFrom('"', 'x', '\n', '-', '&', '='), (any, filler) => {
          for (const place of placesOf(narrow, any)) {
            const inside = any.slice(place.from, place.to);
            const around = filler.repeat(place.from) + inside + filler.repeat(any.length - place.to);
            assert.deepEqual(seenAt({ ...place, text: around }), seenAt(place));
          }
        }),
        { seed: 5, numRuns: 500 },
      );
    });

    function seenAt(place: Parameters<(typeof extractors)[string]['extract']>[0]): unknown[] {
      const seen: unknown[] = [];
      extractors[detector.extract!]!.extract(place, (...found) => seen.push(found));
      return seen;
    }
  }
});
