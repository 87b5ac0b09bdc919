/**
 * Expands a word of a shell script as the shell would: quotes, escapes, braces, `~`, variables, wildcards.
 *
 * Pure. What only a run would tell becomes an unknown piece.
 */

import type { DoubleQuotedChild, ParameterExpansionPart, Script, Word, WordPart } from 'unbash';
import { childrenOf } from './children';
import { joinPieces, type Piece, type Pieces, parseWildcards, textPiece, unknownPiece } from './pieces';
import type { Scope } from './scope';

const mostExpansions = 64;
const unknown: readonly Pieces[] = [[unknownPiece]];

/** Returns all that a word may come to; `onScript` is called for each command whose output is part of it. */
export function expandWord(word: Word, scope: Scope, onScript: (script: Script) => void): readonly Pieces[] {
  const parts = word.parts ?? [{ type: 'Literal', pos: word.pos, end: word.end, value: word.value, text: word.text }];
  const values = product(parts.map((part) => expandPart(part, scope, onScript)));
  const withHome = word.text.startsWith('~') ? values.map((value) => fillHome(value, scope)) : values;
  return withHome.map(joinPieces);
}

function expandPart(part: WordPart, scope: Scope, onScript: (script: Script) => void): readonly Pieces[] {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [[textPiece(part.value)]];
    case 'Glob':
      return [[{ kind: part.kind === 'star' ? 'star' : 'one' }]];
    case 'DoubleQuoted':
    case 'LocaleString':
      return product(part.parts.map((child: DoubleQuotedChild) => expandPart(child, scope, onScript)));
    case 'SimpleExpansion':
      return scope.valuesOf(part.text.slice(1));
    case 'ParameterExpansion':
      return expandParameter(part, scope, onScript);
    case 'CommandExpansion':
      if (part.script !== undefined) onScript(part.script);
      return expandCommand(part.text, scope);
    case 'ProcessSubstitution':
      if (part.script !== undefined) onScript(part.script);
      return [[textPiece('/dev/fd/63')]];
    case 'BraceExpansion':
      return expandBraces(part.text);
    case 'ArithmeticExpansion':
      findScripts(part.expression, onScript);
      return unknown;
    case 'ExtendedGlob':
      findScripts(part.parts, onScript);
      return unknown;
  }
}

/** Calls back with the commands within an expression, wherever they stand. */
function findScripts(node: unknown, onScript: (script: Script) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if ((node as { type?: string }).type === 'Script') onScript(node as Script);
  else for (const value of childrenOf(node)) findScripts(value, onScript);
}

/** Two commands whose output needs no run. */
function expandCommand(text: string, scope: Scope): readonly Pieces[] {
  const isFolder = /^(?:\$\(|`)\s*(?:pwd(?:\s+-[LP])?|git\s+rev-parse\s+--show-toplevel)\s*[)`]$/.test(text);
  return isFolder ? [...scope.folders().map((folder) => [textPiece(folder)]), ...unknown] : unknown;
}

function expandParameter(
  { parameter, prefix, index, operation }: ParameterExpansionPart,
  scope: Scope,
  onScript: (script: Script) => void,
): readonly Pieces[] {
  if (prefix === '#') return unknown;
  const values = prefix === '!' || index !== undefined ? unknown : scope.valuesOf(parameter);
  if (index !== undefined) findScripts(index, onScript);
  if (operation === undefined) return values;
  if (operation.type === 'Default') return [...values, ...expandWord(operation.operand, scope, onScript)];
  findScripts(operation, onScript);
  return unknown;
}

function fillHome(value: Pieces, { place }: Scope): Pieces {
  const [first, ...rest] = value;
  if (first?.kind !== 'text' || !first.text.startsWith('~')) return value;
  const [, user = '', after = ''] = /^~([^/]*)(.*)$/s.exec(first.text) ?? [];
  if (user === '+') return [textPiece(place.cwd + after), ...rest];
  return [...(user === '' ? [textPiece(place.home)] : [unknownPiece]), textPiece(after), ...rest];
}

/** `{a,b{c,d}}`; quotes, variables and ranges inside are not looked into. */
export function expandBraces(text: string): readonly Pieces[] {
  if (!/^\{.*\}$/s.test(text) || /["'`$\\]|\.\./.test(text)) return unknown;
  const alternatives = splitBraces(text.slice(1, -1));
  if (alternatives.length > mostExpansions) return unknown;
  const expanded = alternatives.flatMap((alternative) => {
    const [, before = '', inner, after = ''] = /^([^{]*)(\{.*\})?([^}]*)$/s.exec(alternative) ?? [];
    if (inner === undefined) return [parseWildcards(alternative)];
    return product([[parseWildcards(before)], expandBraces(inner), [parseWildcards(after)]]);
  });
  return expanded.length > mostExpansions ? unknown : expanded;
}

function splitBraces(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}') depth--;
    else if (text[i] === ',' && depth === 0) {
      found.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return [...found, text.slice(from)];
}

function product(choices: readonly (readonly Pieces[])[]): readonly Pieces[] {
  let values: Piece[][] = [[]];
  for (const choice of choices) {
    if (values.length * choice.length > mostExpansions) values = values.map((value) => [...value, unknownPiece]);
    else values = values.flatMap((value) => choice.map((pieces) => [...value, ...pieces]));
  }
  return values.slice(0, mostExpansions);
}
