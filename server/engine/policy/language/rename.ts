/**
 * Renames what a policy defines, with everything that refers to it, so that the policy means what it meant before.
 */

import { builtinDetectors } from '../../detect/builtin';
import { compileGlobs } from '../../glob';
import type { TextRange } from '../document';
import type { Edit } from '../edits';
import { isExactly, type NameKind, type NameUse } from '../names';
import { knownNames } from './knownNames';
import { definitionsOf, nameAt, rangeOfUse } from './navigate';
import { styleOf, writeScalar } from './scalar';
import type { PolicySource } from './source';

/** A name that can be renamed: its text without quotes, and where that stands. */
export interface Renamable {
  readonly use: NameUse;
  readonly range: TextRange;
  readonly name: string;
}

/** What came of it: the edits, or why there are none, as a sentence for the person. */
export type Renaming = { readonly edits: readonly Edit[] } | { readonly refusal: string };

const kinds: readonly NameKind[] = ['level', 'rule', 'model', 'detector', 'exception'];
const form = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/;
const detectorForm = /^[A-Za-z0-9][A-Za-z0-9._-]*\/[A-Za-z0-9][A-Za-z0-9._/-]*$/;

/** Returns the name at an offset where this document defines it, else why it can't be renamed. */
export function findRenamable(source: PolicySource, offset: number): Renamable | { readonly refusal: string } {
  const use = nameAt(source, offset);
  if (use === undefined || !kinds.includes(use.kind)) {
    return { refusal: 'only levels, rules, models, detectors and exceptions can be renamed' };
  }
  const name = use.isGlob === true ? use.name.replace(/^!/, '') : use.name;
  const definition = definitionsOf(source, use).find((each) => each.name === name);
  const range = rangeOfUse(source, use);
  if (definition === undefined || range === undefined) {
    return { refusal: `'${name}' is not defined in this file` };
  }
  const written = source.document.text.slice(range.offset, range.offset + range.length);
  const quote = styleOf(written) === 'plain' ? 0 : 1;
  const before = quote + use.name.length - name.length;
  return { use: definition, name, range: { offset: range.offset + before, length: range.length - before - quote } };
}

/** Returns the edits that rename what stands at an offset. */
export function rename(source: PolicySource, offset: number, newName: string): Renaming {
  const found = findRenamable(source, offset);
  if ('refusal' in found) return found;
  const { use, name } = found;
  if (newName === name) return { edits: [] };
  if (!(use.kind === 'detector' ? detectorForm : form).test(newName)) {
    const shape = use.kind === 'detector' ? 'a family and a name, as in acme/employee-id' : 'letters, digits, . _ / -';
    return { refusal: `'${newName.slice(0, 60)}' is not a name: write ${shape}` };
  }
  if (isTaken(source, use.kind, newName)) return { refusal: `there is a ${use.kind} '${newName}' already` };
  const same = source.names.filter(({ kind }) => kind === use.kind);
  const glob = same.find((each) => changesMeaning(each, name, newName));
  if (glob !== undefined) {
    const change = compileGlobs([glob.name.replace(/^!/, '')])(name) ? 'would no longer name it' : 'would name it then';
    return { refusal: `'${glob.name}' ${change}; write the reference out first, or choose a name of the same family` };
  }
  const edits = same
    .filter((each) => isExactly(each, name))
    .flatMap((each): Edit[] => {
      const range = rangeOfUse(source, each);
      if (range === undefined) return [];
      const written = source.document.text.slice(range.offset, range.offset + range.length);
      // An alias is renamed where its anchor stands.
      if (written.startsWith('*')) return [];
      const text = each.name === name ? newName : `!${newName}`;
      return [{ ...range, newText: writeScalar(text, styleOf(written)) }];
    });
  return { edits: [...new Map(edits.map((edit) => [edit.offset, edit])).values()].sort((a, b) => a.offset - b.offset) };
}

function isTaken(source: PolicySource, kind: NameKind, name: string): boolean {
  if (kind === 'detector' && builtinDetectors.some(({ id }) => id === name)) return true;
  if (kind === 'rule' && name === 'default') return true;
  const defined = source.names.some((use) => use.kind === kind && use.role === 'definition' && use.name === name);
  return defined || (kind !== 'detector' && knownNames(kind, source).includes(name));
}

/** Reports whether a glob names the one and not the other. */
function changesMeaning(use: NameUse, name: string, newName: string): boolean {
  if (use.isGlob !== true || isExactly(use, name)) return false;
  const matches = compileGlobs([use.name.replace(/^!/, '')]);
  return matches(name) !== matches(newName);
}
