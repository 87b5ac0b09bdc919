/** The extractors of email addresses and names: exact ranges, and quiet where people publish themselves. */

import assert from 'node:assert/strict';
import type { Extractor } from '../../../../../../server/engine/detect/extractors';
import { emailExtractor } from '../../../../../../server/engine/detect/validate/person/emailExtractor';
import { nameExtractor } from '../../../../../../server/engine/detect/validate/person/nameExtractor';

function run(extractor: Extractor, text: string, keyword: string, path?: string): string[] {
  const values: string[] = [];
  const lower = text.toLowerCase();
  for (let start = lower.indexOf(keyword); start >= 0; start = lower.indexOf(keyword, start + 1)) {
    const place = { text, start, end: start + keyword.length, from: 0, to: text.length, path };
    extractor.extract(place, (offset, length, confidence) => {
      values.push(`${confidence} ${text.slice(offset, offset + length)}`);
      assert.deepEqual(Array.isArray(extractor.explain(place, offset)), true);
    });
  }
  return values;
}

describe('email extractor', () => {
  const at = (text: string, path?: string) => run(emailExtractor, text, '@', path);

  it('reads the whole address and nothing around it', () => {
    assert.deepEqual(at('<kenji.ito@acme-corp.co.jp>, (j_smith+x@uni-bonn.de).'), [
      'medium kenji.ito@acme-corp.co.jp',
      'low j_smith+x@uni-bonn.de',
    ]);
    assert.deepEqual(at('mail it to maria.lopez@gmail.com.'), ['medium maria.lopez@gmail.com']);
  });

  it('leaves what is no address', () => {
    for (const text of [
      '@decorator()',
      'icon@2x.png',
      'git@github.com:a/b.git',
      '@scope/pkg@1.2.3',
      'https://u@host.com/',
      'a@b',
      'x@example.com',
      '@',
    ]) {
      assert.deepEqual(at(text), [], text);
    }
  });

  it('leaves authors, licences and files that list them', () => {
    assert.deepEqual(at('@author Maria Lopez <m.lopez@gmail.com>'), []);
    assert.deepEqual(at('Copyright (c) 2019 m.lopez@gmail.com'), []);
    assert.deepEqual(at('m.lopez@gmail.com', 'docs/AUTHORS.md'), []);
    assert.deepEqual(at('m.lopez@gmail.com', 'docs/guide.md'), ['medium m.lopez@gmail.com']);
  });
});

describe('name extractor', () => {
  const from = (text: string) => run(nameExtractor, text, 'jennifer ');

  it('reads a given name alone of somebody close', () => {
    assert.deepEqual(from('my sister Jennifer moved'), ['low Jennifer']);
    assert.deepEqual(from('please remind Jennifer of it'), ['low Jennifer']);
    assert.deepEqual(from('the Jennifer module'), []);
    assert.deepEqual(from('email Jennifer 12'), []);
    assert.deepEqual(from('the person Jennifer is'), []);
  });

  it('leaves the ending of a genitive', () => {
    assert.deepEqual(from("Jennifer Kranz's order"), ['low Jennifer Kranz']);
  });

  it('reads to the end of the surname, over initials and particles', () => {
    assert.deepEqual(from('Ask Jennifer K. van der Berg today'), ['low Jennifer K. van der Berg']);
    assert.deepEqual(from('Jennifer Kranz'), ['low Jennifer Kranz']);
  });

  it('takes a given name alone only where a person acts', () => {
    assert.deepEqual(from('Jennifer said so'), ['low Jennifer']);
    assert.deepEqual(from('Jennifer is a word'), []);
  });

  it('leaves identifiers, paths and lower case', () => {
    for (const text of ['jennifer Kranz', 'x.Jennifer Kranz', '@Jennifer Kranz', 'aJennifer Kranz'])
      assert.deepEqual(from(text), [], text);
  });
});
