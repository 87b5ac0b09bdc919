/** The checks of secrets in files of a fixed form, by the formats' own examples. */

import assert from 'node:assert/strict';
import {
  isCiscoType7,
  isKeyBytes,
  isMnemonic,
  isNugetPassword,
  isPuttyKey,
  isSnmpCommunity,
} from '../../../../../../server/engine/detect/validate/keys/files';
import { differsFromUser, hasLettersAndDigits } from '../../../../../../server/engine/detect/validate/keys/shapes';

const refuses = (check: (value: string) => boolean, values: readonly string[]) => {
  for (const value of values) assert.ok(!check(value), value);
};

describe('secrets in files', () => {
  it('know a PuTTY key by the count of its lines', () => {
    const line = 'q7Xw'.repeat(16);
    assert.ok(isPuttyKey(`Private-Lines: 2\n${line}\n${line.slice(8)}`));
    assert.ok(isPuttyKey(`Private-Lines: 1\\n${line.slice(8)}\\n`));
    refuses(isPuttyKey, [
      `Private-Lines: 4\n${line}\n${line}`,
      'Private-Lines: 1\n(left out)',
      'Private-Lines: 0\n',
      '',
    ]);
  });

  it("read Cisco's type 7 with its published key", () => {
    // The pair that every description of the method shows: 'cisco'.
    for (const text of ['0822455D0A16', '02050D480809', '060506324F41']) assert.ok(isCiscoType7(text), text);
    refuses(isCiscoType7, ['9922455D0A16', '0822455D0A1', '08FF455D0A16', 'zz']);
  });

  it("know a wallet's phrase by its number of words", () => {
    const words = 'ribbon lemon orbit velvet cactus summer tunnel pepper island marble rocket wisdom';
    assert.ok(isMnemonic(words));
    refuses(isMnemonic, [`${words} one`, Array(12).fill('test').join(' '), 'ribbon lemon', '']);
  });

  it('know key bytes by their length and variety', () => {
    assert.ok(isKeyBytes('q7XwT0a9Zr3LmN5vKs8YbE1cUdHfGjPi2RtOxWyVz4A='));
    assert.ok(isKeyBytes('0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0'));
    refuses(isKeyBytes, ['AAAA'.repeat(11), '00'.repeat(32), 'short', '']);
  });

  it('tell defaults and variables from passwords', () => {
    assert.ok(isNugetPassword('k9vLq2x7'));
    refuses(isNugetPassword, ['%NUGET_PASSWORD%', 'XXXXXXXX', '33f!!lloppa', '$(Password)']);
    assert.ok(isSnmpCommunity('k9vLq2x7'));
    refuses(isSnmpCommunity, ['public', 'PRIVATE', '$COMMUNITY', 'xxxxxxxx']);
  });

  it('know a name given twice', () => {
    assert.ok(differsFromUser('k9vLq2x7', { user: 'billing' }));
    assert.ok(!differsFromUser('billing', { user: 'billing' }));
  });

  it('know that drawn tokens have letters and digits', () => {
    assert.ok(hasLettersAndDigits('k9vLq2x7'));
    refuses(hasLettersAndDigits, ['someIdentifier', '1234567890', '']);
  });
});
