/**
 * What stands differently in two policies of the organisation, part by part: mode, levels, rules, models, exceptions …
 *
 * Says that a part changed, not what comes of it; titles, descriptions, tests and the version are no part of that.
 */

import { formatLabel, rankOf } from '../../label';
import type { CompiledPolicy } from '../compiled';
import type { Exception, LabelSpec, ModelEntry, Policy } from '../types';
import type { Direction, PartChange } from './types';

/** Returns the parts that changed, at the time `now`, in the order of a policy's text. */
export function diffParts(before: CompiledPolicy, after: CompiledPolicy, now: Date): readonly PartChange[] {
  const [old, fresh] = [before.policy, after.policy];
  const stricterIf = (isStricter: boolean): Direction => (isStricter ? 'stricter' : 'laxer');
  const level = (policy: CompiledPolicy) => policy.layers[0].defaultLabel?.level ?? policy.levels[0];
  return [
    ...diffValue('mode', before.mode, after.mode, stricterIf(after.mode === 'enforce')),
    ...diffValue('levels', before.levels.join(' < '), after.levels.join(' < '), 'neutral'),
    ...diffValue('default', level(before), level(after), defaultDirection(before, level(before), level(after))),
    ...diffList('rule', old.classify?.rules, fresh.classify?.rules, ({ label }) => showLabel(label)),
    ...diffList('detector', old.detectors, fresh.detectors, () => undefined, decidesNothing),
    ...diffList('model', old.models, fresh.models, showModel),
    ...diffValue('unknown', old.unknown?.effect ?? 'allow', fresh.unknown?.effect ?? 'allow', 'neutral'),
    ...diffExceptions(old.exceptions ?? [], fresh.exceptions ?? [], now),
    ...(['gateway', 'provenance', 'settings'] as const).flatMap((section) => diffSection(section, old, fresh)),
  ];
}

type Part = PartChange['part'];

function diffValue(part: Part, before: string, after: string, direction: Direction): readonly PartChange[] {
  return before === after ? [] : [{ part, change: 'changed', before, after, direction }];
}

function defaultDirection({ levels }: CompiledPolicy, before: string, after: string): Direction {
  if (!levels.includes(after)) return 'neutral';
  return rankOf(levels, after) > rankOf(levels, before) ? 'stricter' : 'laxer';
}

type Identified = { readonly id: string };

function diffList<T extends Identified>(
  part: Part,
  before: readonly T[] = [],
  after: readonly T[] = [],
  show: (item: T) => string | undefined,
  leftOut: readonly string[] = ['description'],
  directionOf: (before: T | undefined, after: T | undefined) => Direction = () => 'neutral',
): readonly PartChange[] {
  const [old, fresh] = [before, after].map((items) => new Map(items.map((item) => [item.id, item]))) as [
    Map<string, T>,
    Map<string, T>,
  ];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((id) => {
    const [was, is] = [old.get(id), fresh.get(id)];
    if (was !== undefined && is !== undefined && textOf(was, leftOut) === textOf(is, leftOut)) return [];
    const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    const texts = { before: was && show(was), after: is && show(is) };
    return {
      part,
      id,
      change,
      ...(texts.before === undefined ? {} : { before: texts.before }),
      ...(texts.after === undefined ? {} : { after: texts.after }),
      direction: directionOf(was, is),
    };
  });
}

/** Where a detector only reads differently, nothing is decided otherwise. */
const decidesNothing = ['title', 'why', 'remedy', 'references', 'examples'];

/** An exception that holds no more is as good as none. */
function diffExceptions(before: readonly Exception[], after: readonly Exception[], now: Date): readonly PartChange[] {
  const isOpen = (exception: Exception | undefined) =>
    exception !== undefined && now.getTime() < Date.parse(exception.until);
  const show = (exception: Exception) =>
    `until ${exception.until}${isOpen(exception) ? '' : ', which is past'}, for ${scopeOf(exception)}`;
  return diffList('exception', before, after, show, ['reason', 'approvedBy'], (was, is) => {
    if (isOpen(was) === isOpen(is)) return 'neutral';
    return isOpen(is) ? 'laxer' : 'stricter';
  });
}

function scopeOf({ rules, paths, channels, models }: Exception): string {
  const parts = Object.entries({ rules, paths, channels, models }).filter(([, names]) => names !== undefined);
  return parts.map(([field, names]) => `${field} ${(names ?? []).join(', ')}`).join('; ') || 'everything';
}

function diffSection(id: 'gateway' | 'provenance' | 'settings', before: Policy, after: Policy): readonly PartChange[] {
  const [was, is] = [before[id], after[id]];
  if (textOf(was ?? null) === textOf(is ?? null)) return [];
  const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
  return [{ part: 'section', id, change, direction: 'neutral' }];
}

function showModel({ clearance, locality }: ModelEntry): string {
  return `${showLabel(clearance)}${locality === undefined ? '' : `, ${locality}`}`;
}

function showLabel({ level, categories = [] }: LabelSpec): string {
  return formatLabel({ level, categories });
}

/** Returns a value as a text that does not depend on the order of its keys. */
function textOf(value: unknown, leftOut: readonly string[] = []): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(
          Object.entries(item)
            .filter(([key]) => item !== value || !leftOut.includes(key))
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : item,
  );
}
