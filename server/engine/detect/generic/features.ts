/** Turns a candidate into named features: the one list of what the classifier weighs. */

import type { Candidate, Reach } from './bounds';
import { addContextFeatures } from './contextFeatures';
import { type Add, addNameFeatures, readName } from './nameFeatures';
import { beginsAsOwned, namesProvider } from './owned';
import { addValueFeatures, isPlain, shapeOf } from './valueFeatures';

/** What no bare value holds, but code does: comparisons, logic, calls behind a name, members of a result. */
const code = /^\/.*[[\\(^]|[=!]==?[\w"'(]|&&|\|\||=>|\+\+|[\])]\.|^[\w$.]+\(|^[\w$]+(?:\.[\w$]+)+[-+*]$|^[\w$]+\[/;

/** Plain values met before: the same few words are given to most names. */
const plain = new Set<string>();
const mostRemembered = 8192;
const longestRemembered = 40;

function remember(value: string): void {
  if (value.length > longestRemembered) return;
  if (plain.size >= mostRemembered) plain.clear();
  plain.add(value);
}

/** Adds the candidate's features; returns false, having added none, where it needs no weighing. */
export function addFeatures(reach: Reach, candidate: Candidate, path: string | undefined, add: Add): boolean {
  const { text } = reach;
  const value = text.slice(candidate.from, candidate.to);
  if (plain.has(value) || (candidate.quote === 0 && code.test(value))) return false;
  const shape = shapeOf(value);
  if (isPlain(value, shape)) {
    remember(value);
    return false;
  }
  const name = readName(text, candidate.nameFrom, candidate.nameTo);
  if (name === undefined) return false;
  addNameFeatures(text, candidate.nameFrom, candidate.nameTo, name, add);
  addValueFeatures(value, shape, name, add);
  if (beginsAsOwned(value)) add('refused as a known kind of token', 1);
  else if (name.kind !== 'password' && namesProvider(name.words)) add('not the form of the provider it names', 1);
  addContextFeatures(text, candidate, reach, path, add);
  return true;
}
