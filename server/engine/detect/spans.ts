/**
 * Stretches of a text that a search found, kept over edits: what an edit doesn't touch is moved and not searched again.
 */

export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Gives the spans that hold a character between `from` and `to`, whole and ascending: an array where they are few for
 * any text, else one by one.
 *
 * A span has to depend on nothing but its own characters and the one on either side.
 */
export type FindSpans = (text: string, from: number, to: number) => Iterable<Span>;

/** Where an edit changed the text: before it `removed` code units stood at `offset`, now `inserted` ones do. */
export interface Edit {
  readonly offset: number;
  readonly removed: number;
  readonly inserted: number;
}

/** The spans of one text, by the search that found them; those of a search that found too many are not kept. */
export type SpanMemory = Map<FindSpans, readonly Span[]>;

const mostKept = 20_000;

/** Gives all spans of the text; where it came from another by an edit, the memory of that one saves most of the search. */
export function spansOf(
  find: FindSpans,
  text: string,
  memory: SpanMemory,
  before?: { readonly memory: SpanMemory; readonly edit: Edit },
): Iterable<Span> {
  const known = memory.get(find);
  if (known !== undefined) return known;
  const old = before?.memory.get(find);
  const found = old === undefined ? find(text, 0, text.length) : findAgain(find, text, old, before!.edit);
  if (!Array.isArray(found)) return keeping(found, (spans) => memory.set(find, spans));
  if (found.length <= mostKept) memory.set(find, found);
  return found;
}

/** Gives the spans on, and hands all of them over at the end unless they are too many. */
function* keeping(found: Iterable<Span>, keep: (spans: readonly Span[]) => void): Generator<Span> {
  let spans: Span[] | undefined = [];
  for (const span of found) {
    if (spans?.push(span) === mostKept) spans = undefined;
    yield span;
  }
  if (spans !== undefined) keep(spans);
}

/** Gives those that an edit has moved, with what is around it now in their midst. */
function findAgain(find: FindSpans, text: string, old: readonly Span[], edit: Edit): Iterable<Span> {
  const { offset, removed, inserted } = edit;
  let before = 0;
  while (before < old.length && old[before]!.to < offset) before++;
  let after = before;
  while (after < old.length && old[after]!.from <= offset + removed) after++;
  const shift = inserted - removed;
  const moved = ({ from, to }: Span): Span => ({ from: from + shift, to: to + shift });
  const fresh = find(text, Math.max(0, offset - 1), Math.min(text.length, offset + inserted + 1));
  const parts = [old.slice(0, before), fresh, shift === 0 ? old.slice(after) : old.slice(after).map(moved)] as const;
  // Of a long insertion they may be too many to hold at once.
  return inserted > mostKept ? oneByOne(parts) : parts[0].concat(...parts[1], parts[2]);
}

function* oneByOne(parts: readonly Iterable<Span>[]): Generator<Span> {
  for (const part of parts) yield* part;
}

/** Returns the search for a text, each occurrence of which is a span. */
export function occurrencesOf(needle: string): FindSpans {
  return function* (text, from, to) {
    const first = Math.max(0, from - needle.length + 1);
    for (let at = text.indexOf(needle, first); at >= 0 && at < to; at = text.indexOf(needle, at + 1)) {
      yield { from: at, to: at + needle.length };
    }
  };
}
