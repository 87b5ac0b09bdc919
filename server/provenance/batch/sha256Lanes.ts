/**
 * SHA-256 (FIPS 180-4) of four messages side by side, as a WebAssembly module of 128-bit SIMD that is assembled here.
 *
 * A call of the system's hash costs as much as hashing a kilobyte; a log's verification hashes millions of short
 * messages. Knows no padding and no message: it compresses blocks.
 */

/** The module's exports; addresses behind the 128 bytes of the states are the caller's. */
export interface Lanes {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Compresses `blocks` blocks of 64 bytes of each lane, from four addresses on; the states are at `stateAt`. */
  run(lane0: number, lane1: number, lane2: number, lane3: number, blocks: number): void;
}

/** Where the states are: word w of lane l as a little-endian number at `stateAt + 16 * w + 4 * l`. */
export const stateAt = 0;

/** What is used of WebAssembly, which Node.js's own types don't describe. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** Returns a new instance with that many bytes of memory, `undefined` where this machine has no such instructions. */
export function createLanes(memoryBytes: number): Lanes | undefined {
  try {
    const module = new WebAssembly.Module(assembleModule(Math.ceil(memoryBytes / 65_536)));
    return new WebAssembly.Instance(module).exports as Lanes;
  } catch {
    return undefined;
  }
}

/** The first 32 bits of the fractional parts of the roots of the first primes: cube roots are K, square roots are H. */
export const initialState = primes(8).map((prime) => fraction(prime, 2));
const roundConstants = primes(64).map((prime) => fraction(prime, 3));

/** Locals: five parameters, then v128: eight of the state, sixteen of the schedule, two to compute with. */
const state = 5;
const schedule = state + 8;
const scratch = schedule + 16;
const localCount = 8 + 16 + 4;

function assembleModule(pages: number): Uint8Array<ArrayBuffer> {
  const i32 = 0x7f;
  const body = [...vector([[localCount, 0x7b]]), ...assembleLoop(), 0x0b];
  const name = (text: string) => vector([...Buffer.from(text)].map((byte) => [byte]));
  const bytes = [
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [[0x60, 5, i32, i32, i32, i32, i32, 0]]),
    ...section(3, [[0]]),
    ...section(5, [[0x00, ...leb(pages)]]),
    ...section(7, [
      [...name('memory'), 0x02, 0],
      [...name('run'), 0x00, 0],
    ]),
    ...section(10, [[...leb(body.length), ...body]]),
  ];
  return Uint8Array.from(bytes);
}

/** Loads the state, compresses block after block while any is left, stores the state. */
function assembleLoop(): number[] {
  const words = [0, 1, 2, 3, 4, 5, 6, 7];
  const load = words.flatMap((w) => [0x41, 0, ...simd(0x00), 4, ...leb(stateAt + 16 * w), ...set(state + w)]);
  const store = words.flatMap((w) => [0x41, 0, ...get(state + w), ...simd(0x0b), 4, ...leb(stateAt + 16 * w)]);
  const step = [0, 1, 2, 3].flatMap((lane) => [...get(lane), 0x41, ...sleb(64), 0x6a, ...set(lane)]);
  const count = [...get(4), 0x41, 1, 0x6b, 0x22, 4];
  return [...load, 0x03, 0x40, ...assembleBlock(), ...step, ...count, 0x0d, 0, 0x0b, ...store];
}

function assembleBlock(): number[] {
  const code = [0, 1, 2, 3].flatMap(loadWords);
  // Instead of moving a to h along, each round names them anew; the sums with the old state come from memory.
  const save = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((w) => [
    ...[0x41, 0],
    ...get(state + w),
    ...simd(0x0b),
    4,
    ...leb(stateAt + 16 * w),
  ]);
  code.push(...save);
  for (let t = 0; t < 64; t++) {
    const [a, b, c, d, e, f, g, h] = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => state + ((i - t + 64) % 8)) as Eight;
    const w = schedule + (t % 16);
    if (t >= 16) code.push(...extend(t), ...set(w));
    code.push(
      ...[...get(h), ...rotations(e, [6, 11, 25]), ...add],
      ...[...get(f), ...get(g), ...get(e), ...bitselect, ...add],
      ...[...constant(roundConstants[t] as number), ...get(w), ...add, ...add],
      ...[...set(h), ...get(d), ...get(h), ...add, ...set(d)],
      ...[...get(h), ...rotations(a, [2, 13, 22]), ...add],
      // The majority: c where a and b differ, else b.
      ...[...get(c), ...get(b), ...get(a), ...get(b), ...xor, ...bitselect, ...add, ...set(h)],
    );
  }
  const sums = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((w) => [
    ...get(state + w),
    ...[0x41, 0, ...simd(0x00), 4, ...leb(stateAt + 16 * w)],
    ...add,
    ...set(state + w),
  ]);
  return [...code, ...sums];
}

type Eight = [number, number, number, number, number, number, number, number];

/** Loads 16 bytes of each lane and turns them into four words of the schedule, big-endian. */
function loadWords(group: number): number[] {
  const swap = [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12];
  const load = [0, 1, 2, 3].flatMap((lane) => [
    ...get(lane),
    ...[...simd(0x00), 0, ...leb(16 * group)],
    ...set(scratch + lane),
    ...[...get(scratch + lane), ...get(scratch + lane), ...simd(0x0d), ...swap],
    ...set(scratch + lane),
  ]);
  const [a, b, c, d] = [scratch, scratch + 1, scratch + 2, scratch + 3] as const;
  const w = schedule + 4 * group;
  return [
    ...load,
    ...[...shuffle(a, b, [0, 4, 1, 5]), ...set(w), ...shuffle(c, d, [0, 4, 1, 5]), ...set(w + 1)],
    ...[...shuffle(a, b, [2, 6, 3, 7]), ...set(w + 2), ...shuffle(c, d, [2, 6, 3, 7]), ...set(w + 3)],
    ...[...shuffle(w, w + 1, [0, 1, 4, 5]), ...set(a), ...shuffle(w, w + 1, [2, 3, 6, 7]), ...set(b)],
    ...[...shuffle(w + 2, w + 3, [0, 1, 4, 5]), ...set(c), ...shuffle(w + 2, w + 3, [2, 3, 6, 7]), ...set(d)],
    ...[a, b, c, d].flatMap((from, i) => [...get(from), ...set(w + i)]),
  ];
}

/** W[t] = W[t-16] + s0(W[t-15]) + W[t-7] + s1(W[t-2]). */
function extend(t: number): number[] {
  const at = (back: number) => schedule + ((t - back) % 16);
  return [
    ...[...get(at(16)), ...shifts(at(15), [7, 18], 3), ...add],
    ...[...get(at(7)), ...shifts(at(2), [17, 19], 10), ...add, ...add],
  ];
}

function rotations(local: number, [first, second, third]: readonly [number, number, number]): number[] {
  return [...rotate(local, first), ...rotate(local, second), ...xor, ...rotate(local, third), ...xor];
}

function shifts(local: number, [first, second]: readonly [number, number], by: number): number[] {
  return [...rotate(local, first), ...rotate(local, second), ...xor, ...get(local), ...shift(0xad, by), ...xor];
}

function rotate(local: number, by: number): number[] {
  return [...get(local), ...shift(0xad, by), ...get(local), ...shift(0xab, 32 - by), ...simd(0x50)];
}

/** i32x4.shl is 0xab, i32x4.shr_u 0xad. */
function shift(operation: number, by: number): number[] {
  return [0x41, ...sleb(by), ...simd(operation)];
}

const add = simd(0xae);
const xor = simd(0x51);
const bitselect = simd(0x52);

/** Words 0 to 3 are the first local's, 4 to 7 the second's. */
function shuffle(first: number, second: number, words: readonly number[]): number[] {
  const bytes = words.flatMap((word) => [4 * word, 4 * word + 1, 4 * word + 2, 4 * word + 3]);
  return [...get(first), ...get(second), ...simd(0x0d), ...bytes];
}

function constant(word: number): number[] {
  const bytes = [word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24];
  return [...simd(0x0c), ...bytes, ...bytes, ...bytes, ...bytes];
}

function get(local: number): number[] {
  return [0x20, local];
}

function set(local: number): number[] {
  return [0x21, local];
}

function simd(operation: number): number[] {
  return [0xfd, ...leb(operation)];
}

function section(id: number, items: readonly (readonly number[])[]): number[] {
  const content = vector(items);
  return [id, ...leb(content.length), ...content];
}

function vector(items: readonly (readonly number[])[]): number[] {
  return [...leb(items.length), ...items.flat()];
}

function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)];
}

/** Signed LEB128 of a number from 0. */
function sleb(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...sleb(value >>> 7)];
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

/** The first 32 bits of the fractional part of the prime's root, computed in whole numbers. */
function fraction(prime: number, degree: 2 | 3): number {
  const scaled = BigInt(prime) << BigInt(32 * degree);
  let root = 0n;
  for (let bit = 1n << 36n; bit > 0n; bit >>= 1n) if ((root + bit) ** BigInt(degree) <= scaled) root += bit;
  return Number(root & 0xffffffffn);
}
