/**
 * What a schema can't see: levels, rules, models and detectors that are named but not there, twice-used ids, globs and
 * patterns that don't compile, times that are none.
 *
 * Runs on values the schema has refused as well, so that all problems come at once: nothing here trusts a type.
 */

import { builtinDetectors } from '../detect/builtin';
import { compileDetectors } from '../detect/compile';
import type { Detector } from '../detect/types';
import { checks as insertionChecks } from '../inspect/checks';
import type { PathSegments, PolicyDocument } from './document';
import { checkGlob, checkPathGlob, compileGlobs } from './globs';
import { nearest } from './nearest';
import type { Problem, ProblemCode } from './problem';

type Report = (segments: PathSegments, code: ProblemCode, message: string, hint?: string) => void;

/** Returns the problems of a document's references, in no particular order. */
export function checkReferences(document: PolicyDocument): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (...problem) => void problems.push(document.problemAt(...problem));
  const policy = record(document.value);
  const rules = items(record(policy['classify'])['rules']);
  const ids = {
    levels: strings(policy['levels']),
    rules: idsOf(rules),
    models: idsOf(items(policy['models'])),
    detectors: [...builtinDetectors.map(({ id }) => id), ...idsOf(items(policy['detectors']))],
    checks: insertionChecks.map(({ id }) => id),
  };
  checkIds(policy, report);
  checkLevels(policy, ids.levels, report);
  checkNames(policy, ids, report);
  checkGlobs(policy, ids, report);
  checkTimes(policy, report);
  checkDetectors(items(policy['detectors']), report);
  for (const [index, rule] of rules.entries()) {
    if (rule['paths'] === undefined && rule['detectors'] === undefined) {
      report(
        ['classify', 'rules', index],
        'MISSING_FIELD',
        `the rule ${quoted(rule['id'])} needs 'paths' or 'detectors'`,
      );
    }
  }
  return problems;
}

function checkIds(policy: Fields, report: Report): void {
  const lists: PathSegments[] = [['classify', 'rules'], ['models'], ['detectors'], ['exceptions']];
  for (const segments of lists) {
    const seen = new Set<string>();
    for (const [index, item] of items(at(policy, segments)).entries()) {
      const id = item['id'];
      if (typeof id !== 'string') continue;
      const builtin = segments[0] === 'detectors' && builtinDetectors.some((detector) => detector.id === id);
      if (seen.has(id) || builtin) {
        const why = builtin ? 'is the id of a built-in detector' : 'is used twice';
        report([...segments, index, 'id'], 'DUPLICATE_ID', `the id '${id}' ${why}`, 'ids are unique within their list');
      }
      seen.add(id);
    }
  }
}

function checkLevels(policy: Fields, levels: readonly string[], report: Report): void {
  if (levels.length === 0) return;
  const check = (segments: PathSegments) => {
    const level = at(policy, segments);
    if (typeof level !== 'string' || levels.includes(level)) return;
    const guess = nearest(level, levels);
    report(
      segments,
      'UNKNOWN_LEVEL',
      `level '${level}' is not one of ${levels.join(', ')}`,
      guess === undefined ? undefined : `did you mean '${guess}'?`,
    );
  };
  check(['classify', 'default']);
  each(policy, ['classify', 'rules'], (rule) => check([...rule, 'label', 'level']));
  each(policy, ['models'], (model) => check([...model, 'clearance', 'level']));
  each(policy, ['tests'], (test) => check([...test, 'expect', 'label', 'level']));
  for (const list of ['flow', 'insertions']) {
    each(policy, [list], (rule) => eachValue(policy, [...rule, 'levels'], check));
  }
  check(['unknown', 'level']);
  const unknown = at(policy, ['unknown', 'level']);
  if (typeof unknown === 'string' && levels.indexOf(unknown) > 0) {
    report(
      ['unknown', 'level'],
      'UNKNOWN_NOT_STRICTER',
      `unknown destinations get at most '${levels[0]}'; '${unknown}' would be laxer`,
      'add a model entry for what you want to allow',
    );
  }
}

function checkNames(
  policy: Fields,
  ids: { rules: readonly string[]; models: readonly string[] },
  report: Report,
): void {
  const check = (segments: PathSegments, known: readonly string[], code: ProblemCode, kind: string) => {
    const name = at(policy, segments);
    if (typeof name !== 'string' || known.includes(name)) return;
    const guess = nearest(name, known);
    report(
      segments,
      code,
      `no ${kind} has the id '${name}'`,
      guess === undefined ? undefined : `did you mean '${guess}'?`,
    );
  };
  for (const list of ['flow', 'insertions', 'exceptions']) {
    each(policy, [list], (rule) => {
      eachValue(policy, [...rule, 'models'], (segments) => check(segments, ids.models, 'UNKNOWN_MODEL', 'model'));
      eachValue(policy, [...rule, 'rules'], (segments) =>
        check(segments, [...ids.rules, 'default'], 'UNKNOWN_RULE', 'classification rule'),
      );
    });
  }
  each(policy, ['tests'], (test) => check([...test, 'destination', 'model'], ids.models, 'UNKNOWN_MODEL', 'model'));
}

function checkGlobs(
  policy: Fields,
  ids: { detectors: readonly string[]; checks: readonly string[] },
  report: Report,
): void {
  const checkWith = (segments: PathSegments, findWrong: (glob: string) => string | undefined) => {
    const glob = at(policy, segments);
    if (typeof glob !== 'string') return false;
    const wrong = findWrong(glob);
    if (wrong !== undefined) report(segments, 'BAD_GLOB', `the glob '${glob.slice(0, 60)}' ${wrong}`);
    return wrong === undefined;
  };
  const check = (segments: PathSegments) => checkWith(segments, checkGlob);
  const checkPath = (segments: PathSegments) => checkWith(segments, checkPathGlob);
  const checkIn = (segments: PathSegments, known: readonly string[], kind: string) => {
    if (!check(segments)) return;
    const glob = String(at(policy, segments)).replace(/^!/, '');
    if (known.some(compileGlobs([glob]))) return;
    const guess = nearest(glob, [...known, ...new Set(known.map((id) => `${id.split('/')[0]}/*`))]);
    report(
      segments,
      'UNKNOWN_DETECTOR',
      `no ${kind} matches '${glob}'`,
      guess === undefined ? undefined : `did you mean '${guess}'?`,
    );
  };
  each(policy, ['classify', 'rules'], (rule) => {
    eachValue(policy, [...rule, 'paths'], checkPath);
    eachValue(policy, [...rule, 'detectors'], (segments) => checkIn(segments, ids.detectors, 'detector'));
  });
  each(policy, ['insertions'], (rule) => {
    eachValue(policy, [...rule, 'tools'], check);
    eachValue(policy, [...rule, 'detectors'], (segments) => checkIn(segments, ids.detectors, 'detector'));
    eachValue(policy, [...rule, 'checks'], (segments) => checkIn(segments, ids.checks, 'check'));
  });
  each(policy, ['exceptions'], (exception) => eachValue(policy, [...exception, 'paths'], checkPath));
  each(policy, ['models'], (model) => {
    for (const field of ['hosts', 'endpoints', 'names', 'tools']) eachValue(policy, [...model, 'match', field], check);
  });
}

function checkTimes(policy: Fields, report: Report): void {
  each(policy, ['exceptions'], (exception) => {
    const until = at(policy, [...exception, 'until']);
    if (typeof until !== 'string') return;
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/.test(until) || !isCalendarDay(until)) {
      report(
        [...exception, 'until'],
        'BAD_TIME',
        `'${until.slice(0, 60)}' is not a time in UTC`,
        'write it as 2026-12-31T00:00:00Z',
      );
    }
  });
}

/** Reports whether the day is one of the calendar: `Date` takes 31 February for 3 March. */
function isCalendarDay(time: string): boolean {
  const parsed = Date.parse(time);
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().slice(0, 10) === time.slice(0, 10);
}

function checkDetectors(detectors: readonly Fields[], report: Report): void {
  const usable = detectors.flatMap((detector, index) =>
    typeof detector['id'] === 'string' && typeof detector['pattern'] === 'string' ? [{ index, detector }] : [],
  );
  const { problems } = compileDetectors(
    usable.map(({ detector }) => detector as unknown as Detector),
    { vet: true },
  );
  for (const problem of problems) {
    const index = usable[problem.index]?.index ?? 0;
    report(['detectors', index, problem.field], problem.code, problem.message, problem.hint);
  }
}

type Fields = Readonly<Record<string, unknown>>;

function record(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function items(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(record) : [];
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function idsOf(list: readonly Fields[]): readonly string[] {
  return strings(list.map(({ id }) => id));
}

function at(value: unknown, segments: PathSegments): unknown {
  let current = value;
  for (const segment of segments) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, segment)) return undefined;
    current = (current as Record<string | number, unknown>)[segment];
  }
  return current;
}

function each(policy: Fields, segments: PathSegments, visit: (segments: PathSegments) => void): void {
  const list = at(policy, segments);
  if (Array.isArray(list)) for (const index of list.keys()) visit([...segments, index]);
}

function eachValue(policy: Fields, segments: PathSegments, visit: (segments: PathSegments) => unknown): void {
  each(policy, segments, (value) => void visit(value));
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? `'${value.slice(0, 60)}'` : 'without an id';
}
