/** The scoring of detection: right counts, masked misses, stable output, and quiet where there are no corpora. */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type EvalOptions, evaluate } from '../../scripts/eval/main';
import { maskTokens } from '../../scripts/eval/misses';
import { changeLines } from '../../scripts/eval/report';
import { metricsOf, tallyOf } from '../../scripts/eval/tally';

const key = ['AKIA', 'Z7QHX5VRPLKNMW3D'].join('');

describe('eval', function () {
  this.timeout(20_000);
  let folder: string;
  let options: EvalOptions;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portcullis-eval-'));
    options = { corpora: join(folder, 'corpora'), scores: join(folder, 'scores.json') };
    mkdirSync(options.corpora);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, rows: readonly object[]) =>
    writeFileSync(
      join(options.corpora, `${name}.jsonl.gz`),
      gzipSync(rows.map((row) => `${JSON.stringify(row)}\n`).join('')),
    );
  const row = (text: string, label: boolean, more: object = {}) => ({ source: 's', rule: 'aws', text, label, ...more });

  it('says so where there are no corpora', () => {
    assert.deepEqual(evaluate(options), [`no corpora in ${options.corpora}: nothing to score`]);
  });

  it('counts rows by label and finding', () => {
    write('secrets-gitleaks', [row(key, true), row('nothing here', true), row(`k=${key}`, false), row('x', false)]);
    const lines = evaluate(options);
    const summary = lines.find((line) => /^gitleaks +0/.test(line)) ?? '';
    assert.match(summary, /0\.500 {3}0\.500 {3}0\.500 {3}0\.500 +1 of 2 +1 of 2$/);
    assert.ok(lines.some((line) => /aws +missed 1 of 2 +wrongly flagged 1 of 2/.test(line)));
    assert.ok(lines.some((line) => /wrongly by +secret\/aws-access-key 1$/.test(line)));
    assert.ok(lines.some((line) => line.startsWith('absent: labelled-code')));
  });

  it('judges a line of code by the findings that touch it', () => {
    const context = `const a = '${key}';\nconst b = 'nothing';\n`;
    const place = { context, repo: 'r1', path: 'src/a.ts' };
    write('secrets-labelled-code', [
      row(`const a = '${key}';`, true, place),
      row("const b = 'nothing';", false, place),
    ]);
    assert.match(
      evaluate(options).find((line) => /^labelled-code +1/.test(line)) ?? '',
      /1\.000 {3}1\.000.* 1 of 1 .* 0 of 1$/,
    );
  });

  it('says what changed since the committed scores, and keeps those of suites that did not run', () => {
    write('secrets-gitleaks', [row(key, true)]);
    write('secrets-secretlint', [row(key, true), row('left out', true, { options: true })]);
    evaluate({ ...options, write: true });
    const scores = JSON.parse(readFileSync(options.scores, 'utf8'));
    assert.deepEqual(scores.secretlint['*'], [1, 1, 0, 0]);
    assert.ok(evaluate(options).includes('the same as the committed scores'));
    write('secrets-gitleaks', [row(key, true), row('none', true)]);
    assert.ok(evaluate({ ...options, suite: 'gitleaks' }).some((line) => /^gitleaks +found 1 of 2$/.test(line)));
    evaluate({ ...options, suite: 'gitleaks', write: true });
    const later = JSON.parse(readFileSync(options.scores, 'utf8'));
    assert.deepEqual([later.gitleaks['*'], later.secretlint], [[1, 2, 0, 0], scores.secretlint]);
    assert.deepEqual(changeLines({ a: { '*': [1, 2, 0, 3] } }, { a: { '*': [2, 2, 1, 3] } }), [
      `${'a'.padEnd(36)} found 1 → 2 of 2, wrongly 0 → 1 of 3`,
    ]);
  });

  it("takes the keyword plugin's expected value for its label, and leaves out what is not of secrets", () => {
    const keyword = (line: string, expected: string) =>
      row('py', true, { rule: 'keyword', params: { line, expected_secret: expected } });
    write('secrets-detect-secrets', [
      keyword('password = "k9vLq2x7"', 'k9vLq2x7'),
      keyword("secret = ''", 'None'),
      row('8.8.8.8', true, { rule: 'ip_public' }),
      row(`AKIA${'Z'.repeat(16)}`, true),
    ]);
    write('secrets-secretlint', [
      row(key, false, { name: 'ok.allows' }),
      row('/home/me', true, { rule: 'secretlint-rule-no-homedir' }),
    ]);
    evaluate({ ...options, write: true });
    const scores = JSON.parse(readFileSync(options.scores, 'utf8'));
    assert.deepEqual(scores['detect-secrets']['*'], [1, 2, 0, 1]);
    assert.deepEqual(scores['detect-secrets, not made up']['*'], [1, 1, 0, 1]);
    assert.deepEqual(scores.secretlint['*'], [0, 0, 0, 0]);
  });

  it('prints misses masked', () => {
    write('secrets-gitleaks', [row(`see ${'zq9'.repeat(10)} there`, true), row(`x ${key}`, false)]);
    const missed = evaluate({ ...options, misses: 'aws' });
    assert.equal(missed.length, 2);
    assert.ok(!missed.join('').includes('zq9zq9') && !missed.join('').includes(key.slice(4)), missed.join('\n'));
    assert.equal(evaluate({ ...options, misses: 'secret/aws-access-key' }).length, 1);
    assert.deepEqual(evaluate({ ...options, misses: 'other' }), ["no row of 'other' was judged wrongly"]);
    assert.equal(maskTokens('the plain.words_stay abc1'), 'the plain.words_stay abc1');
  });
});

describe('metricsOf', () => {
  it('computes shares, and none where there is nothing to divide by', () => {
    const verdicts = [true, true, false].map((label, index) => ({ label, by: index === 1 ? [] : ['d'] }));
    const tally = tallyOf(verdicts);
    assert.deepEqual(tally, { hits: 1, positives: 2, alarms: 1, negatives: 1 });
    assert.deepEqual(metricsOf(tally), { precision: 0.5, recall: 0.5, f1: 0.5, fpr: 1 });
    const none = { hits: 0, positives: 0, alarms: 0, negatives: 0 };
    assert.deepEqual(Object.values(metricsOf(none)), [undefined, undefined, undefined, undefined]);
  });
});
