/** Columns and keys as evidence, format by format: what is found lies exactly where the value does. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DocumentPassTools } from '../../../../../server/engine/detect/documentPasses';
import { tables } from '../../../../../server/engine/detect/tables/tables';
import type { Finding } from '../../../../../server/engine/detect/types';

interface Options {
  readonly path?: string;
  readonly budget?: number;
  readonly wants?: (detector: string) => boolean;
}

function run(text: string, { path, budget = 1e6, wants = () => true }: Options = {}) {
  const findings: Finding[] = [];
  let spent = 0;
  const tools: DocumentPassTools = {
    path,
    depth: 0,
    isAscii: true,
    spansIn: (find) => find(text, 0, text.length),
    wants,
    scan: () => [],
    spend: (work) => {
      spent += work;
      return spent <= budget;
    },
    found: (finding) => findings.push(finding),
  };
  tables(text, tools);
  const values = findings.map(({ detector, offset, length }) => `${detector} ${text.slice(offset, offset + length)}`);
  return { values, spent };
}

describe('tables', () => {
  it('reads CSV with quoted cells, in any order of columns', () => {
    const text = 'id,Last Name,DOB,ssn\n1,Petersen,1961-03-04,536-22-8726\n2,"Kowalski",05.06.1977,"212-45-8901"\n';
    assert.deepEqual(run(text, { path: 'people.csv' }).values, [
      'pii/person-name Petersen',
      'pii/date-of-birth 1961-03-04',
      'pii/us-ssn 536-22-8726',
      'pii/person-name Kowalski',
      'pii/date-of-birth 05.06.1977',
      'pii/us-ssn 212-45-8901',
    ]);
  });

  it('reads other delimiters and keeps line breaks in quotes within a row', () => {
    assert.deepEqual(run('vorname;notiz;iban\nUte;"a;\nb";DE89370400440532013000\n').values, [
      'pii/person-name Ute',
      'pii/iban DE89370400440532013000',
    ]);
    assert.deepEqual(run('surname\tzip\nOkafor\t45402\n').values, ['pii/person-name Okafor', 'pii/postal-code 45402']);
  });

  it('leaves out values that fail their check, stand-ins and rows of another width', () => {
    const text = 'email,ssn\nstring,000-12-3456\nuser@example.com,987-65-4321\na@web.de,1,2\n';
    assert.deepEqual(run(text).values, []);
  });

  it('takes a column called name for people only beside another that tells of them', () => {
    assert.deepEqual(run('name,phone\nOtto Kranz,030 90172093\n').values, [
      'pii/person-name Otto Kranz',
      'pii/phone-national 030 90172093',
    ]);
    assert.deepEqual(run('name,size\nOtto Kranz,12\n').values, []);
  });

  it('reads JSON arrays and JSON lines', () => {
    const text = '[{"name": "Wanda Pickering", "dateOfBirth": "1961-03-04T00:00:00Z", "salary": 64000}]';
    assert.deepEqual(run(text, { path: 'a.json' }).values.toSorted(), [
      'pii/date-of-birth 1961-03-04T00:00:00Z',
      'pii/person-name Wanda Pickering',
      'pii/salary 64000',
    ]);
    assert.deepEqual(run('{"a":1}\n{"lastName":"Okafor"}\n').values, ['pii/person-name Okafor']);
  });

  it('reads INSERT and COPY statements', () => {
    const text =
      "INSERT INTO p (id, name, iban) VALUES (1, 'Otto Kranz', 'DE89370400440532013000'),\n(2, 'Ana O''Neil', NULL);\n" +
      'COPY public.q (surname, dob) FROM stdin;\nOkafor\t1961-03-04\n\\.\n';
    assert.deepEqual(run(text, { path: 'dump.sql' }).values, [
      'pii/person-name Otto Kranz',
      'pii/iban DE89370400440532013000',
      "pii/person-name Ana O''Neil",
      'pii/person-name Okafor',
      'pii/date-of-birth 1961-03-04',
    ]);
  });

  it('reads Markdown tables, with and without outer bars', () => {
    const text =
      '# x\n\n| Name | Phone |\n|---|:--:|\n| Otto Kranz | 030 90172093 |\n\nfirst name | b\n--- | ---\nUte | 3\n';
    assert.deepEqual(run(text, { path: 'x.md' }).values, [
      'pii/person-name Otto Kranz',
      'pii/phone-national 030 90172093',
      'pii/person-name Ute',
    ]);
  });

  it('reads YAML, and object literals in fixtures alone', () => {
    assert.deepEqual(run('- surname: Brandt\n  passport: K8273645\n', { path: 'users.yml' }).values, [
      'pii/person-name Brandt',
      'pii/passport K8273645',
    ]);
    const code = "export const user = { lastName: 'Brandt' };\n";
    assert.deepEqual(run(code, { path: 'test/fixtures/user.ts' }).values, ['pii/person-name Brandt']);
    assert.deepEqual(run(code, { path: 'src/user.ts' }).values, []);
  });

  it('leaves source code and prose after a glance', () => {
    for (const [path, text] of [
      ['a.ts', 'const email = "h.petersen@web.de";\n'.repeat(500)],
      ['a.json', `{"name":"x","version":"1.0.0",${'"scripts":{"build":"tsc"},'.repeat(900)}"a":1}`],
      [undefined, 'The first line, with a comma.\nAnd another, too.\n'.repeat(500)],
    ] as const) {
      const { values, spent } = run(text, path === undefined ? {} : { path });
      assert.deepEqual(values, []);
      assert.ok(spent < 100, `${path} cost ${spent}`);
    }
  });

  it("leaves the authors in packages' metadata", () => {
    const text = '{"license":"MIT","contributors":[{"name":"Otto Kranz","email":"otto@web.de"}]}';
    assert.deepEqual(run(text, { path: 'package.json' }).values, []);
  });

  it('asks for the detectors wanted and stops where the budget ends', () => {
    const text = `dob,ssn\n${'1961-03-04,536-22-8726\n'.repeat(50)}`;
    assert.deepEqual(
      new Set(run(text, { wants: (id) => id === 'pii/us-ssn' }).values),
      new Set(['pii/us-ssn 536-22-8726']),
    );
    assert.ok(run(text, { budget: 300 }).values.length < 20);
  });

  it('takes any text, and reports ranges within it', () => {
    const piece = fc.constantFrom(
      'dob,ssn\n',
      '"',
      "'",
      '\n',
      ',',
      '|',
      '--|--',
      '(',
      ')',
      'INSERT INTO a (dob) VALUES ',
      '1961-03-04',
      '[{"dob":',
      '\\',
      ';',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.constantFrom('a.csv', 'a.sql', 'a.json', 'a.md', 'a.yml', ''),
        (pieces, path) => {
          const text = pieces.join('');
          for (const value of run(text, { path }).values) assert.match(value, /^pii\/date-of-birth 1961-03-04$/);
        },
      ),
    );
  });
});
