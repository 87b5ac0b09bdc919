/** Evidence that can't be kept, and recipients of none. */

import { assertMarked } from './marked';

describe('evidence that counts for nothing', () => {
  const recipient = 'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj';

  it('is warned of where there is nobody to seal it to', () => {
    assertMarked(`
provenance:
  evidence: sealed
  #         ^^^ IDLE_EVIDENCE
`);
    assertMarked(`provenance: { evidence: sealed, recipients: [${recipient}] }`);
    assertMarked('provenance: { evidence: hash }');
  });

  it('is warned of where recipients are named and nothing is sealed', () => {
    assertMarked(`
provenance:
  evidence: hash
  recipients: [${recipient}]
  #           ^^^ IDLE_EVIDENCE
`);
  });
});
