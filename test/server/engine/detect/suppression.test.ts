/** Comments that quiet findings: which ones are understood, what they are about, and which are refused. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSuppressions, suppressionOf } from '../../../../server/engine/detect/suppression';

const now = Date.parse('2026-11-21T05:00:00Z');
const allow = 'portcullis:allow';

/** Returns the reason of what quiets a finding at the `@`, `undefined` where nothing does. */
function reasonAt(marked: string, detector = 'secret/aws-access-key'): string | undefined {
  const offset = marked.indexOf('@');
  assert.ok(offset >= 0);
  const { suppressions } = parseSuppressions(marked, now);
  return suppressionOf({ detector, offset, length: 1, confidence: 'high' }, suppressions)?.reason;
}

describe('parseSuppressions', () => {
  it('quiets a finding on its own line, in any comment', () => {
    for (const comment of [
      `// ${allow} secret/aws-access-key -- why`,
      `# ${allow} secret/aws-access-key -- why`,
      `-- ${allow} secret/aws-access-key -- why`,
      `; ${allow} secret/aws-access-key -- why`,
      `% ${allow} secret/aws-access-key -- why`,
      `/* ${allow} secret/aws-access-key -- why */ + 1`,
      `<!-- ${allow} secret/aws-access-key — why -->`,
      `{# ${allow} secret/aws-access-key -- why #}`,
      `<%-- ${allow} secret/aws-access-key -- why --%>`,
      `(* ${allow} secret/aws-access-key -- why *)`,
      `{- ${allow} secret/aws-access-key -- why -}`,
      `REM ${allow} secret/aws-access-key -- why`,
    ]) {
      assert.equal(reasonAt(`x = "@" ${comment}\n`), 'why', comment);
      assert.equal(reasonAt(`x = "a" ${comment}\ny = "@"`), undefined, comment);
    }
  });

  it('quiets the next line where it stands alone', () => {
    assert.equal(reasonAt(`  // ${allow} secret/aws-access-key -- why\r\nx = "@"`), 'why');
    assert.equal(reasonAt(`// ${allow} secret/aws-access-key -- why\n\nx = "@"`), undefined);
    assert.equal(reasonAt(`/**\n * ${allow} secret/aws-access-key -- why\n */\nx = "@"`), 'why');
    assert.equal(
      reasonAt(`<!--\n${allow} secret/aws-access-key -- why\n-->\n@`),
      undefined,
      'no comment of its own line',
    );
  });

  it('lets several stand above one line', () => {
    const text = `# ${allow} pii/email -- one\n# ${allow} secret/aws-access-key -- two\n@`;
    assert.equal(reasonAt(text), 'two');
    assert.equal(reasonAt(text, 'pii/email'), 'one');
    assert.equal(reasonAt(text, 'pii/iban'), undefined);
  });

  it('takes several detectors and globs of one family', () => {
    assert.equal(reasonAt(`@ // ${allow} pii/email, secret/aws-* -- why`), 'why');
    assert.equal(reasonAt(`@ // ${allow} secret/* -- why`), 'why');
    assert.equal(reasonAt(`@ // ${allow} secret/aws-* -- why`, 'secret/github-token'), undefined);
  });

  it('refuses what says too little or allows too much, and says why', () => {
    for (const [rest, why] of [
      ['', /names no detector/],
      [' -- a reason', /names no detector/],
      [' * -- a reason', /is no detector/],
      [' **/* -- a reason', /is no detector/],
      [' */aws -- a reason', /is no detector/],
      [' secret -- a reason', /is no detector/],
      [' secret/aws-access-key', /gives no reason/],
      [' secret/aws-access-key --', /gives no reason/],
      [' secret/aws-access-key until=tomorrow -- a reason', /malformed day/],
      [' secret/aws-access-key until=2027-02-30 -- a reason', /malformed day/],
      [' secret/aws-access-key since=2027-02-03 -- a reason', /settings/],
      [' secret/aws-access-key until=2026-11-21 -- a reason', /held until 2026-11-21/],
    ] as const) {
      const text = `@ // ${allow}${rest}\n`;
      assert.equal(reasonAt(text), undefined, rest);
      const { problems } = parseSuppressions(text, now);
      assert.equal(problems.length, 1, rest);
      assert.match(problems[0]?.message ?? '', why);
      assert.equal(problems[0]?.offset, text.indexOf(allow));
    }
  });

  it('holds before its day in UTC', () => {
    const text = `@ // ${allow} secret/aws-access-key until=2026-11-22 -- why`;
    const at = (time: string) => parseSuppressions(text, Date.parse(time)).suppressions.length;
    assert.deepEqual([at('2026-11-21T23:59:59.999Z'), at('2026-11-22T00:00:00Z')], [1, 0]);
  });

  it('sees none where the words are in no comment', () => {
    for (const text of [`"${allow} secret/aws-access-key -- why" @`, `say ${allow} secret/aws-access-key -- why @`]) {
      assert.deepEqual(parseSuppressions(text, now), { suppressions: [], problems: [] });
    }
  });

  it('is linear in texts made of nothing else', () => {
    const one = `// ${allow} secret/x -- y `;
    const lines = parseSuppressions(`${one}\n`.repeat(20_000), now);
    assert.equal(lines.suppressions.length, 10_000);
    assert.ok(parseSuppressions(one.repeat(40_000), now).suppressions.length > 0);
  });

  it('never throws, and points into the text', () => {
    const word = fc.constantFrom(
      allow,
      '//',
      '/*',
      '*/',
      '<!--',
      '-->',
      '#',
      '\n',
      '\r\n',
      ' ',
      'secret/*',
      '--',
      'until=',
      'é',
      '@',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        const text = words.join('');
        const { suppressions, problems } = parseSuppressions(text, now);
        for (const { offset, length } of [...suppressions, ...problems]) {
          assert.ok(text.startsWith(allow, offset) && offset + length <= text.length);
        }
        for (let i = 1; i < suppressions.length; i++) {
          assert.ok((suppressions[i]?.from ?? 0) >= (suppressions[i - 1]?.from ?? 0));
        }
      }),
    );
  });
});
