/**
 * The tests of a proposed policy, made from paths that were really found: of the many that could be written, those that
 * touch something no earlier one touches.
 */

import { decide } from '../../decide';
import { decideInsertion } from '../../insertion';
import type { CompiledPolicy } from '../compiled';
import { touchedBy } from '../coverage';
import type { Channel, DestinationSpec, Effect, PolicyTest } from '../types';
import { languageOf } from './languages';
import type { Draft } from './propose';
import type { ProposedRule } from './rules';
import { isForeign } from './survey';

const pathChannels: readonly Channel[] = ['inline', 'chat', 'agent-read'];
const textChannels: readonly Channel[] = ['chat', 'inline'];
const nobody: DestinationSpec = { host: 'api.example.com', name: 'some-model' };
const hiddenText = 'if (role !== "user\u202e \u2066// admins only\u2069 \u2066") {';

/** A test to be; `isWanted` even where it touches nothing new. */
interface Candidate {
  readonly what: string;
  readonly isWanted?: true;
  readonly test: Omit<PolicyTest, 'expect' | 'name'>;
}

/** Returns tests that hold and together touch every entry of the policy that can be touched. */
export function proposeTests(draft: Draft, policy: CompiledPolicy, now: Date): readonly PolicyTest[] {
  const touched = new Set<string>();
  const names = new Set<string>();
  const tests: PolicyTest[] = [];
  for (const candidate of candidatesOf(draft)) {
    const test = expectNow(policy, candidate, now);
    const keys = touchedBy(policy, test, now);
    const isNew = keys.some((key) => isEntry(key) && !touched.has(key));
    if (names.has(test.name) || !(isNew || candidate.isWanted)) continue;
    for (const key of keys) touched.add(key);
    names.add(test.name);
    tests.push(test);
  }
  return tests;
}

/** Where no flow or insertion rule decides, nothing is touched. */
function isEntry(key: string): boolean {
  return !key.endsWith('[-1]');
}

function* candidatesOf({ survey, rules, models, answers }: Draft): Generator<Candidate> {
  const path = ordinarySource(survey.paths, rules);
  const approved: readonly DestinationSpec[] = models.map(({ id }) => ({ model: id }));
  const [first = nobody] = approved;
  for (const model of approved) yield { what: path, test: { path, destination: { ...model, channel: 'inline' } } };
  yield { what: path, isWanted: true, test: { path, destination: { ...nobody, channel: 'chat' } } };
  for (const rule of rules) {
    const { content, what } = contentFor(rule, path);
    const to = rule.label.level === 'public' ? nobody : first;
    for (const channel of rule.text === undefined ? pathChannels : textChannels) {
      yield { what, test: { ...content, destination: { ...to, channel } } };
    }
  }
  const confidential = rules.find(({ label }) => label.level === 'confidential');
  if (confidential !== undefined) {
    const { content, what } = contentFor(confidential, path);
    yield { what, isWanted: true, test: { ...content, destination: { ...nobody, channel: 'chat' } } };
  }
  const tool = answers.assistants.includes('copilot') ? { tool: 'github.copilot' } : {};
  const ordinary = { text: 'return items.length;', ...tool };
  yield { what: 'ordinary code', isWanted: true, test: { path, insertion: ordinary } };
  for (const rule of rules) {
    const { content, what } = contentFor(rule, path);
    if ('path' in content) yield { what: 'ordinary code', test: { ...content, insertion: ordinary } };
    else yield { what, test: { path, insertion: { ...content, ...tool } } };
  }
  yield {
    what: 'text that reads differently than it runs',
    isWanted: true,
    test: { path, insertion: { text: hiddenText } },
  };
}

function contentFor(
  { files, example, text, subject }: ProposedRule,
  ordinary: string,
): { content: { path: string } | { text: string }; what: string } {
  if (text !== undefined) return { content: { text }, what: subject ?? 'a text' };
  const path = files[0] ?? example ?? ordinary;
  return { content: { path }, what: path };
}

/** Returns a file of the most ordinary kind: source that no rule is about. */
function ordinarySource(paths: readonly string[], rules: readonly ProposedRule[]): string {
  const labelled = new Set(rules.flatMap(({ files }) => files));
  const isOrdinary = (path: string): boolean =>
    languageOf(path) !== undefined && !labelled.has(path) && !isForeign(path);
  return paths.find((path) => isOrdinary(path) && path.startsWith('src/')) ?? paths.find(isOrdinary) ?? 'src/main.ts';
}

/** Writes down what the policy says today, so that a later change of it is noticed. */
function expectNow(policy: CompiledPolicy, { what, test }: Candidate, now: Date): PolicyTest {
  const { path, text, insertion, destination = {} } = test;
  const content = { ...(path === undefined ? {} : { path }), ...(text === undefined ? {} : { text }) };
  if (insertion !== undefined) {
    const { effect } = decideInsertion(policy, { target: content, ...insertion }, now);
    return { name: `${what} ${insertionFates[effect]} into ${path}`, ...test, expect: effect };
  }
  const { effect, label } = decide(policy, { contents: [content], destination }, now);
  const to = `to ${destination.model ?? 'a model nobody approved'} (${destination.channel})`;
  return { name: fates[effect](what, to), ...test, expect: { effect, label } };
}

const fates: Readonly<Record<Effect, (what: string, to: string) => string>> = {
  allow: (what, to) => `${what} goes ${to}`,
  warn: (what, to) => `${what} goes ${to} with a warning`,
  redact: (what, to) => `${what} goes redacted ${to}`,
  ask: (what, to) => `${what} goes ${to} only if a person says so`,
  block: (what, to) => `${what} does not go ${to}`,
};

const insertionFates: Readonly<Record<Effect, string>> = {
  allow: 'may be inserted',
  warn: 'is inserted with a warning',
  redact: 'is not inserted',
  ask: 'is inserted only if a person says so',
  block: 'is not inserted',
};
