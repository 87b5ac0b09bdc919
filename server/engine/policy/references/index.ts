/**
 * What a schema can't see: names that are not there, twice-used ids, globs and expressions that don't compile.
 *
 * Runs on values the schema has refused as well, so that all problems come at once: nothing here trusts a type.
 */

import { formatPointer, type PathSegments } from '../document';
import { listNames } from '../names';
import type { Defect } from '../problem';
import type { PolicyForm } from '../schema';
import type { Policy } from '../types';
import { type Check, collectInto } from './check';
import { checkConditions } from './conditions';
import { checkDetectorGlobs, checkInsertionChecks, checkValidators } from './detectorGlobs';
import { checkDetectors } from './detectors';
import { checkGlobs, checkTakenAway } from './globs';
import { checkFamilies, checkIds, checkReservedIds } from './ids';
import { checkLayer } from './layer';
import { checkLevels, checkUnknown } from './levels';
import { checkLoweredModels, checkNames } from './names';
import { checkRecipients, checkSinks } from './provenance';
import { checkTimes } from './times';

const checks: readonly Check[] = [
  checkLayer,
  checkIds,
  checkReservedIds,
  checkFamilies,
  checkLevels,
  checkUnknown,
  checkNames,
  checkLoweredModels,
  checkGlobs,
  checkTakenAway,
  checkDetectorGlobs,
  checkInsertionChecks,
  checkValidators,
  checkDetectors,
  checkConditions,
  checkTimes,
  checkRecipients,
  checkSinks,
];

/** Returns the defects of a policy's references that `known` ones of its form don't tell already, in no order. */
export function checkReferences(
  value: unknown,
  form: PolicyForm,
  known: readonly Defect[],
  below?: Policy,
): readonly Defect[] {
  const refused = new Set(
    known.filter(({ code }) => code.startsWith('WRONG_')).map(({ segments }) => formatPointer(segments)),
  );
  const faulty = new Set(known.flatMap(({ segments }) => prefixes(segments)));
  const found: Defect[] = [];
  const subject = {
    value,
    names: listNames(value),
    isLayer: form === 'layer',
    ...(below === undefined ? {} : { below }),
    isRefused: (segments: PathSegments) => faulty.has(formatPointer(segments)),
  };
  for (const check of checks) check(subject, collectInto(found));
  if (refused.size === 0) return found;
  return found.filter(({ segments }) => !prefixes(segments).some((prefix) => refused.has(prefix)));
}

/** Returns the pointers to a place and to all it lies in. */
function prefixes(segments: PathSegments): string[] {
  return segments.map((_, index) => formatPointer(segments.slice(0, index + 1)));
}
