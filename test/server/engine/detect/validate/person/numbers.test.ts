/** Checks of people's numbers country by country: each detector's example passes, and breaks with any digit changed. */

import assert from 'node:assert/strict';
import { builtinDetectors } from '../../../../../../server/engine/detect/builtin';
import { americanNumbers } from '../../../../../../server/engine/detect/validate/person/americanNumbers';
import { asianNumbers } from '../../../../../../server/engine/detect/validate/person/asianNumbers';
import { europeanNumbers } from '../../../../../../server/engine/detect/validate/person/europeanNumbers';
import { validators } from '../../../../../../server/engine/detect/validators';

const published: Readonly<Record<string, readonly string[]>> = {
  'br-cpf': ['390.533.447-05'],
  'ca-sin': ['130 692 544'],
  'ch-ahv': ['756.9217.0769.85'],
  'cn-resident-id': ['11010519491231002X'],
  'cz-birth-number': ['710319/2745'],
  'ee-isikukood': ['37605030299'],
  'fi-hetu': ['131052-308T'],
  'hr-oib': ['33392005961'],
  'in-aadhaar': ['2341 2341 2346'],
  'pt-nif': ['501 964 843'],
  'ro-cnp': ['1630615123457'],
  'se-personnummer': ['880320-0016'],
  'th-identity': ['1-2345-45678-78-1'],
  'tr-identity': ['17291716060'],
  'us-dea': ['AP5836727'],
  'uk-nhs': ['943 476 5870'],
  'us-mbi': ['1EG4-TE5-MK73'],
  'passport-zone': ['L898902C36UTO7408122F1204159ZE184226B<<<<<10'],
};

describe('numbers of people', () => {
  for (const [name, values] of Object.entries(published)) {
    it(`${name} accepts what its authority publishes`, () => {
      for (const value of values) assert.ok(validators[name]!(value, {}), value);
    });
  }

  const all = { ...europeanNumbers, ...americanNumbers, ...asianNumbers };
  it('are of sixty countries at least', () => {
    assert.ok(new Set(Object.keys(all).map((name) => name.slice(0, 2))).size >= 60);
  });

  it('are each used by a detector of its own name or another', () => {
    const used = new Set(builtinDetectors.flatMap(({ validate = [] }) => validate));
    assert.deepEqual(
      Object.keys(all).filter((name) => !used.has(name)),
      [],
    );
  });

  for (const [name, check] of Object.entries(all)) {
    it(`${name} refuses filler and other forms without throwing`, () => {
      for (const value of [
        '',
        '0',
        'x',
        '000000000',
        '11111111111',
        '123456789',
        '1234567890',
        '\u0661\u0662',
        'ÄÖÜ',
        ' - ',
        'a'.repeat(300),
      ]) {
        assert.equal(check(value, {}), false, value);
      }
    });
  }
});
