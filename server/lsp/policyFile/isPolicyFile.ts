/**
 * Which documents are policies: by what they say near their beginning, or by the place they stand at. Pure and cheap.
 */

import type { LayerKind } from '../../engine/policy/types';
import { pathOfUri, toSlashes } from '../paths';

/** What is known of a document. */
export interface DocumentFacts {
  readonly uri: string;
  readonly languageId: string;
  /** Returns the text from its beginning; not called where the name says enough. */
  head(): string;
}

/** Code units within which `apiVersion` has to stand. */
export const headLength = 8192;

const languages = new Set(['yaml', 'json', 'jsonc']);
const isYamlName = /\.(?:ya?ml|jsonc?)$/i;
const saysIt = /(["']?)apiVersion\1[ \t]*:[ \t]*["']?portcullis\//y;

/** Reports whether a document is a policy. */
export function isPolicyFile({ uri, languageId, head }: DocumentFacts, installed: readonly string[]): boolean {
  const path = pathOfUri(uri);
  if (!languages.has(languageId) && !isYamlName.test(path ?? '')) return false;
  if (placeOf(path, installed) !== undefined) return true;
  const text = head();
  return /^\s*\{/.test(text) ? saysItInBraces(text) : saysItOnALine(text);
}

/** Looks at the keys of the outermost mapping of the first document that holds something. */
function saysItOnALine(text: string): boolean {
  let hasContent = false;
  let start = 0;
  for (const line of text.split('\n')) {
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(line) && hasContent) return false;
    if (isAt(text, start)) return true;
    const content = line.replace(/^---(?=\s|$)/, '').trim();
    hasContent ||= content !== '' && !/^[#%]/.test(content);
    start += line.length + 1;
  }
  return false;
}

function saysItInBraces(text: string): boolean {
  let depth = 0;
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    const isFirst = /[\s{[,:]/.test(text.charAt(index - 1));
    if (quote !== '') {
      if (character === '\\' && quote === '"') index++;
      else if (character === quote) quote = '';
    } else if (depth === 1 && isFirst && isAt(text, index)) return true;
    else if (isFirst && (character === '"' || character === "'")) quote = character;
    else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return false;
  }
  return false;
}

function isAt(text: string, index: number): boolean {
  saysIt.lastIndex = index;
  return saysIt.test(text);
}

/** Reports whether a document is written as JSON. */
export function isJsonFile({ uri, languageId }: Pick<DocumentFacts, 'uri' | 'languageId'>): boolean {
  return languageId === 'json' || languageId === 'jsonc' || /\.jsonc?$/i.test(pathOfUri(uri) ?? '');
}

/** Returns the layer whose place a path is, or `undefined`: such a file is that layer whatever it says of itself. */
export function placeOf(path: string | undefined, installed: readonly string[]): LayerKind | undefined {
  if (path === undefined) return undefined;
  if (path.endsWith('/.portcullis/policy.yaml')) return 'workspace';
  for (const place of installed.map(toSlashes)) {
    if (path === place) return 'organisation';
    const layers = `${place.slice(0, place.lastIndexOf('/'))}/layers/`;
    if (path.startsWith(layers) && /^[^/]+\.ya?ml$/.test(path.slice(layers.length))) return 'team';
  }
  return undefined;
}
