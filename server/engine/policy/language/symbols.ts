/**
 * The outline of a policy: its sections, and in them rules, models, detectors, exceptions and tests by name.
 */

import { isMap, isScalar, isSeq } from 'yaml';
import type { PathSegments, TextRange } from '../document';
import { rangeOfNode } from './site';
import { fieldsOf, type PolicySource, valueAt } from './source';

export interface PolicySymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'section' | 'level' | 'rule' | 'model' | 'detector' | 'exception' | 'test' | 'entry';
  readonly range: TextRange;
  /** The part to select: the name. */
  readonly selection: TextRange;
  readonly children: readonly PolicySymbol[];
}

/** The lists whose entries are in the outline: what each is, and how its entries are called. */
const lists: readonly { readonly path: readonly string[]; readonly kind: PolicySymbol['kind'] }[] = [
  { path: ['levels'], kind: 'level' },
  { path: ['classify', 'rules'], kind: 'rule' },
  { path: ['detectors'], kind: 'detector' },
  { path: ['models'], kind: 'model' },
  { path: ['flow'], kind: 'entry' },
  { path: ['insertions'], kind: 'entry' },
  { path: ['exceptions'], kind: 'exception' },
  { path: ['tests'], kind: 'test' },
];

/** Returns the outline, in the order of the text. */
export function symbolsOf(source: PolicySource): readonly PolicySymbol[] {
  const root = source.document.yaml?.contents;
  if (!isMap(root)) return [];
  return root.items.flatMap((pair): PolicySymbol[] => {
    if (!isScalar(pair.key)) return [];
    const name = String(pair.key.value);
    const selection = rangeOfNode(pair.key);
    if (selection === undefined || name === '') return [];
    const value = valueAt(source.value, [name]);
    const detail = typeof value === 'string' ? value : '';
    const children = lists
      .filter(({ path }) => path[0] === name)
      .flatMap(({ path, kind }) => entries(source, path, kind));
    return [{ name, detail, kind: 'section', range: join(selection, rangeOfNode(pair.value)), selection, children }];
  });
}

function entries(source: PolicySource, path: readonly string[], kind: PolicySymbol['kind']): PolicySymbol[] {
  const value = valueAt(source.value, path);
  if (!Array.isArray(value) || !isSeq(source.document.yaml?.getIn(path))) return [];
  return value.flatMap((item: unknown, index): PolicySymbol[] => {
    const segments: PathSegments = [...path, index];
    const range = source.document.rangeOf(segments);
    if (range === undefined) return [];
    const fields = fieldsOf(item);
    const name = [fields['id'], fields['name'], item, fields['effect']].find(
      (each) => typeof each === 'string' && each,
    );
    const field = ['id', 'name'].find((each) => typeof fields[each] === 'string');
    const selection = (field && source.document.rangeOf([...segments, field])) || firstOf(range);
    return [{ name: String(name ?? index), detail: detailOf(fields), kind, range, selection, children: [] }];
  });
}

/** Returns the label of a rule, the clearance of a model, the effect of the others. */
function detailOf(fields: Readonly<Record<string, unknown>>): string {
  const label = fields['label'] ?? fields['clearance'];
  const level = valueAt(label, ['level']);
  const categories = valueAt(label, ['categories']);
  if (typeof level === 'string') return Array.isArray(categories) ? `${level} [${categories.join(', ')}]` : level;
  const expected = fields['expect'] ?? (fields['id'] === undefined ? fields['channels'] : undefined);
  if (Array.isArray(expected)) return expected.join(', ');
  return typeof expected === 'string' ? expected : String(valueAt(expected, ['effect']) ?? '');
}

function firstOf({ offset }: TextRange): TextRange {
  return { offset, length: 0 };
}

function join(first: TextRange, last: TextRange | undefined): TextRange {
  const end = last === undefined ? first.offset + first.length : Math.max(last.offset + last.length, first.offset + 1);
  return { offset: first.offset, length: Math.max(first.length, end - first.offset) };
}
