/** A short run of test/soak/logCorrupt: no changed byte and no tampering with a witnessed log passes unnamed. */

import assert from 'node:assert/strict';
import { verifyLog } from '../../../server/provenance/verifyLog';
import { corruptAt, spread } from '../../soak/logCorrupt';
import { tamperings, witnessedLog } from '../../soak/logTamper';

describe('tampering', function () {
  this.timeout(60_000);
  it('is named, whatever was cut, dropped, doubled, exchanged, rolled back or signed anew', async () => {
    const log = await witnessedLog(300);
    const { problems } = await verifyLog(log.files, { against: [log.kept], trusted: log.trusted });
    assert.deepEqual(problems, []);
    for await (const { what, files, expected } of tamperings(log, 40)) {
      const found = await verifyLog(files, { against: [log.kept], trusted: log.trusted });
      assert.ok(
        found.problems.some(({ code }) => expected.includes(code)),
        `${what}: ${JSON.stringify(found.problems)}`,
      );
    }
  });

  it('of a single byte is located', async () => {
    const { files } = await witnessedLog(600);
    const { tried, missed } = await corruptAt(files, spread(files, 150));
    assert.ok(tried >= 149);
    assert.deepEqual(missed, []);
  });
});
