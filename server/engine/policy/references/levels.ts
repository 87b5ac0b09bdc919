/** Levels that are named but not there, and an `unknown` that would be laxer than none. */

import type { PathSegments } from '../document';
import { suggest } from '../nearest';
import { listed, quoted } from '../quoted';
import { type Check, fieldOf } from './check';

export const checkLevels: Check = ({ value, names, isLayer, below }, report) => {
  const levels = levelsOf(isLayer ? below : value);
  if (levels.length === 0) return;
  const known = new Set(levels);
  for (const { kind, role, name, segments } of names) {
    if (kind !== 'level' || role !== 'reference' || known.has(name)) continue;
    report(segments, 'UNKNOWN_LEVEL', () => ({
      message: `level ${quoted(name)} is not one of ${listed(levels)}`,
      ...suggest(
        name,
        levels,
        isLayer ? "write one of the organisation's levels" : 'write one of them, or add it to levels',
      ),
    }));
  }
};

export const checkUnknown: Check = ({ value, isLayer }, report) => {
  const levels = levelsOf(value);
  const level = fieldOf(fieldOf(value, 'unknown'), 'level');
  if (isLayer || typeof level !== 'string' || levels.indexOf(level) <= 0) return;
  const place: PathSegments = ['unknown', 'level'];
  report(place, 'UNKNOWN_NOT_STRICTER', () => ({
    message: `unknown destinations get at most ${quoted(levels[0])}; ${quoted(level)} would be laxer`,
    hint: 'add a model entry for what you want to allow',
  }));
};

function levelsOf(policy: unknown): readonly string[] {
  const levels = fieldOf(policy, 'levels');
  return Array.isArray(levels) ? levels.filter((level) => typeof level === 'string') : [];
}
