/**
 * Stretches of a text that a search found, kept over edits: what an edit doesn't touch is moved and not searched again.
 */

export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Returns the spans that hold a character between `from` and `to`, whole and ascending.
 *
 * A span has to depend on nothing but its own characters and the one on either side.
 */
export type FindSpans = (text: string, from: number, to: number) => Span[];

/** Where an edit changed the text: before it `removed` code units stood at `offset`, now `inserted` ones do. */
export interface Edit {
  readonly offset: number;
  readonly removed: number;
  readonly inserted: number;
}

/** The spans of one text, by the search that found them. */
export type SpanMemory = Map<FindSpans, readonly Span[]>;

/** Returns all spans of the text; where it came from another by an edit, the memory of that one saves most of the search. */
export function spansOf(
  find: FindSpans,
  text: string,
  memory: SpanMemory,
  before?: { readonly memory: SpanMemory; readonly edit: Edit },
): readonly Span[] {
  const known = memory.get(find);
  if (known !== undefined) return known;
  const old = before?.memory.get(find);
  const spans = old === undefined ? find(text, 0, text.length) : againAround(find, text, old, before!.edit);
  memory.set(find, spans);
  return spans;
}

function againAround(
  find: FindSpans,
  text: string,
  old: readonly Span[],
  { offset, removed, inserted }: Edit,
): readonly Span[] {
  const first = old.findIndex(({ to }) => to >= offset);
  const untouched = first < 0 ? old : old.slice(0, first);
  const last = old.findIndex(({ from }) => from > offset + removed);
  const behind = last < 0 ? [] : old.slice(last);
  const shift = inserted - removed;
  return [
    ...untouched,
    ...find(text, Math.max(0, offset - 1), Math.min(text.length, offset + inserted + 1)),
    ...(shift === 0 ? behind : behind.map(({ from, to }) => ({ from: from + shift, to: to + shift }))),
  ];
}

/** Returns the search for a text, each occurrence of which is a span. */
export function occurrencesOf(needle: string): FindSpans {
  return (text, from, to) => {
    const spans: Span[] = [];
    const first = Math.max(0, from - needle.length + 1);
    for (let at = text.indexOf(needle, first); at >= 0 && at < to; at = text.indexOf(needle, at + 1)) {
      spans.push({ from: at, to: at + needle.length });
    }
    return spans;
  };
}
