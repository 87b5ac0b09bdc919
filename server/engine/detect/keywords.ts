/**
 * The keyword automaton: finds every occurrence of any detector's keywords in one pass over the text.
 *
 * After Aho and Corasick, "Efficient string matching" (CACM 1975), with the failure links folded into a dense table.
 * Knows keywords and numbers only, nothing of detectors or expressions.
 */

/** Dense transition tables; ASCII letters are folded to lower case, other characters lead back to the start. */
export interface KeywordAutomaton {
  /** Symbol of each ASCII character, 0 for those in no keyword. */
  readonly symbols: Uint8Array;
  /** `next[row | symbol]` is the next state's row; negative where keywords end there, the row then being its complement. */
  readonly next: Int32Array;
  /** Rows are `1 << shift` apart. */
  readonly shift: number;
  /** Per state the index into `groups` of what ends there, 0 for nothing. */
  readonly output: Int32Array;
  /** Ids of the keywords' owners, ascending, without repeats; `groups[0]` is empty. */
  readonly groups: readonly Int32Array[];
}

/** Returns the automaton for `keywords[owner]`, lists of lower-case ASCII words. */
export function buildAutomaton(keywords: readonly (readonly string[])[]): KeywordAutomaton {
  const symbols = new Uint8Array(128);
  let width = 1;
  for (const word of keywords.flat()) {
    for (const character of word) {
      const code = character.charCodeAt(0);
      if (symbols[code] === 0) symbols[code] = width++;
    }
  }
  for (let code = 65; code <= 90; code++) symbols[code] = symbols[code + 32]!;

  const children: Map<number, number>[] = [new Map()];
  const owners: Set<number>[] = [new Set()];
  keywords.forEach((words, owner) => {
    for (const word of words) {
      let state = 0;
      for (let i = 0; i < word.length; i++) {
        const symbol = symbols[word.charCodeAt(i)]!;
        let child = children[state]!.get(symbol);
        if (child === undefined) {
          child = children.length;
          children[state]!.set(symbol, child);
          children.push(new Map());
          owners.push(new Set());
        }
        state = child;
      }
      owners[state]!.add(owner);
    }
  });
  const shift = Math.ceil(Math.log2(width));
  return { symbols, shift, ...foldFailures(children, owners, shift) };
}

/** Calls `found(end, owners)` for each position where keywords end, ascending; stops where it returns false. */
export function findKeywords(
  automaton: KeywordAutomaton,
  text: string,
  from: number,
  to: number,
  found: (end: number, owners: Int32Array) => boolean,
): void {
  const { symbols, shift, next, output, groups } = automaton;
  let row = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    row = code < 128 ? next[row | symbols[code]!]! : 0;
    if (row >= 0) continue;
    row = ~row;
    if (!found(i + 1, groups[output[row >> shift]!]!)) return;
  }
}

/** Adds the owners of all keywords in a short text to `owners`, each once. */
export function addOwners(automaton: KeywordAutomaton, text: string, owners: number[]): void {
  const { symbols, shift, next, output, groups } = automaton;
  let row = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    row = code < 128 ? next[row | symbols[code]!]! : 0;
    if (row >= 0) continue;
    row = ~row;
    const group = groups[output[row >> shift]!]!;
    for (let at = 0; at < group.length; at++) if (!owners.includes(group[at]!)) owners.push(group[at]!);
  }
}

/** Breadth-first, so that the failure state of a state is complete before the state itself. */
function foldFailures(children: readonly Map<number, number>[], owners: readonly Set<number>[], shift: number) {
  const width = 1 << shift;
  const next = new Int32Array(children.length * width);
  const output = new Int32Array(children.length);
  const groups: Int32Array[] = [new Int32Array(0)];
  const failure = new Int32Array(children.length);
  const queue: number[] = [0];
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head]!;
    const inherited = state === 0 ? 0 : failure[state]!;
    if (state !== 0) next.copyWithin(state * width, inherited * width, (inherited + 1) * width);
    for (const [symbol, child] of children[state]!) {
      failure[child] = next[state * width + symbol]!;
      next[state * width + symbol] = child;
      queue.push(child);
    }
    if (owners[state]!.size === 0) {
      output[state] = output[inherited]!;
      continue;
    }
    const all = new Set([...owners[state]!, ...groups[output[inherited]!]!]);
    output[state] = groups.length;
    groups.push(Int32Array.from(all).sort());
  }
  for (let i = 0; i < next.length; i++) {
    const state = next[i]!;
    next[i] = output[state] === 0 ? state << shift : ~(state << shift);
  }
  return { next, output, groups };
}
