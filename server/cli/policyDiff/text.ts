/** A policy diff as people read it: what is laxer first, one line a statement. */

import { formatLabel } from '../../engine/label';
import type {
  CategorySets,
  Direction,
  FlowChange,
  InsertionChange,
  NameSet,
  PartChange,
  PolicyDiff,
} from '../../engine/policy/diff';
import type { Effect } from '../../engine/policy/types';
import { count, printable } from '../terminal';
import type { FilesDiff } from './files';

/** Most lines that are printed of one list. */
const maxShown = 20;

type Paint = (style: 'bold' | 'red' | 'green' | 'dim', text: string) => string;

/** Returns the lines of a diff, none where nothing changed. */
export function formatDiff(diff: PolicyDiff, files: FilesDiff | undefined, paint: Paint): readonly string[] {
  const sections: readonly (readonly [string, readonly Statement[]])[] = [
    ['the policy itself', diff.parts.map(partStatement)],
    ['what may flow', diff.flows.map((change) => flowStatement(change, diff))],
    ['what may be inserted', diff.insertions.map((change) => insertionStatement(change, diff))],
    ['files by label', (files?.labels ?? []).map(labelStatement)],
    ['files by what may flow', (files?.flows ?? []).map((change) => fileStatement(change, diff))],
  ];
  return (['laxer', 'stricter', 'neutral'] as const).flatMap((direction) =>
    sections.flatMap(([title, statements]) => formatSection(title, direction, statements, paint)),
  );
}

interface Statement {
  readonly direction: Direction;
  /** What stands above statements that are about the same. */
  readonly about?: string;
  readonly text: string;
}

const titles = {
  laxer: ['red', 'LAXER'],
  stricter: ['green', 'STRICTER'],
  neutral: ['dim', 'OTHERWISE'],
} as const;

function formatSection(
  title: string,
  direction: Direction,
  all: readonly Statement[],
  paint: Paint,
): readonly string[] {
  const statements = all.filter((statement) => statement.direction === direction);
  if (statements.length === 0) return [];
  const [style, word] = titles[direction];
  const lines: string[] = [`${paint(style, word)} ${paint('bold', title)}`];
  let about: string | undefined;
  for (const statement of [...statements].sort(byTopic).slice(0, maxShown)) {
    if (statement.about !== about && statement.about !== undefined) lines.push(`  ${printable(statement.about)}`);
    about = statement.about;
    lines.push(`${about === undefined ? '  ' : '    '}${printable(statement.text)}`);
  }
  const left = statements.length - maxShown;
  return left > 0 ? [...lines, `  … and ${left} more ('--format json' has all)`] : lines;
}

function byTopic(a: Statement, b: Statement): number {
  return (a.about ?? '').localeCompare(b.about ?? '', 'en');
}

function flowStatement(change: FlowChange, { domain }: PolicyDiff): Statement {
  const { levels, categories, rules, ranges, origins, before, after, direction } = change;
  const labels = categories.map((sets) =>
    [describeLevels(levels, domain), describeCategories(sets)].filter(Boolean).join(' '),
  );
  const limits = [
    describeNames('of rule', rules),
    ranges.length === 2 ? '' : ranges[0] === 'with' ? 'found in the text' : 'not found in the text',
    origins.length === domain.origins.length
      ? ''
      : origins[0] === 'lower'
        ? 'of lower layers'
        : "of the organisation's layer",
  ];
  const what = [labels.join('; or '), ...limits.filter(Boolean)].join(', ');
  return { direction, about: describeWay(change, domain), text: `${what}: ${becomes(before, after)}` };
}

function describeWay(
  { models, channels }: Pick<FlowChange, 'models' | 'channels'>,
  domain: Pick<PolicyDiff['domain'], 'models' | 'channels'>,
): string {
  const names = models.map((model) => model ?? 'models without an entry');
  const ways = channels.map((channel) => channel ?? 'a channel that is not stated');
  const to = names.length === domain.models.length && names.length > 1 ? 'every model' : names.join(', ');
  return `to ${to} by ${ways.length >= domain.channels.filter(Boolean).length ? 'every channel' : ways.join(', ')}`;
}

/** Returns a family of category sets in words, empty for all sets. */
export function describeCategories({ allowed, needs }: CategorySets): string {
  const held = needs.map((need) => {
    if ('in' in need) return need.in.join(' or ');
    const isAllAllowed = 'notIn' in allowed && need.notIn.join(' ') === allowed.notIn.join(' ');
    return isAllAllowed ? 'any category' : `a category other than ${need.notIn.join(', ')}`;
  });
  const having = held.length === 0 ? '' : `with ${held.join(' and with ')}`;
  if ('notIn' in allowed) {
    const lacking = allowed.notIn.length === 0 ? '' : `without ${allowed.notIn.join(', ')}`;
    return [having, lacking].filter(Boolean).join(', ');
  }
  if (allowed.in.length === 0) return 'without categories';
  if (held.length === 1 && held[0] === allowed.in.join(' or ') && allowed.in.length === 1) return `${having} alone`;
  return having === ''
    ? `with no category but ${allowed.in.join(', ')}`
    : `${having}, and none but ${allowed.in.join(', ')}`;
}

function describeLevels(levels: readonly string[], domain: Pick<PolicyDiff['domain'], 'levels'>): string {
  return levels.length === domain.levels.length && levels.length > 1 ? 'any level' : oneOf(levels);
}

function describeNames(kind: string, names: NameSet): string {
  if ('in' in names) return `${kind} ${names.in.join(', ')}`;
  return names.notIn.length === 0 ? '' : `${kind} other than ${names.notIn.join(', ')}`;
}

function insertionStatement(change: InsertionChange, { domain }: PolicyDiff): Statement {
  const { levels, findings, sources, before, after, direction } = change;
  const found = findings.filter((id) => id !== undefined);
  const isAnything = findings.length === domain.findings.length;
  const named = found.length > 6 ? `${found.slice(0, 5).join(', ')} and ${found.length - 5} more` : oneOf(found);
  const text = isAnything
    ? 'any text'
    : findings.includes(undefined)
      ? `text without findings, or with ${named}`
      : `text with ${named}`;
  const from = sources.map(
    ({ tool, name, host }) => [tool, name, host].filter(Boolean).join(' ') || 'a source nobody knows',
  );
  const source = sources.length === domain.sources.length ? '' : ` from ${oneOf(from)}`;
  return {
    direction,
    text: `${text}${source} into files of ${describeLevels(levels, domain)}: ${becomes(before, after)}`,
  };
}

function partStatement({ part, id, change, before, after, direction }: PartChange): Statement {
  const name = part === 'section' ? `'${id}'` : [part, id].filter(Boolean).join(' ');
  const values = before !== undefined && after !== undefined && before !== after ? ` from ${before} to ${after}` : '';
  const value = values === '' && (after ?? before) !== undefined ? ` (${after ?? before})` : values;
  return { direction, text: `${name} ${change}${value}` };
}

function labelStatement({ path, before, after, rules, direction }: FilesDiff['labels'][number]): Statement {
  const why = `${rules.before.join(', ')} → ${rules.after.join(', ')}`;
  return { direction, text: `${path}: ${formatLabel(before)} → ${formatLabel(after)} (${why})` };
}

function fileStatement(change: FilesDiff['flows'][number], { domain }: PolicyDiff): Statement {
  const { paths, before, after, direction } = change;
  const some = paths.slice(0, 3).join(', ');
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : '';
  const text = `${count(paths.length, 'file')}: ${becomes(before, after)} (${some}${more})`;
  return { direction, about: describeWay(change, domain), text };
}

const effectWords: Readonly<Record<Effect, string>> = {
  allow: 'allowed',
  warn: 'allowed with a warning',
  redact: 'redacted',
  ask: 'asked about',
  block: 'blocked',
};

function becomes(before: Effect, after: Effect): string {
  return `now ${effectWords[after]}, was ${effectWords[before]}`;
}

function oneOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
