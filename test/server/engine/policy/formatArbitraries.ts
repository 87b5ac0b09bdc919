/** Random policies as random people write them: any style of YAML, comments and blank lines anywhere. */

import fc from 'fast-check';
import { Document, type ToStringOptions } from 'yaml';
import { parsePolicyDocument } from '../../../../server/engine/policy/document';
import { isSameValue } from '../../../../server/engine/policy/format/meaning';

const word = fc.constantFrom(
  'pci',
  'pii',
  'a b',
  '# no comment',
  "it's",
  '"',
  '\\bE\\d{6}',
  '**/*.ts',
  '',
  ' x ',
  'yes',
);
const odd = fc.constantFrom(
  '2026.11.1',
  '1.0',
  'null',
  '- dash',
  'key: value',
  'two\nlines',
  'ends\n',
  '\n\n  kept  \n\n',
  'flip\u202Eped',
  'a\tb',
  'long '.repeat(25),
  '{brace}, [bracket]',
  '#',
  '# Title\n\ntext # more\n',
);
const text = fc.oneof(word, odd, fc.string({ maxLength: 8 }));
const names = fc.array(word, { maxLength: 2 });
const label = fc.record({ level: word, categories: names }, { requiredKeys: ['level'] });
const some = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 2 });

const settings = fc.dictionary(
  fc.constantFrom('a.b', 'c d', '1'),
  fc.oneof(fc.boolean(), fc.integer(), fc.constant(null), text),
  { maxKeys: 2 },
);
const sections: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  tests: some(fc.record({ expect: fc.constantFrom('block', 'allow'), text, name: text }, { requiredKeys: ['name'] })),
  flow: some(
    fc.record({ effect: fc.constant('redact'), categories: names, levels: names }, { requiredKeys: ['effect'] }),
  ),
  models: some(fc.record({ clearance: label, id: word, match: fc.record({ names, hosts: names }) })),
  classify: fc.record(
    { rules: some(fc.record({ label, id: word, paths: names })), default: word },
    { requiredKeys: [] },
  ),
  levels: names,
  settings,
  mode: fc.constantFrom('observe', 'enforce'),
  metadata: fc.record({ version: text, name: text }),
  surprise: fc.oneof(text, names, fc.double({ noNaN: true })),
};

/** Values in the shape of policies with some sections in any order, not all of them valid. */
export const value: fc.Arbitrary<object> = fc
  .array(fc.oneof(...Object.entries(sections).map(([key, section]) => section.map((item) => [key, item] as const))), {
    minLength: 1,
    maxLength: 2,
  })
  .map((entries) => Object.fromEntries(entries));

const style: fc.Arbitrary<ToStringOptions> = fc.record({
  collectionStyle: fc.constantFrom('any', 'any', 'block', 'flow'),
  defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
  defaultKeyType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE'),
  indent: fc.constantFrom(2, 3, 4),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 40, 80),
});

interface Edit {
  readonly at: number;
  readonly kind: 'line' | 'trailing' | 'blank';
  readonly indent: number;
  readonly words: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('line', 'line', 'trailing', 'blank'),
  indent: fc.nat(6),
  words: fc.constantFrom(' about this', 'close', '', ' key: value', ' # twice', ' - item'),
});

/** A policy's text and what it says. Edits that would change that, or break the text, are left out. */
export const written = fc.tuple(value, style, fc.array(edit, { maxLength: 3 })).map(([policy, options, edits]) => {
  const plain = new Document(policy).toString(options);
  const edited = read(edits.reduce(insert, plain));
  // The package itself miscounts the indentation of some block strings it writes.
  const unedited = read(plain) ?? (read(JSON.stringify(policy)) as Written);
  return edited !== undefined && isSameValue(edited.value, unedited.value) ? edited : unedited;
});

interface Written {
  readonly text: string;
  readonly value: unknown;
}

function read(source: string): Written | undefined {
  const { value: said, problems } = parsePolicyDocument(source, '');
  return problems.length === 0 ? { text: source, value: said } : undefined;
}

function insert(source: string, { at, kind, indent, words }: Edit): string {
  const lines = source.split('\n');
  const index = at % lines.length;
  const comment = `#${words}`;
  if (kind === 'trailing') lines[index] = `${lines[index]} ${comment}`;
  else lines.splice(index, 0, kind === 'blank' ? '' : `${' '.repeat(indent)}${comment}`);
  return lines.join('\n');
}
