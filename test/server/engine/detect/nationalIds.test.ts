/** Checks of national numbers, by published specimens and by breaking each of their digits. */

import assert from 'node:assert/strict';
import { validators } from '../../../../server/engine/detect/validators';

const specimens: Readonly<Record<string, readonly string[]>> = {
  'es-dni': ['12345678Z', 'X1234567L', '12345678-Z'],
  'fr-nir': ['2 55 08 14 168 025 38', '255081416802538'],
  'it-tax-code': ['RSSMRA85T10A562S'],
  'nl-bsn': ['111222333', '123456782'],
  npi: ['1234567893'],
  'pl-pesel': ['44051401359'],
};

describe('checks of national numbers', () => {
  for (const [name, values] of Object.entries(specimens)) {
    it(`${name} accepts published specimens`, () => {
      for (const value of values) assert.ok(validators[name]!(value, {}), value);
    });

    it(`${name} refuses a specimen with another digit anywhere`, () => {
      const value = values.at(-1)!;
      for (const [index, digit] of [...value].entries()) {
        if (!/\d/.test(digit)) continue;
        const broken = `${value.slice(0, index)}${(Number(digit) + 1) % 10}${value.slice(index + 1)}`;
        assert.ok(!validators[name]!(broken, {}), broken);
      }
    });

    it(`${name} refuses what has another form`, () => {
      for (const value of ['', '0', 'x', '000000000', '00000000000', `${values[0]}1`]) {
        assert.ok(!validators[name]!(value, {}), value);
      }
    });
  }

  it("knows Corsica's letters", () => {
    const number = '18507' + '2A' + '004012';
    const key = 97 - (Number(number.replace('2A', '19')) % 97);
    assert.ok(validators['fr-nir']!(`${number}${String(key).padStart(2, '0')}`, {}));
  });
});
