/** Text that a machine drew, told from names and masks. */

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of other languages.

import assert from 'node:assert/strict';
import {
  isHexadecimal,
  isNotMasked,
  isNotWords,
  looksGenerated,
} from '../../../../../../server/engine/detect/validate/tokens/generated';

describe('generated text', () => {
  it('holds a digit and is not words', () => {
    for (const text of ['k9vlq2x7wq7lpz4rtzt7', '7rpOk3O9QHGslK35hJlbpxGGEiJ8UA5L', 'w3K-9x_Lq20vTz81mPnB'])
      assert.ok(looksGenerated(text, {}), text);
    for (const text of ['getServiceClientConfiguration', 'defaultRequestHandler2Options', 'kxvlqwzxwqplpzcrtzth', ''])
      assert.ok(!looksGenerated(text, {}), text);
  });

  it('may be of letters alone where that is what the format says', () => {
    assert.ok(isNotWords('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', {}));
    assert.ok(!isNotWords('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', {}));
  });

  it('behind a telling prefix is believed unless masked', () => {
    for (const text of ['glpat-aB3dE6gH9jK2mN5qR8tV', 'sk-ant-api03-1234567890abcdefgh'])
      assert.ok(isNotMasked(text), text);
    for (const text of [
      'glpat-xxxxxxxxxxxxxxxxxxxx',
      'lin_api_EXAMPLE81mPnBw3K9xLq20vTz',
      'dp.pt.${TOKEN}9xLq20vTz81mPnBw3',
      'ico-00000000000000000000000000000000',
      'csk-your-key-goes-here-0123',
      'abab',
    ])
      assert.ok(!isNotMasked(text), text);
  });

  it('in hexadecimal digits is of one case', () => {
    assert.ok(isHexadecimal('9937f1dfb6c03a0d3aefa2b5ad097eb7', {}));
    assert.ok(isHexadecimal('9937F1DFB6C03A0D3AEFA2B5AD097EB7', {}));
    assert.ok(!isHexadecimal('9937f1DFB6c03a0d3aefa2b5ad097eb7', {}));
    assert.ok(!isHexadecimal('deadbeef12d4f6a8c0b2deadbeef9e7d', {}));
  });
});
