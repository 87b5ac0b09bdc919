/**
 * The library of policies under fixtures/: each good one parses to a policy, each faulty one gives exactly the problems
 * that it names itself.
 *
 * A problem is named in a comment, `#= line:column CODE pointer | hint`, or in a file `<name>.expected` beside it where a
 * comment would change what is tested. A comment `#: as=layer below=organisation.yaml` says how to parse.
 */

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import problemSchema from '../../../../policies/schemas/problem.schema.json';
import { type ParseOptions, parsePolicy } from '../../../../server/engine/policy/parse';
import type { Problem, ProblemCode } from '../../../../server/engine/policy/problem';

const isProblem = new Ajv2020().compile(problemSchema);
const folder = join(__dirname, 'fixtures');
const good = filesUnder(join(folder, 'ok'));
const faulty = filesUnder(join(folder, 'faulty'));

describe('policy fixtures', () => {
  it('are many', () => assert.ok(good.length >= 40 && faulty.length >= 200, `${good.length}, ${faulty.length}`));

  describe('ok', () => {
    for (const file of good) {
      it(nameOf(file), () => {
        const text = readFileSync(file, 'utf8');
        const { policy, layer, problems } = parsePolicy(text, nameOf(file), optionsOf(text));
        assert.deepEqual(problems, []);
        assert.ok((policy === undefined) !== (layer === undefined));
        assert.equal(layer !== undefined, nameOf(file).startsWith('ok/layers/'));
      });
    }
  });

  describe('faulty', () => {
    for (const file of faulty) {
      it(nameOf(file), () => {
        const text = readFileSync(file, 'utf8');
        const { policy, layer, problems } = parsePolicy(text, nameOf(file), optionsOf(text));
        assert.deepEqual(problems.map(formatExpected), expectedOf(file, text));
        assert.ok(problems.length > 0 && policy === undefined && layer === undefined);
        for (const problem of problems) assertWellTold(problem, text);
      });
    }
  });

  it('tell every code that a text can have', () => {
    const told = new Set(faulty.flatMap((file) => codesOf(file)));
    // Those for which a text has to be large are in hardening.test.ts; the last one comes from formatting alone.
    const elsewhere: readonly ProblemCode[] = ['TOO_LARGE', 'TOO_DEEP', 'TOO_MANY_PROBLEMS', 'NOT_FORMATTABLE'];
    const all: Record<ProblemCode, true> = {
      NOT_TEXT: true,
      TOO_LARGE: true,
      TOO_DEEP: true,
      TOO_MANY_PROBLEMS: true,
      YAML_SYNTAX: true,
      DUPLICATE_KEY: true,
      TOO_MANY_ALIASES: true,
      FORBIDDEN_KEY: true,
      WRONG_VERSION: true,
      UNKNOWN_FIELD: true,
      MISSING_FIELD: true,
      WRONG_TYPE: true,
      WRONG_VALUE: true,
      DUPLICATE_ID: true,
      UNKNOWN_LEVEL: true,
      UNKNOWN_RULE: true,
      UNKNOWN_MODEL: true,
      UNKNOWN_DETECTOR: true,
      UNKNOWN_NOT_STRICTER: true,
      BAD_GLOB: true,
      BAD_PATTERN: true,
      UNSAFE_PATTERN: true,
      BAD_EXAMPLE: true,
      CYCLIC_ALIAS: true,
      BAD_TIME: true,
      NOT_FORMATTABLE: true,
    };
    const untold = Object.keys(all).filter((code) => !told.has(code) && !elsewhere.includes(code as ProblemCode));
    assert.deepEqual(untold, []);
  });
});

/** What holds of every problem: it is short, printable, shows no secret and says what to do. */
function assertWellTold(problem: Problem, text: string): void {
  const { message, hint = '', suggestion } = problem;
  assert.ok(isProblem(problem), JSON.stringify(isProblem.errors));
  for (const words of [message, hint]) {
    assert.match(words, /^[^\p{Cc}\p{Cf}\p{Cs}]{1,400}$/u);
    assert.doesNotMatch(words, /AKIA[A-Z0-9]{16}|undefined|\[object|\.$/);
  }
  if (/^did you mean/.test(hint)) assert.ok(suggestion !== undefined && hint.includes(suggestion.replace('!', '')));
  const line = text.replace(/^\ufeff/, '').split('\n')[problem.line - 1];
  assert.ok(line !== undefined && problem.column <= line.length + 1, 'the place is in the text');
}

function formatExpected({ line, column, code, pointer, hint }: Problem): string {
  return `#= ${line}:${column} ${code}${pointer === '' ? '' : ` ${pointer}`} | ${hint}`;
}

function expectedOf(file: string, text: string): string[] {
  const beside = `${file}.expected`;
  const source = existsSync(beside) ? readFileSync(beside, 'utf8') : text;
  return source.split('\n').filter((line) => line.startsWith('#= '));
}

function codesOf(file: string): string[] {
  return expectedOf(file, readFileSync(file, 'utf8')).map((line) => line.split(' ')[2] as string);
}

function optionsOf(text: string): ParseOptions {
  const given = new Map(
    (/^#: (.*)$/m.exec(text)?.[1] ?? '').split(' ').map((option) => option.split('=') as [string, string]),
  );
  const as = given.get('as') as ParseOptions['as'];
  const below = given.get('below');
  return {
    ...(as === undefined ? {} : { as }),
    ...(below === undefined ? {} : { below: organisation(below) }),
  };
}

function organisation(name: string): NonNullable<ParseOptions['below']> {
  const { policy, problems } = parsePolicy(readFileSync(join(folder, name), 'utf8'), name);
  assert.deepEqual(problems, []);
  return policy as NonNullable<ParseOptions['below']>;
}

function filesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.expected'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function nameOf(file: string): string {
  return relative(folder, file).replaceAll('\\', '/');
}
