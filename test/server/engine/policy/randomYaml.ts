/** Random values written as YAML in every style an author may mix: block, flow, quotes, comments, blank lines, CRLF. */

import fc from 'fast-check';
import type { PathSegments } from '../../../../server/engine/policy/document';

export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom('a', 'src/**', '!**/x', '# none', 'a: b', "it's", 'two\nlines\n', 'end\n\n', '', 'ü', '*', '&a', '-'),
  fc.integer({ min: 0, max: 9 }),
  fc.constantFrom(true, null),
);

/** A mapping with nested lists and mappings. */
export const value: fc.Arbitrary<Value> = fc.letrec<{ node: Value; map: Value }>((tie) => ({
  node: fc.oneof({ maxDepth: 3 }, scalar, tie('map'), fc.array(tie('node'), { maxLength: 4 })),
  map: fc.dictionary(fc.constantFrom('id', 'paths', 'k', 'x y', 'list'), tie('node'), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
})).map;

/** Decisions of a writer: each call of the result takes the next one, below `count`. */
export const choices: fc.Arbitrary<() => (count: number) => number> = fc
  .array(fc.nat(1000), { minLength: 1, maxLength: 40 })
  .map((numbers) => () => {
    let at = 0;
    return (count) => (numbers[at++ % numbers.length] as number) % count;
  });

/** Returns the paths of everything within a value. */
export function pathsIn(node: Value, at: PathSegments = []): PathSegments[] {
  if (typeof node !== 'object' || node === null) return [];
  const entries = Array.isArray(node) ? [...node.entries()] : Object.entries(node as object);
  return entries.flatMap(([key, item]) => [[...at, key], ...pathsIn(item as Value, [...at, key])]);
}

/** Writes a mapping as a YAML document. */
export function writeYaml(node: Value, choose: (count: number) => number): string {
  const lineBreak = choose(4) === 0 ? '\r\n' : '\n';
  const isFlow = choose(6) === 0 || Object.keys(node as object).length === 0;
  const body = isFlow ? [flow(node, choose, 0)] : block(node, choose, 0);
  const text = [...gap(choose, 0), ...body].join('\n').replaceAll('\n', lineBreak);
  return choose(5) === 0 ? text : text + lineBreak;
}

function block(node: Value, choose: (count: number) => number, indent: number): string[] {
  const pad = ' '.repeat(indent);
  const step = indent + 2 + choose(2);
  const entries: [string, Value][] = Array.isArray(node)
    ? node.map((item: Value) => ['-', item])
    : Object.entries(node as { [key: string]: Value }).map(([key, item]) => [`${quoted(key, choose)}:`, item]);
  return entries.flatMap(([lead, item]): string[] => {
    const before = gap(choose, indent);
    if (!isBlockable(item, choose)) {
      const isLong = typeof item === 'string' && /[^\n]\n$/.test(item) && choose(3) > 0;
      const written = isLong ? literal(item, step) : flow(item, choose, step);
      return [...before, `${pad}${lead}${written === '' ? '' : ` ${written}`}${isLong ? '' : comment(choose)}`];
    }
    if (lead === '-' && choose(2) === 0) {
      const [first, ...others] = block(item, choose, indent + 2).filter(
        (line, index) => index > 0 || line.trim() !== '',
      );
      if (first !== undefined && !first.trim().startsWith('#')) {
        return [...before, `${pad}- ${first.slice(indent + 2)}`, ...others];
      }
    }
    return [...before, `${pad}${lead}${comment(choose)}`, ...block(item, choose, step)];
  });
}

function isBlockable(item: Value, choose: (count: number) => number): boolean {
  return typeof item === 'object' && item !== null && Object.keys(item).length > 0 && choose(3) > 0;
}

function flow(node: Value, choose: (count: number) => number, indent: number): string {
  if (typeof node !== 'object' || node === null) return scalarText(node, choose);
  const isList = Array.isArray(node);
  const [open, close] = isList ? '[]' : '{}';
  const items = Object.entries(node).map(
    ([key, item]) => (isList ? '' : `${quoted(key, choose)}: `) + flow(item as Value, choose, indent),
  );
  const pad = `\n${' '.repeat(indent + 1)}`;
  const isWide = items.length > 0 && choose(3) === 0;
  const trailing = items.length > 0 && choose(4) === 0 ? ',' : '';
  const between = () => (isWide || choose(8) === 0 ? `,${comment(choose)}${pad}` : `,${' '.repeat(choose(3) || 1)}`);
  const joined = items.reduce((text, item, index) => (index === 0 ? item : text + between() + item), '');
  if (!isWide) return `${open}${choose(2) === 0 ? ' ' : ''}${joined}${trailing} ${close}`;
  return `${open}${comment(choose)}${pad}${joined}${trailing}${comment(choose)}${pad}${close}`;
}

function scalarText(node: string | number | boolean | null, choose: (count: number) => number): string {
  if (node === null) return 'null';
  return typeof node === 'string' ? quoted(node, choose) : String(node);
}

function quoted(word: string, choose: (count: number) => number): string {
  if (/^[a-z]+$/.test(word) && choose(2) === 0) return word;
  return /^[\x20-\x7e]*$/.test(word) && choose(2) === 0 ? `'${word.replaceAll("'", "''")}'` : JSON.stringify(word);
}

function literal(word: string, indent: number): string {
  const lines = word.slice(0, -1).split('\n');
  return ['|', ...lines.map((line) => ' '.repeat(indent) + line)].join('\n');
}

function comment(choose: (count: number) => number): string {
  return choose(3) === 0 ? ' # says, why: [not]' : '';
}

function gap(choose: (count: number) => number, indent: number): string[] {
  const lines = [[], [], [], [''], [`${' '.repeat(indent)}# above`], ['', `${' '.repeat(indent)}# above`]];
  return lines[choose(lines.length)] as string[];
}
