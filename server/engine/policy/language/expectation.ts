/**
 * Makes a failing test expect what the policy decides, and says in a few words how a test came out.
 */

import { isCollection } from 'yaml';
import { createLabel, formatLabel, type Label } from '../../label';
import type { PathSegments } from '../document';
import { type Edit, replaceValue } from '../edits';
import type { PolicyTestResult } from '../runTests';
import { writeScalar } from './scalar';
import { type PolicySource, valueAt } from './source';

/** Returns how a test came out, short enough to stand at the end of a line. */
export function describeOutcome({ passed, message }: PolicyTestResult): string {
  return passed ? '✓' : `✗ ${message.replaceAll('the effect ', '').replaceAll('the label ', '')}`;
}

/** Returns the part of a failing test that is not as expected: the effect, the level, or all of `expect`. */
export function failingPart({ value }: PolicySource, { index, actual }: PolicyTestResult): PathSegments {
  const expect = ['tests', index, 'expect'];
  if (typeof valueAt(value, expect) === 'string') return expect;
  const effect = valueAt(value, [...expect, 'effect']);
  if (effect !== undefined && effect !== actual.effect) return [...expect, 'effect'];
  const level = valueAt(value, [...expect, 'label', 'level']);
  if (level !== undefined && level !== actual.label.level) return [...expect, 'label', 'level'];
  return [...expect, 'label'];
}

/** Returns the change that makes a failing test pass, with its title, or `undefined` where it can't be made. */
export function expectActual(
  source: PolicySource,
  { index, actual }: PolicyTestResult,
): { readonly title: string; readonly edits: readonly Edit[] } | undefined {
  const { document, value } = source;
  const expect = ['tests', index, 'expect'];
  const written = valueAt(value, expect);
  const effectAt = typeof written === 'string' ? expect : [...expect, 'effect'];
  const expected = valueAt(value, effectAt);
  const changes: (readonly Edit[] | undefined)[] = [];
  const titles: string[] = [];
  if (expected !== undefined && expected !== actual.effect) {
    changes.push(replaceValue(document, effectAt, actual.effect));
    titles.push(`'${actual.effect}'`);
  }
  const label = valueAt(value, [...expect, 'label']);
  if (label !== undefined && formatLabel(labelOf(label)) !== formatLabel(actual.label)) {
    changes.push(replaceLabel(source, [...expect, 'label'], actual.label));
    titles.push(`'${formatLabel(actual.label)}'`);
  }
  if (changes.length === 0 || changes.some((change) => change === undefined)) return undefined;
  return { title: `Expect ${titles.join(' and ')}`, edits: changes.flatMap((change) => change ?? []) };
}

function replaceLabel({ document, value }: PolicySource, at: PathSegments, label: Label): readonly Edit[] | undefined {
  const level = document.rangeOf([...at, 'level']);
  const levelEdits = replaceValue(document, [...at, 'level'], label.level);
  if (level === undefined || levelEdits === undefined) return undefined;
  const isJson = /^["']/.test(document.text.slice(document.rangeOf([...at, 'level'], 'key')?.offset));
  const list = `[${label.categories.map((category) => writeScalar(category, isJson ? 'json' : 'plain')).join(', ')}]`;
  const categories = document.rangeOf([...at, 'categories']);
  if (categories !== undefined) {
    // A list below its name ends with its last line's break.
    const length = document.text.slice(categories.offset, categories.offset + categories.length).trimEnd().length;
    return [...levelEdits, { offset: categories.offset, length, newText: list }];
  }
  if (label.categories.length === 0 || valueAt(value, [...at, 'categories']) !== undefined) return levelEdits;
  const map = document.yaml?.getIn(at);
  const key = document.rangeOf([...at, 'level'], 'key');
  if (!isCollection(map) || key === undefined) return undefined;
  const column = key.offset - (document.text.lastIndexOf('\n', key.offset - 1) + 1);
  const between = map.flow === true ? ', ' : `\n${' '.repeat(column)}`;
  const newText = `${between}${isJson ? '"categories"' : 'categories'}: ${list}`;
  return [...levelEdits, { offset: level.offset + level.length, length: 0, newText }];
}

function labelOf(written: unknown): Label {
  const categories = valueAt(written, ['categories']);
  return createLabel(String(valueAt(written, ['level'])), Array.isArray(categories) ? categories.map(String) : []);
}
