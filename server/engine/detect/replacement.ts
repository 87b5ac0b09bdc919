/**
 * The quick fix's edit: a literal secret replaced by a reference to the environment, in the file's language.
 *
 * Offers nothing where the outcome would not mean the same: a value that is part of a larger literal of a language
 * without interpolation, a comment, a format that nobody fills in.
 */

import { environmentForm, suggestVariableName } from './remedy';
import type { Finding } from './types';

/** Replaces `length` code units at `offset` by `text`. */
export interface Replacement {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

const rawPrefixes = /(?:^|[^\w"'`])([brufRBUFL@$]{1,2}|#)$/;

/** Returns the edit for a finding in `text`, `undefined` where none would be right. */
export function replacementFor(text: string, finding: Finding, languageId: string): Replacement | undefined {
  const form = environmentForm(languageId);
  if (form === undefined) return undefined;
  const { offset, length } = finding;
  const end = offset + length;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  if (text.slice(offset, end).includes('\n')) return undefined;
  const before = text.slice(lineStart, offset);
  if (isComment(before, languageId)) return undefined;
  const name = suggestVariableName(before, finding.detector);
  const literal = enclosingLiteral(text, lineStart, offset, end);
  if (literal === undefined) {
    const bare =
      form.kind === 'text' && /(?:^|[\s=:@/])$/.test(before) && /^(?:[\s;&@,/]|$)/.test(text.slice(end, end + 1));
    return bare ? { offset, length, text: form.reference(name) } : undefined;
  }
  const whole = literal.from + 1 === offset && literal.to - 1 === end;
  const { interpolation } = form;
  if (form.kind === 'expression' && whole) {
    const prefixed = rawPrefixes.test(text.slice(lineStart, literal.from));
    return prefixed
      ? undefined
      : { offset: literal.from, length: literal.to - literal.from, text: form.reference(name) };
  }
  if (interpolation?.quotes.includes(literal.quote)) return { offset, length, text: interpolation.write(name) };
  if (form.kind === 'text' && whole && literal.quote === "'") {
    return { offset: literal.from, length: literal.to - literal.from, text: `"${form.reference(name)}"` };
  }
  return undefined;
}

/** Returns the literal of one line that holds the range, found by reading the line's quotes from its start. */
function enclosingLiteral(text: string, lineStart: number, offset: number, end: number) {
  let quote = '';
  let from = -1;
  for (let i = lineStart; i < text.length && text[i] !== '\n'; i++) {
    const character = text[i]!;
    if (character === '\\') i++;
    else if (quote === '') {
      if (i >= end) return undefined;
      if (character === '"' || character === "'" || character === '`') {
        quote = character;
        from = i;
      }
    } else if (character === quote) {
      if (from < offset && i >= end) return { from, to: i + 1, quote };
      if (i >= end) return undefined;
      quote = '';
    }
  }
  return undefined;
}

const hashComments = new Set([
  'python',
  'ruby',
  'perl',
  'r',
  'julia',
  'shellscript',
  'yaml',
  'dockercompose',
  'dockerfile',
  'makefile',
  'powershell',
  'elixir',
  'terraform',
  'dotenv',
  'properties',
  'coffeescript',
]);

function isComment(before: string, languageId: string): boolean {
  if (hashComments.has(languageId)) return /^\s*#/.test(before);
  return /^\s*(?:\/\/|\/\*|\*|--|;|rem\b)/i.test(before) || /[\s;]\/\/\s[^"'`]*$/.test(before);
}
