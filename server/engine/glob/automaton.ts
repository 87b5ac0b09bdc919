/**
 * Builds the keyword automaton.
 *
 * After Aho and Corasick, "Efficient string matching" (CACM 1975), with the failure links folded into a dense table. It is
 * built at every start, so rows are copied as a whole from the state they fail to.
 */

/** Dense transition tables over bytes; ASCII letters are folded to lower case, and all digits are one. */
export interface KeywordAutomaton {
  /** Symbol of each byte, 0 for those in no keyword. */
  readonly symbols: Uint8Array;
  /** `next[(state << shift) | symbol]` is the next state; the search begins in state 0. */
  readonly next: Uint16Array | Uint32Array;
  readonly shift: number;
  /** Of the keywords, in bytes. */
  readonly longest: number;
  /** In this state and all after it keywords end. */
  readonly firstOutput: number;
  /** By `state - firstOutput`: the indices of the keywords that end there, ascending. */
  readonly outputs: readonly Int32Array[];
}

/** Returns the automaton for lower-case ASCII keywords; empty ones are never found. */
export function buildAutomaton(keywords: readonly string[]): KeywordAutomaton {
  const { symbols, shift } = assignSymbols(keywords);
  const trie = plant(keywords, symbols);
  const failure = findFailures(trie);
  const outputs = collectOutputs(trie, failure);
  const { order, states } = trie;
  const numbers = new Uint32Array(states);
  const withOutput: Int32Array[] = [];
  for (const node of order) if (outputs[node] !== undefined) withOutput.push(outputs[node]);
  const firstOutput = states - withOutput.length;
  let plain = 0;
  let last = firstOutput;
  for (const node of order) numbers[node] = outputs[node] === undefined ? plain++ : last++;
  const next = states > 0xffff ? new Uint32Array(states << shift) : new Uint16Array(states << shift);
  for (const node of order) {
    const row = numbers[node]! << shift;
    const from = numbers[failure[node]!]! << shift;
    if (node !== 0) next.copyWithin(row, from, from + (1 << shift));
    for (let child = trie.firstChild[node]!; child !== 0; child = trie.sibling[child]!) {
      next[row | trie.symbol[child]!] = numbers[child]!;
    }
  }
  const longest = keywords.reduce((most, { length }) => Math.max(most, length), 0);
  return { symbols, shift, next, longest, firstOutput, outputs: withOutput };
}

function assignSymbols(keywords: readonly string[]): { symbols: Uint8Array; shift: number } {
  const symbols = new Uint8Array(256);
  const digit = 1;
  symbols.fill(digit, 48, 58);
  let width = digit + 1;
  for (const word of keywords) {
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i);
      if (symbols[code] === 0) symbols[code] = width++;
    }
  }
  for (let code = 65; code <= 90; code++) symbols[code] = symbols[code + 32]!;
  return { symbols, shift: Math.ceil(Math.log2(width)) };
}

/** The keywords as a tree; node 0 is its root, and 0 stands for no node. */
interface Trie {
  readonly states: number;
  readonly firstChild: Uint32Array;
  readonly sibling: Uint32Array;
  readonly symbol: Uint8Array;
  readonly parent: Uint32Array;
  /** All nodes, the nearer to the root the earlier. */
  readonly order: Uint32Array;
  readonly ends: ReadonlyMap<number, readonly number[]>;
}

function plant(keywords: readonly string[], symbols: Uint8Array): Trie {
  const most = keywords.reduce((sum, { length }) => sum + length, 1);
  const firstChild = new Uint32Array(most);
  const sibling = new Uint32Array(most);
  const symbol = new Uint8Array(most);
  const parent = new Uint32Array(most);
  const depth = new Uint32Array(most);
  const ends = new Map<number, number[]>();
  let states = 1;
  keywords.forEach((word, index) => {
    let node = 0;
    for (let i = 0; i < word.length; i++) {
      const wanted = symbols[word.charCodeAt(i)]!;
      let child = firstChild[node]!;
      while (child !== 0 && symbol[child] !== wanted) child = sibling[child]!;
      if (child === 0) {
        child = states++;
        sibling[child] = firstChild[node]!;
        firstChild[node] = child;
        symbol[child] = wanted;
        parent[child] = node;
        depth[child] = i + 1;
      }
      node = child;
    }
    const same = ends.get(node);
    if (same !== undefined) same.push(index);
    else if (node !== 0) ends.set(node, [index]);
  });
  return { states, firstChild, sibling, symbol, parent, order: sortByDepth(depth.subarray(0, states)), ends };
}

function sortByDepth(depth: Uint32Array): Uint32Array {
  const starts: number[] = [0];
  for (const each of depth) starts[each + 1] = (starts[each + 1] ?? 0) + 1;
  for (let i = 1; i < starts.length; i++) starts[i] = (starts[i] ?? 0) + starts[i - 1]!;
  const order = new Uint32Array(depth.length);
  depth.forEach((each, node) => {
    order[starts[each]!++] = node;
  });
  return order;
}

function findFailures({ states, order, parent, symbol, firstChild, sibling }: Trie): Uint32Array {
  const failure = new Uint32Array(states);
  const childOf = (node: number, wanted: number): number => {
    let child = firstChild[node]!;
    while (child !== 0 && symbol[child] !== wanted) child = sibling[child]!;
    return child;
  };
  for (const node of order) {
    if (node === 0 || parent[node] === 0) continue;
    let from = failure[parent[node]!]!;
    let found = childOf(from, symbol[node]!);
    while (found === 0 && from !== 0) {
      from = failure[from]!;
      found = childOf(from, symbol[node]!);
    }
    failure[node] = found;
  }
  return failure;
}

/** Returns by node what ends there, and in the states it fails to. */
function collectOutputs({ order, ends }: Trie, failure: Uint32Array): (Int32Array | undefined)[] {
  const outputs: (Int32Array | undefined)[] = [];
  for (const node of order) {
    const own = ends.get(node);
    const inherited = node === 0 ? undefined : outputs[failure[node]!];
    if (own === undefined) outputs[node] = inherited;
    else
      outputs[node] = inherited === undefined ? Int32Array.from(own) : Int32Array.from([...own, ...inherited]).sort();
  }
  return outputs;
}

/** Adds the indices of all keywords in a short text to `keywords`, each once. */
export function addKeywords(automaton: KeywordAutomaton, text: string, keywords: number[]): void {
  const { symbols, shift, next, firstOutput, outputs } = automaton;
  let state = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    state = code < 128 ? next[(state << shift) | symbols[code]!]! : 0;
    if (state < firstOutput) continue;
    for (const keyword of outputs[state - firstOutput]!) if (!keywords.includes(keyword)) keywords.push(keyword);
  }
}
