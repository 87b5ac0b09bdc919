/**
 * Compares the compiled matcher with minimatch glob by glob, over globs and candidates odd enough to meet.
 */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Minimatch } from 'minimatch';
import { compileGlobLists, compileGlobs } from '../../../../server/engine/glob';

const plain = fc.constantFrom(
  '**',
  '*',
  'a',
  'b',
  'ab',
  '.a',
  'A',
  'a.ts',
  '*.ts',
  '.*',
  '*a',
  'a*',
  'b*a',
  'k*',
  '*.k',
);
const wild = fc.constantFrom(
  ...[
    '{a,b}',
    '{a,b/a}',
    '{a,**}',
    '{1..3}',
    '[ab]',
    '[!a]',
    '[a',
    '?',
    '??',
    '?.ts',
    '*.*',
    '*a*',
    'a*b*a*',
    '*?*?*',
    '***',
  ],
  ...[
    '+(a|b)',
    '!(a)',
    '!(*.ts)',
    '@(a|b).ts',
    '*(?)',
    '@()',
    '+(',
    '+(a',
    '[[:alpha:]]k',
    '\\*',
    '\\|a',
    'a\\',
    '#',
    '!a',
  ],
  ...['.', '..', '', 'é*', 'É', 'ſ', 'k', 'K', '1'],
);
const garbled = fc.string({ unit: fc.constantFrom(...'ab*?[]()|!+@{},.\\-kK'), maxLength: 6 });
const glob = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.oneof({ weight: 5, arbitrary: plain }, { weight: 2, arbitrary: wild }, garbled), {
      minLength: 1,
      maxLength: 6,
    }),
  )
  .map(([away, segments]) => `${away ? '!' : ''}${segments.join('/')}`);

const name = fc.constantFrom('a', 'b', 'ab', '.a', 'a.ts', 'A', 'bba', 'aabba');
const oddName = fc.constantFrom(
  ...[
    '',
    '.',
    '..',
    '.ts',
    'k',
    'K',
    '\u212A',
    'a.k',
    'a.\u212A',
    'é',
    'É',
    'ſ',
    'İ',
    '*',
    '1',
    'abk',
    '[a',
    'a\n',
    '#',
  ],
);
const candidate = fc
  .array(fc.oneof({ weight: 5, arbitrary: name }, oddName), { maxLength: 6 })
  .map((segments) => segments.join('/'));

describe('compiled globs', () => {
  it('answer as minimatch does glob by glob', () => {
    const lists = fc.array(fc.array(glob, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });
    const candidates = fc.array(candidate, { minLength: 1, maxLength: 6 });
    const options = fc.record({ caseInsensitive: fc.boolean(), takesAwayAnyCase: fc.boolean() });
    fc.assert(
      fc.property(lists, candidates, options, (lists, candidates, options) => {
        const reference = lists.map((globs) => globByGlob(globs, options));
        const expected = (path: string) => reference.flatMap((matches, list) => (matches(path) ? [list] : []));
        const matchLists = compileGlobLists(lists, options);
        for (const path of [...candidates, ...candidates]) assert.deepEqual(matchLists(path), expected(path), path);
      }),
      { numRuns: 10_000 },
    );
  });

  it('answer the same for one list alone', () => {
    const globs = fc.array(glob, { maxLength: 4 });
    fc.assert(
      fc.property(globs, candidate, fc.boolean(), (globs, path, caseInsensitive) => {
        const options = { caseInsensitive, takesAwayAnyCase: false };
        assert.equal(compileGlobs(globs, options)(path), globByGlob(globs, options)(path));
      }),
      { numRuns: 1000 },
    );
  });
});

interface Options {
  readonly caseInsensitive: boolean;
  readonly takesAwayAnyCase: boolean;
}

function globByGlob(globs: readonly string[], { caseInsensitive, takesAwayAnyCase }: Options) {
  const takes = globs.filter((glob) => !glob.startsWith('!')).map((glob) => oneGlob(glob, caseInsensitive));
  const takesAway = globs
    .filter((glob) => glob.startsWith('!'))
    .map((glob) => oneGlob(glob.slice(1), caseInsensitive || takesAwayAnyCase));
  return (path: string) => takes.some((matches) => matches(path)) && !takesAway.some((matches) => matches(path));
}

function oneGlob(glob: string, nocase: boolean): (path: string) => boolean {
  try {
    const compiled = new Minimatch(glob, { dot: true, nonegate: true, nocase, platform: 'linux' });
    return (path) => compiled.match(path);
  } catch {
    return () => false;
  }
}
