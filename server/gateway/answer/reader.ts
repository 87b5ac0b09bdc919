/**
 * Reads one answer, whole or event by event: looks at what the model wrote, then puts values back.
 *
 * Knows no framing: events come in and go out as JSON. What it gives back unchanged is the same object.
 */

import type { Held, Placeholders } from '../placeholders';
import type { AnswerText, Json, Operation } from '../types';
import { isFileTool } from './fileTools';
import { createInspector, type Inspect, type Inspector } from './inspect';
import { asItIs, createRestorer, intoJson, intoText, type Restorer, restoreText, type Write } from './restore';

/** `Source` is what the caller knows of an event: the bytes it came in. */
export interface AnswerReader<Source> {
  /** Returns the events that go out in place of one. Throws `HeldBack`. */
  read(event: Json, source: Source): readonly ReadEvent<Source>[];
  /** Returns what was still held back. Throws `HeldBack`. */
  end(): readonly ReadEvent<Source>[];
}

/** An event that goes out, with the source of the one that came in and looked like it. */
export interface ReadEvent<Source> {
  readonly json: Json;
  readonly source: Source;
  /** Reports whether all of its text was looked at; before that it must wait. */
  isClear(): boolean;
}

export interface AnswerRules {
  readonly operation: Operation;
  readonly placeholders: Placeholders;
  /** Absent where no rule could hold an answer back. */
  readonly inspect: Inspect | undefined;
  /** Told each value that is put back. */
  readonly restored: (held: Held) => void;
}

/** A text that comes in pieces. */
interface Run<Source> {
  readonly inspector: Inspector | undefined;
  readonly restorer: Restorer | undefined;
  /** The last event with a piece of it, and where that stands. */
  template: Template<Source>;
}

interface Template<Source> {
  readonly event: Json;
  readonly source: Source;
  readonly text: AnswerText;
}

/** How far a run has to be cleared before an event may go out. */
interface Wait {
  readonly inspector: Inspector;
  readonly until: number;
}

/** Returns a reader for one answer; one that isn't streamed is a single event with whole texts. */
export function createAnswerReader<Source>(
  { operation, placeholders, inspect, restored }: AnswerRules,
  isStream: boolean,
): AnswerReader<Source> {
  const runs = new Map<string, Run<Source>>();
  const tools = new Map<string, string>();

  /** A tool call as a value names its tool itself; a later piece of one goes by what was named before. */
  function toolOf({ run, tool, kind }: AnswerText): string | undefined {
    if (kind === 'object' || (tool !== undefined && tool !== '')) tools.set(run, tool ?? '');
    return tools.get(run) ?? tool;
  }

  function runOf(template: Template<Source>): Run<Source> {
    const { text } = template;
    const tool = toolOf(text);
    const known = runs.get(text.run);
    if (known !== undefined) {
      known.template = template;
      return known;
    }
    const write = writeFor(text.kind, tool, restored);
    const run: Run<Source> = {
      inspector: inspect && createInspector(inspect),
      restorer: write === undefined || placeholders.size === 0 ? undefined : createRestorer(placeholders, write),
      template,
    };
    runs.set(text.run, run);
    return run;
  }

  function readWhole(text: AnswerText, value: Json): Json {
    inspect?.(typeof value === 'string' ? value : leavesOf(value).join('\n'));
    const write = writeFor(text.kind, toolOf(text), restored);
    return write === undefined ? value : mapLeaves(value, (leaf) => restoreText(placeholders, leaf, write));
  }

  /** Ends runs; what was held back of one comes out in an event of its own. */
  function end(isEnded: (run: string) => boolean): readonly ReadEvent<Source>[] {
    return [...runs].flatMap(([name, { inspector, restorer, template }]) => {
      if (!isEnded(name)) return [];
      runs.delete(name);
      inspector?.push('', true);
      const rest = restorer?.push('', true) ?? '';
      if (rest === '') return [];
      return [{ json: withOnly(operation, template, rest), source: template.source, isClear: () => true }];
    });
  }

  return {
    read(event, source) {
      const texts = operation.answerTexts?.(event) ?? [];
      const ended = operation.endedRuns?.(event) ?? [];
      // An event with a tool call as a value can't be repeated for what is held back: nothing is, then.
      const endsAll = texts.some(({ kind }) => kind === 'object');
      const isEnded = (run: string): boolean => endsAll || ended.some((start) => run.startsWith(start));
      const hasMore = (run: string, index: number): boolean =>
        texts.some((text, other) => other >= index && text.run === run && !text.isWhole);
      const endsSome = endsAll || ended.length > 0;
      const before = endsSome ? end((run) => isEnded(run) && !hasMore(run, 0)) : [];
      const waits: Wait[] = [];
      let changed = event;
      for (const [index, text] of texts.entries()) {
        const value = valueAt(event, text.at);
        if (value === undefined) continue;
        let read: Json = value;
        if (!isStream || text.isWhole || typeof value !== 'string') read = readWhole(text, value);
        else {
          const { inspector, restorer } = runOf({ event, source, text });
          const isLast = endsSome && isEnded(text.run) && !hasMore(text.run, index + 1);
          if (isLast) runs.delete(text.run);
          inspector?.push(value, isLast);
          if (restorer !== undefined) read = restorer.push(value, isLast);
          if (inspector !== undefined) waits.push({ inspector, until: inspector.length });
        }
        if (read !== value) changed = withValue(changed, text.at, read);
      }
      const own = {
        json: changed,
        source,
        isClear: () => waits.every(({ inspector, until }) => inspector.cleared >= until),
      };
      return before.length === 0 ? [own] : [...before, own];
    },
    end: () => end(() => true),
  };
}

/** Invariant: what may reach a shell, a network or an unknown tool is never given a value back. */
function writeFor(
  kind: AnswerText['kind'],
  tool: string | undefined,
  restored: AnswerRules['restored'],
): Write | undefined {
  const isWords = kind === 'text' && tool === undefined;
  if (!isWords && !(tool !== undefined && isFileTool(tool))) return undefined;
  const write = isWords ? intoText : kind === 'arguments' ? intoJson : asItIs;
  return (held, before) => {
    const written = write(held, before);
    if (written !== undefined) restored(held);
    return written;
  };
}

/** Returns an event like that of a run's last piece, with no text but this. */
function withOnly(operation: Operation, { event, text }: Template<unknown>, rest: string): Json {
  const texts = operation.answerTexts?.(event) ?? [];
  const emptied = texts.reduce((json, other) => (other.isWhole ? json : withValue(json, other.at, '')), event);
  return withValue(emptied, text.at, rest);
}

function valueAt(json: Json, keys: AnswerText['at']): Json | undefined {
  let value: Json | undefined = json;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string | number, Json>>)[key];
  }
  return value;
}

/** Returns the JSON with another value there; the same JSON where it is the same value. */
function withValue(json: Json, [key, ...rest]: AnswerText['at'], value: Json): Json {
  if (key === undefined) return value;
  const old = (json as Record<string | number, Json>)[key] as Json;
  const inner = withValue(old, rest, value);
  if (inner === old) return json;
  if (Array.isArray(json)) return json.with(key as number, inner) as readonly Json[];
  return { ...(json as Readonly<Record<string, Json>>), [key]: inner };
}

function leavesOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(leavesOf);
}

/** Returns the value with its strings mapped; the same value where none changed. */
function mapLeaves(value: Json, map: (leaf: string) => string): Json {
  if (typeof value === 'string') return map(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const mapped = (value as readonly Json[]).map((each) => mapLeaves(each, map));
    return mapped.some((each, index) => each !== value[index]) ? mapped : value;
  }
  const entries = Object.entries(value as Readonly<Record<string, Json>>);
  const mapped = entries.map(([key, each]) => [key, mapLeaves(each, map)] as const);
  return mapped.some(([, each], index) => each !== entries[index]![1]) ? Object.fromEntries(mapped) : value;
}
