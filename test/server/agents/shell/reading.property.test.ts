/** Laws of reading command lines: nothing throws, and a quoted path is read however it is written. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Dialect, readCommandLine } from '../../../../server/agents/shell';
import { createMatcher, plainText } from '../../../../server/agents/shell/pieces';

const place = { cwd: '/work', home: '/home/dev', env: { SET: 'src' } };
const dialects: readonly Dialect[] = ['posix', 'powershell', 'any'];

const fragment = fc.constantFrom(
  ['$', '{'].join(''),
  ...'cat grep git bash -c -- $( ) ` " \' \\ | || && ; & < > >> << <<< EOF { } [[ ]] (( )) $ * ? [a-z] ~ ! # \n src/a.ts $F {a,b} for in do done if then fi case esac function xargs find -exec {} + % @ = eval'.split(
    ' ',
  ),
);

describe('shell: laws', () => {
  it('no text makes it throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(fc.oneof(fragment, fc.string({ maxLength: 4 })), { maxLength: 40 }).map((words) => words.join(' ')),
        ),
        fc.constantFrom(...dialects),
        (source, dialect) => {
          const { reads, writes, mentions } = readCommandLine(source, dialect, place);
          for (const { pieces } of [...reads, ...writes, ...mentions]) createMatcher(pieces, false)('src/a.ts', true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('a path is read however its characters are quoted', () => {
    const path = 'services/payments/card.ts';
    const quotings = [
      (text: string) => text,
      (text: string) => `'${text}'`,
      (text: string) => `"${text}"`,
      (text: string) => [...text].map((character) => `\\${character}`).join(''),
      (text: string) => `$'${[...text].map((character) => `\\x${character.charCodeAt(0).toString(16)}`).join('')}'`,
      (text: string) => `""${text}''`,
    ];
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: path.length - 1 }), { maxLength: 6 });
    fc.assert(
      fc.property(cuts, fc.array(fc.constantFrom(...quotings), { minLength: 7, maxLength: 7 }), (at, quote) => {
        const bounds = [0, ...at.sort((a, b) => a - b), path.length];
        const word = bounds
          .slice(1)
          .map((end, index) => (quote[index] as (text: string) => string)(path.slice(bounds[index], end)));
        const { reads } = readCommandLine(`cat ${word.join('')}`, 'posix', place);
        assert.ok(
          reads.some(({ pieces }) => plainText(pieces) === path),
          word.join(''),
        );
      }),
    );
  });

  it('ends in time on deep and long scripts', () => {
    for (const source of [
      `${'$('.repeat(2000)}cat a`,
      `${'('.repeat(5000)}`,
      `cat ${'{a,b}'.repeat(200)}`,
      `cat ${'*'.repeat(5000)}`,
      `cat ${'a '.repeat(50_000)}`,
      'bash -c "'.repeat(50),
      `${'x=$x$x;'.repeat(200)} cat $x`,
    ]) {
      for (const dialect of dialects) readCommandLine(source, dialect, place);
    }
  });
});
