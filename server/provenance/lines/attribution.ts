/**
 * Who wrote each character of a text: runs of characters from one source, as a balanced tree that is never changed.
 *
 * An edit makes a new attribution in time that grows with the logarithm of the number of runs, and shares the rest with
 * the old one, so that earlier states are kept for nothing. Knows no text. The tree is a weight-balanced one built on
 * `join` (Blelloch, Ferizovic, Sun: "Just Join for Parallel Ordered Sets", 2016).
 */

/** The insertion that characters came from: an entry of the provenance log and what it says. */
export interface Source {
  /** Id of the entry, a ULID. */
  readonly entry: string;
  /** Id of the model in the policy's registry, `unknown` where it is in none. */
  readonly model: string;
  /** The model's wire name, `unknown` where it is not known. */
  readonly name: string;
  readonly tool: string;
  /** Digest of the policy that let it in, `sha256:…`. */
  readonly policy: string;
  /** ISO 8601, UTC. */
  readonly time: string;
}

/** Characters in a row from one source; without one they are a person's. */
export interface Run {
  readonly length: number;
  readonly source?: Source;
}

/** A run with its place: from `start` up to, not including, `end`. */
export interface PlacedRun {
  readonly start: number;
  readonly end: number;
  readonly source?: Source;
}

/** The attribution of a text; `undefined` is that of the empty one. */
export type Attribution = Node | undefined;

interface Node {
  readonly left: Attribution;
  readonly run: Run;
  readonly right: Attribution;
  /** Number of characters. */
  readonly total: number;
  /** Number of runs. */
  readonly size: number;
}

/** Returns the attribution of `length` characters from one source, a person where none is given. */
export function attribute(length: number, source?: Source): Attribution {
  return length > 0 ? node(undefined, source ? { length, source } : { length }, undefined) : undefined;
}

/** Returns the number of characters. */
export function lengthOf(attribution: Attribution): number {
  return attribution?.total ?? 0;
}

/** Returns the attribution with `removed` characters at `offset` replaced by `inserted`. */
export function splice(attribution: Attribution, offset: number, removed: number, inserted: Attribution): Attribution {
  const [before, rest] = split(attribution, offset);
  return concat(concat(before, inserted), split(rest, removed)[1]);
}

/** Returns the attribution of the characters from `start` up to, not including, `end`. */
export function slice(attribution: Attribution, start: number, end: number): Attribution {
  return split(split(attribution, start)[1], end - start)[0];
}

/** Returns the attribution of two texts in a row. */
export function concat(first: Attribution, second: Attribution): Attribution {
  if (first === undefined || second === undefined) return first ?? second;
  const [rest, last] = takeLast(first);
  const next = firstRun(second);
  if (!isSameSource(last.source, next.source)) return join(rest, last, second);
  return join(rest, { ...last, length: last.length + next.length }, split(second, next.length)[1]);
}

/** Yields the runs in order; no two neighbours have the same source and none is empty. */
export function* runsOf(attribution: Attribution, offset = 0): Generator<PlacedRun> {
  if (attribution === undefined) return;
  const { left, run, right } = attribution;
  yield* runsOf(left, offset);
  const start = offset + lengthOf(left);
  const end = start + run.length;
  yield { start, end, ...(run.source && { source: run.source }) };
  yield* runsOf(right, end);
}

/** Reports whether any character came from a model. */
export function hasSources(attribution: Attribution): boolean {
  // Neighbours differ, so that of two runs at least one has a source.
  return attribution !== undefined && (attribution.size > 1 || attribution.run.source !== undefined);
}

export function isSameSource(a: Source | undefined, b: Source | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.entry === b.entry);
}

function split(tree: Attribution, at: number): [Attribution, Attribution] {
  if (tree === undefined || at <= 0) return [undefined, tree];
  if (at >= tree.total) return [tree, undefined];
  const { left, run, right } = tree;
  const start = lengthOf(left);
  const end = start + run.length;
  if (at <= start) {
    const [before, after] = split(left, at);
    return [before, join(after, run, right)];
  }
  if (at >= end) {
    const [before, after] = split(right, at - end);
    return [join(left, run, before), after];
  }
  return [join(left, { ...run, length: at - start }, undefined), join(undefined, { ...run, length: end - at }, right)];
}

function takeLast({ left, run, right }: Node): [Attribution, Run] {
  if (right === undefined) return [left, run];
  const [rest, last] = takeLast(right);
  return [join(left, run, rest), last];
}

function firstRun(tree: Node): Run {
  return tree.left === undefined ? tree.run : firstRun(tree.left);
}

function node(left: Attribution, run: Run, right: Attribution): Node {
  const total = lengthOf(left) + run.length + lengthOf(right);
  return { left, run, right, total, size: (left?.size ?? 0) + 1 + (right?.size ?? 0) };
}

/** The paper's weight balance; its proofs hold for 2/11 < α ≤ 1 - 1/√2. */
const alpha = 0.29;

const weight = (tree: Attribution): number => (tree?.size ?? 0) + 1;
const isHeavy = (a: number, b: number): boolean => b < alpha * (a + b);
const isBalanced = (a: number, b: number): boolean => !isHeavy(a, b) && !isHeavy(b, a);

function join(left: Attribution, run: Run, right: Attribution): Node {
  if (left !== undefined && isHeavy(weight(left), weight(right))) {
    const joined = join(left.right, run, right);
    const rest = weight(left.left);
    if (isBalanced(rest, weight(joined))) return node(left.left, left.run, joined);
    const single =
      isBalanced(rest, weight(joined.left)) && isBalanced(rest + weight(joined.left), weight(joined.right));
    return rotateLeft(node(left.left, left.run, single ? joined : rotateRight(joined)));
  }
  if (right !== undefined && isHeavy(weight(right), weight(left))) {
    const joined = join(left, run, right.left);
    const rest = weight(right.right);
    if (isBalanced(rest, weight(joined))) return node(joined, right.run, right.right);
    const single =
      isBalanced(rest, weight(joined.right)) && isBalanced(rest + weight(joined.right), weight(joined.left));
    return rotateRight(node(single ? joined : rotateLeft(joined), right.run, right.right));
  }
  return node(left, run, right);
}

function rotateLeft(tree: Node): Node {
  const { left, run, right } = tree;
  return right === undefined ? tree : node(node(left, run, right.left), right.run, right.right);
}

function rotateRight(tree: Node): Node {
  const { left, run, right } = tree;
  return left === undefined ? tree : node(left.left, left.run, node(left.right, run, right));
}
