/**
 * A draft as the text of a policy, with comments that say what was seen and what to change.
 *
 * Invariant: what comes from the repository stands in quotes or in one line of a comment, whatever it is called.
 */

import type { FlowRule, InsertionRule, LabelSpec, PolicyTest } from '../types';
import { countLanguages } from './languages';
import { openSourceLicence } from './licence';
import type { Draft } from './propose';
import type { ProposedRule } from './rules';
import { isForeign } from './survey';

/** Returns the policy's text. */
export function writePolicy(draft: Draft, tests: readonly PolicyTest[]): string {
  const { survey, answers, version, rules, models, flow, insertions } = draft;
  const lines = [
    ...header(draft),
    'apiVersion: portcullis/v1',
    'metadata:',
    `  name: ${quote(survey.name)}`,
    `  version: ${quote(version)}`,
    `  owner: ${quote(answers.owner)} # developers ask here for an exception`,
    'mode: observe # nothing is held back yet; `enforce` once the log shows what would be',
    'levels: [public, internal, confidential, restricted]',
    '',
    'classify:',
    `  default: ${answers.isOpenSource ? 'public # the code is open source' : 'internal'}`,
    '  rules:',
    rules.map(ruleLines).join('\n\n'),
    '',
    ...modelLines(models),
    '',
    'flow:',
    ...flow.flatMap(({ comment, ...rule }) => [`  # ${comment}`, `  - ${inlineMap(rule)}`]),
    '',
    'insertions:',
    ...insertions.map((rule) => `  - ${inlineMap(rule)}`),
    '',
    'provenance: { retentionDays: 365, evidence: none }',
    ...(tests.length === 0
      ? []
      : ['', '# What holds today. A change of the policy that breaks one of these is meant, or a mistake.', 'tests:']),
    ...tests.map(testLines),
  ];
  return `${lines.join('\n')}\n`;
}

function header({ survey, answers }: Draft): string[] {
  const languages = countLanguages(survey.paths.filter((path) => !isForeign(path)))
    .slice(0, 5)
    .map(([language, files]) => `${language} (${files})`);
  const licence = openSourceLicence(survey);
  return [
    `# A policy for ${comment(survey.name)}, proposed from what its files show: change what doesn't fit.`,
    '#',
    `# Seen: ${survey.paths.length} files${languages.length === 0 ? '' : `, most in ${languages.join(', ')}`}; the content of ${survey.samples.length} was looked at.`,
    ...(licence === undefined
      ? []
      : [`# The licence is ${licence}; the code is taken as ${answers.isOpenSource ? 'open source' : 'not public'}.`]),
    '# Check it with `portcullis policy check`, try it with `portcullis policy test --coverage`.',
  ];
}

function ruleLines({ id, description, label, paths, detectors, atLeast, files }: ProposedRule): string {
  return [
    `    - id: ${id}`,
    `      description: ${quote(description)}`,
    seen(files, detectors !== undefined),
    `      label: ${labelMap(label)}`,
    ...(paths === undefined ? [] : ['      paths:', ...paths.map((glob) => `        - ${quote(glob)}`)]),
    ...(detectors === undefined ? [] : [`      detectors: [${detectors.map(quote).join(', ')}]`]),
    ...(atLeast === undefined ? [] : [`      atLeast: ${atLeast}`]),
  ].join('\n');
}

function seen([first, ...others]: readonly string[], isContent: boolean): string {
  if (first === undefined) return isContent ? '      # none seen in the files looked at' : '      # no such file yet';
  const what = isContent ? 'seen in' : 'now';
  return others.length === 0
    ? `      # ${what} ${comment(first)}`
    : `      # ${what} ${others.length + 1} files, for example ${comment(first)}`;
}

function modelLines(models: Draft['models']): string[] {
  const intro =
    '  # Every entry says: this is approved, up to this label. What no entry matches may receive public content only.';
  if (models.length === 0) {
    return [
      intro,
      '  # No assistant was seen in use here; write an entry for each that is approved.',
      'models: []',
    ].map((line) => line.trimStart());
  }
  return [
    'models:',
    intro,
    ...models.flatMap(({ id, description, match, locality, clearance }) => [
      `  - id: ${id}`,
      `    description: ${quote(description)}`,
      `    match: ${inlineMap(match)}`,
      ...(locality === undefined ? [] : [`    locality: ${locality}`]),
      `    clearance: ${labelMap(clearance)}`,
    ]),
  ];
}

function testLines({ name, path, text, destination, insertion, expect }: PolicyTest): string {
  return [
    `  - name: ${quote(name)}`,
    ...(path === undefined ? [] : [`    path: ${quote(path)}`]),
    ...(text === undefined ? [] : [`    text: ${quote(text)}`]),
    ...(destination === undefined ? [] : [`    destination: ${inlineMap(destination)}`]),
    ...(insertion === undefined ? [] : [`    insertion: ${inlineMap(insertion)}`]),
    `    expect: ${typeof expect === 'string' ? expect : `{ effect: ${expect.effect}, label: ${labelMap(expect.label as LabelSpec)} }`}`,
  ].join('\n');
}

function labelMap({ level, categories = [] }: LabelSpec): string {
  return categories.length === 0
    ? `{ level: ${level} }`
    : `{ level: ${level}, categories: [${categories.join(', ')}] }`;
}

/** Words that stand for themselves are written as they are, all else in quotes. */
function inlineMap(map: FlowRule | InsertionRule | object): string {
  const scalar = (value: unknown): string =>
    /^(?!(?:true|false|null)$)[a-z][a-z-]*$/.test(String(value)) ? String(value) : quote(String(value));
  const entries = Object.entries(map).map(
    ([key, value]) => `${key}: ${Array.isArray(value) ? `[${value.map(scalar).join(', ')}]` : scalar(value)}`,
  );
  return `{ ${entries.join(', ')} }`;
}

/** A JSON string is a YAML one; what is not plainly printable is written as its code. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/[^\x20-\x7e\p{L}\p{N}\p{P}\p{S}]/gu, (character) =>
    [...character].map(escapeUnits).join(''),
  );
}

function escapeUnits(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}

function comment(text: string): string {
  return quote(text).slice(1, -1).replaceAll('\\"', '"');
}
