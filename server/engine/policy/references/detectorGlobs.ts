/** Globs over ids of detectors, checks and validators that no id matches. */

import { builtinDetectors } from '../../detect/builtin';
import { validators } from '../../detect/validators';
import { checkGlob, compileGlobs } from '../../glob';
import { checks } from '../../inspect/checks';
import { builtinIdsNamed, isBuiltinId } from '../namedDetectors';
import { listNames, type NameKind, type NameUse } from '../names';
import { suggest } from '../nearest';
import type { ProblemCode } from '../problem';
import { listed, quoted } from '../quoted';
import type { Check, Subject } from './check';

/** Finding out that a glob matches nothing takes time with each; a policy names tens. */
const mostGlobs = 500;

export const checkDetectorGlobs: Check = (subject, report) => {
  if (subject.isLayer && subject.below === undefined) return;
  check(subject, report, 'detector', 'UNKNOWN_DETECTOR', ownIds(subject), builtinIds);
};

export const checkInsertionChecks: Check = (subject, report) => {
  check(
    subject,
    report,
    'check',
    'UNKNOWN_DETECTOR',
    checks.map(({ id }) => id),
    [],
  );
};

export const checkValidators: Check = ({ names }, report) => {
  const known = Object.keys(validators).sort();
  for (const { kind, name, segments } of names) {
    if (kind !== 'validator' || Object.hasOwn(validators, name)) continue;
    report(segments, 'WRONG_VALUE', () => ({
      message: `there is no structural check ${quoted(name)}`,
      ...suggest(name, known, `the checks are ${listed(known, 40)}`),
    }));
  }
};

function check(
  { names }: Subject,
  report: Parameters<Check>[1],
  kind: NameKind,
  code: ProblemCode,
  own: readonly string[],
  builtin: readonly string[],
): void {
  const known = new Set(own);
  const verdicts = new Map<string, boolean>();
  for (const { name, segments } of names.filter((use) => use.kind === kind && use.role === 'reference')) {
    const glob = name.replace(/^!/, '');
    if (glob === '' || known.has(glob) || (builtin.length > 0 && isBuiltinId(glob))) continue;
    if (!verdicts.has(glob) && verdicts.size < mostGlobs) {
      // What is no glob at all is told by another check.
      const isAnyBuiltin = (): boolean => builtin.length > 0 && builtinIdsNamed([glob]).size > 0;
      verdicts.set(glob, checkGlob(glob) !== undefined || isAnyBuiltin() || own.some(compileGlobs([glob])));
    }
    if (verdicts.get(glob) === true) continue;
    report(segments, code, () => {
      if (!verdicts.has(glob)) {
        const message = `the policy names more than ${mostGlobs} kinds of ${kind} that have no such id`;
        return { message, hint: "name families, as in 'secret/*'" };
      }
      const ids = [...builtin, ...own];
      const families = new Set(ids.map((id) => `${id.split('/')[0]}/*`));
      const otherwise = `write an id or a family: ${listed([...families])}`;
      return {
        message: `no ${kind} matches ${quoted(glob)}`,
        ...restore(name, suggest(glob, [...ids, ...families], otherwise)),
      };
    });
  }
}

/** A name that takes away keeps its `!`. */
function restore<T extends { readonly suggestion?: string }>(name: string, advice: T): T {
  return name.startsWith('!') && advice.suggestion !== undefined
    ? { ...advice, suggestion: `!${advice.suggestion}` }
    : advice;
}

const builtinIds = builtinDetectors.map(({ id }) => id);

function ownIds({ names, below }: Subject): readonly string[] {
  const all: readonly NameUse[] = below === undefined ? names : [...names, ...listNames(below)];
  return all.filter(({ kind, role }) => kind === 'detector' && role === 'definition').map(({ name }) => name);
}
