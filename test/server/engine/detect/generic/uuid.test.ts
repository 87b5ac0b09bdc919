/** UUIDs are found in any spelling, except those that are public or nobody drew. */

import assert from 'node:assert/strict';
import { readDetector, scanWith } from './scanWith';

const detector = readDetector('identifier/uuid');
const uuid = '3f1c9a7e-52d4-4b8e-9c06-a7d21e5b40f3';

describe('UUIDs', () => {
  for (const text of [uuid, `"${uuid}"`, `{${uuid.toUpperCase()}}`, `urn:uuid:${uuid}`, `/share/${uuid}?a=1`]) {
    it(`are found in ${text}`, () => {
      const [seen] = scanWith(detector, text);
      assert.equal(seen?.value.toLowerCase(), uuid);
      assert.equal(seen?.confidence, 'low');
    });
  }

  for (const text of [
    `a${uuid}`,
    `${uuid}0`,
    `${uuid}-1`,
    uuid.replace('-', ''),
    uuid.slice(1),
    '00000000-0000-0000-0000-000000000001',
    `credentialsId: '${uuid}'`,
    `"classid": "clsid:${uuid}"`,
  ]) {
    it(`are not seen in ${text}`, () => assert.deepEqual(scanWith(detector, text), []));
  }

  it('are left in project files, whose ids are no secret', () => {
    assert.deepEqual(scanWith(detector, `Project("{${uuid}}")`, 'app/App.sln'), []);
    assert.equal(scanWith(detector, `Project("{${uuid}}")`, 'app/App.ts').length, 1);
  });
});
