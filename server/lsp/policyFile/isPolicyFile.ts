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
/** A key of the outermost mapping: at the beginning of a line, and in JSON behind some space. */
const saysIt = /^(["']?)apiVersion\1[ \t]*:[ \t]*["']?portcullis\//m;
const saysItInside = /^[ \t{]*(["']?)apiVersion\1[ \t]*:[ \t]*["']?portcullis\//m;

/** Reports whether a document is a policy. */
export function isPolicyFile({ uri, languageId, head }: DocumentFacts, installed: readonly string[]): boolean {
  const path = pathOfUri(uri);
  if (!languages.has(languageId) && !isYamlName.test(path ?? '')) return false;
  if (placeOf(path, installed) !== undefined) return true;
  const text = head();
  return (/^\s*\{/.test(text) ? saysItInside : saysIt).test(text);
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
