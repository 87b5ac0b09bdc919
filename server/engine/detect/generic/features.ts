/** Turns a candidate into named features: the one list of what the classifier weighs. */

import type { Candidate, Reach } from './bounds';
import { addContextFeatures } from './contextFeatures';
import { type Add, addNameFeatures, type Name, readName } from './nameFeatures';
import { beginsAsOwned, namesProvider } from './owned';
import { addValueFeatures, isPlain, repeatsName, shapeOf } from './valueFeatures';

/** What no bare value holds, but code does: comparisons, logic, calls behind a name, members of a result. */
const code = /^\/.*[[\\(^]|[=!]==?[\w"'(]|&&|\|\||=>|\+\+|[\])]\.|^[\w$.]+\(|^[\w$]+(?:\.[\w$]+)+[-+*]$|^[\w$]+\[/;

/** The readers of what says the same wherever it stands, so that it need not be read twice. */
export interface Readers {
  /** Adds the features of an identifier; returns `undefined`, having added none, where it names no credential. */
  readonly name: (identifier: string, add: Add) => Name | undefined;
  /** Adds the features of a value; returns false, having added none, where it needs no weighing. */
  readonly value: (value: string, kind: Name['kind'], add: Add) => boolean;
}

export const readers: Readers = {
  name(identifier, add) {
    const name = readName(identifier, 0, identifier.length);
    if (name !== undefined) addNameFeatures(identifier, 0, identifier.length, name, add);
    return name;
  },
  value(value, kind, add) {
    const shape = shapeOf(value);
    if (isPlain(value, shape)) return false;
    addValueFeatures(value, shape, kind, add);
    return true;
  },
};

/** Adds the candidate's features; returns false where it needs no weighing. */
export function addFeatures(
  reach: Reach,
  candidate: Candidate,
  path: string | undefined,
  add: Add,
  { name: addName, value: addValue }: Readers = readers,
): boolean {
  const { text } = reach;
  const value = text.slice(candidate.from, candidate.to);
  if (candidate.quote === 0 && code.test(value)) return false;
  const name = addName(text.slice(candidate.nameFrom, candidate.nameTo), add);
  if (name === undefined || !addValue(value, name.kind, add)) return false;
  if (repeatsName(value, name)) add('repeats the name', 1);
  if (beginsAsOwned(value)) add('refused as a known kind of token', 1);
  else if (name.kind !== 'password' && namesProvider(name.words)) add('not the form of the provider it names', 1);
  addContextFeatures(text, candidate, reach, path, add);
  return true;
}
