/**
 * From text to a YAML tree with bounds on the work: tokens, nesting and errors are counted while they come.
 *
 * The text may come from anyone. The library recurses into what is nested and takes quadratic time for some errors, so
 * that both are stopped before it gets there.
 */

import { Composer, type CST, type Document, Lexer, Parser } from 'yaml';
import { maxProblems } from '../problem';
import type { Fault } from './fault';
import { explainSyntax, withoutConsequences } from './syntax';

/** A policy of 6,000 rules has about this many. */
export const maxTokens = 300_000;
export const maxDepth = 64;

/** `tree` is absent where the text was not read to its end. */
export interface Composed {
  readonly tree?: Document.Parsed;
  readonly faults: readonly Fault[];
}

/** Parses one YAML 1.2 document. Never throws. */
export function composeYaml(text: string): Composed {
  const tokens = readTokens(text);
  if (!Array.isArray(tokens)) return { faults: [tokens as Fault] };
  const faults: Fault[] = [];
  const second = tokens.filter(({ type }) => type === 'document')[1];
  for (const token of tokens) {
    if (faults.length < maxProblems && token.type === 'directive' && !/^%YAML\s+1\.2\s*$/.test(token.source)) {
      faults.push(directive(token.offset));
    }
  }
  if (second !== undefined) {
    faults.push({
      offset: second.offset,
      code: 'YAML_SYNTAX',
      message: 'a second document begins here',
      hint: 'write one policy a file, without further lines of ---',
    });
  }
  if (faults.length > 0) return { faults };
  const tree = composeTree(tokens, text.length, faults);
  const told = withoutConsequences(faults);
  return tree === undefined ? { faults: told } : { tree, faults: told };
}

function readTokens(text: string): CST.Token[] | Fault {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const offset = parser.offset;
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (++count > maxTokens) {
      const hint = 'move rules into layers of their own, or join their globs into lists';
      return { offset, code: 'TOO_LARGE', message: `the policy has more than ${maxTokens} tokens`, hint };
    }
    // One entry is the document's own.
    if (parser.stack.length > maxDepth + 1) {
      const hint = 'a policy needs less than ten; look for a bracket that is not closed';
      return { offset, code: 'TOO_DEEP', message: `the policy nests deeper than ${maxDepth} levels`, hint };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

const tooMany = Symbol('more errors than are told');

function composeTree(tokens: readonly CST.Token[], end: number, faults: Fault[]): Document.Parsed | undefined {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    resolveKnownTags: false,
    uniqueKeys: false,
    stringKeys: true,
    prettyErrors: false,
  });
  let isWhole = true;
  const add = (offset: number, code: string, message: string): void => {
    // A key that is a collection takes the library time that doubles with each level, where its value is asked for.
    if (code === 'NON_STRING_KEY' || code === 'RESOURCE_EXHAUSTION') isWhole = false;
    // The library goes on after what is thrown here, to report that as well.
    if (faults.length > maxProblems) throw tooMany;
    faults.push({ offset, ...explainSyntax(code, message) });
  };
  // The library keeps every error with its stack, a hundred thousand of them for a text made so.
  const listener = { onError: (place: Place, code: string, message: string) => add(offsetOf(place), code, message) };
  Object.assign(composer, listener);
  try {
    const [tree] = [...composer.compose(tokens, true, end)];
    if (tree === undefined) return undefined;
    for (const error of [...tree.errors, ...tree.warnings]) add(error.pos[0], error.code, error.message);
    return isWhole ? (tree as Document.Parsed) : undefined;
  } catch (error) {
    if (error !== tooMany) add(0, 'IMPOSSIBLE', '');
    return undefined;
  }
}

type Place = number | readonly [number, ...number[]] | { readonly offset: number };

function offsetOf(place: Place): number {
  if (typeof place === 'number') return place;
  return 'offset' in place ? place.offset : place[0];
}

function directive(offset: number): Fault {
  const message = 'directives other than %YAML 1.2 are not read';
  return { offset, code: 'YAML_SYNTAX', message, hint: 'leave the line out' };
}
