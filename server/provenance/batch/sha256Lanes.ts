/**
 * SHA-256 (FIPS 180-4) of four messages side by side, as a WebAssembly module of 128-bit SIMD that is assembled here.
 *
 * A call of the system's hash costs as much as hashing a kilobyte; a log's verification hashes millions of short
 * messages. Knows no padding and no message: it compresses blocks, and copies bytes within its memory.
 */

/** The module's exports; addresses from `freeAt` on are the caller's. */
export interface Lanes {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Compresses `blocks` blocks of 64 bytes of each lane, from four addresses on; the states are at `stateAt`. */
  run(lane0: number, lane1: number, lane2: number, lane3: number, blocks: number): void;
  /** Copies bytes, sixteen at a time, so up to fifteen too many: JavaScript's own copy takes longer to call. */
  copy(to: number, from: number, length: number): void;
}

/** Where the states are: word w of lane l as a little-endian number at `stateAt + 16 * w + 4 * l`. */
export const stateAt = 0;
/** The round constants stand behind the states, each once for every lane. */
const constantsAt = 128;
/** From here on memory is the caller's. */
export const freeAt = constantsAt + 64 * 16;

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

/** The first 32 bits of the fractional parts of the first primes' square roots. */
export function initialState(): number[] {
  return primes(8).map((prime) => fraction(Math.sqrt(prime)));
}

/** Those of their cube roots; a double has more than enough bits. */
function roundConstants(): number[] {
  return primes(64).map((prime) => fraction(Math.cbrt(prime)));
}

/** Bytes of code in any nesting: they are joined once, at the end. */
type Code = readonly (number | Code)[];

/** Locals: five parameters, a round's offset, then v128: eight of the state, sixteen of the schedule, four to compute with. */
const round = 5;
const state = 6;
const schedule = state + 8;
const scratch = schedule + 16;
const localCount = 8 + 16 + 4;

const i32 = 0x7f;
const v128 = 0x7b;

function assembleModule(pages: number): Uint8Array<ArrayBuffer> {
  const locals = vector([
    [1, i32],
    [localCount, v128],
  ]);
  const bodies = [join([locals, assembleLoop(), 0x0b]), join([0, assembleCopy(), 0x0b])];
  const name = (text: string) => vector([...Buffer.from(text)]);
  const constants = join(roundConstants().map((word) => fourTimes(littleEndian(word))));
  const module = [
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    section(1, [
      [0x60, 5, i32, i32, i32, i32, i32, 0],
      [0x60, 3, i32, i32, i32, 0],
    ]),
    section(3, [0, 1]),
    section(5, [[0x00, leb(pages)]]),
    section(7, [
      [name('memory'), 0x02, 0],
      [name('run'), 0x00, 0],
      [name('copy'), 0x00, 1],
    ]),
    section(
      10,
      bodies.map((body) => [leb(body.length), body]),
    ),
    section(11, [[0x00, number(constantsAt), 0x0b, leb(constants.length), constants]]),
  ];
  return Uint8Array.from(join(module));
}

/** Moves sixteen bytes at a time, at least once, while any are left. */
function assembleCopy(): Code {
  const [to, from, left] = [0, 1, 2] as const;
  const move = [get(to), get(from), simd(0x00), 0, 0, simd(0x0b), 0, 0];
  const step = [to, from].map((local) => [get(local), number(16), 0x6a, set(local)]);
  const count = [get(left), number(16), 0x6b, tee(left), number(0), 0x4a];
  return [0x03, 0x40, move, step, count, 0x0d, 0, 0x0b];
}

/** Loads the state, compresses block after block while any is left, stores the state. */
function assembleLoop(): Code {
  const load = eight.map((w) => [loadState(w), set(state + w)]);
  const step = [0, 1, 2, 3].map((lane) => [get(lane), number(64), 0x6a, set(lane)]);
  const count = [get(4), number(1), 0x6b, tee(4)];
  return [load, 0x03, 0x40, assembleBlock(), step, count, 0x0d, 0, 0x0b, eight.map(storeState)];
}

function assembleBlock(): Code {
  // Sixteen rounds at a time: all of them written out would take the machine's compiler longer than they save.
  const next = [get(round), number(16 * 16), 0x6a, set(round)];
  const areLeft = [get(round), number(48 * 16), 0x49];
  return [
    [0, 1, 2, 3].map(loadWords),
    // The sums with the old state come from memory.
    eight.map(storeState),
    [number(0), set(round), sixteen.map(assembleRound)],
    [0x03, 0x40, next, sixteen.map((t) => [extend(t), assembleRound(t)]), areLeft, 0x0d, 0, 0x0b],
    eight.map((w) => [get(state + w), loadState(w), add, set(state + w)]),
  ];
}

const eight = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const sixteen = [...eight, 8, 9, 10, 11, 12, 13, 14, 15] as const;

/** Instead of moving a to h along, each round names them anew. */
function assembleRound(t: number): Code {
  const [a, b, c, d, e, f, g, h] = eight.map((i) => state + ((i - t + 16) % 8)) as Eight;
  return [
    [get(h), rotations(e, [6, 11, 25]), add],
    [get(f), get(g), get(e), bitselect, add],
    [get(round), simd(0x00), 4, leb(constantsAt + 16 * t), get(schedule + t), add, add],
    [set(h), get(d), get(h), add, set(d)],
    [get(h), rotations(a, [2, 13, 22]), add],
    // The majority: c where a and b differ, else b.
    [get(c), get(b), get(a), get(b), xor, bitselect, add, set(h)],
  ];
}

type Eight = [number, number, number, number, number, number, number, number];

function loadState(w: number): Code {
  return [number(0), simd(0x00), 4, leb(stateAt + 16 * w)];
}

function storeState(w: number): Code {
  return [number(0), get(state + w), simd(0x0b), 4, leb(stateAt + 16 * w)];
}

/** Loads 16 bytes of each lane and turns them into four words of the schedule, big-endian. */
function loadWords(group: number): Code {
  const swap = [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12];
  const load = [0, 1, 2, 3].map((lane) => [
    [get(lane), simd(0x00), 0, leb(16 * group), set(scratch + lane)],
    [get(scratch + lane), get(scratch + lane), simd(0x0d), swap, set(scratch + lane)],
  ]);
  const [a, b, c, d] = [scratch, scratch + 1, scratch + 2, scratch + 3] as const;
  const w = schedule + 4 * group;
  return [
    load,
    [shuffle(a, b, [0, 4, 1, 5]), set(w), shuffle(c, d, [0, 4, 1, 5]), set(w + 1)],
    [shuffle(a, b, [2, 6, 3, 7]), set(w + 2), shuffle(c, d, [2, 6, 3, 7]), set(w + 3)],
    [shuffle(w, w + 1, [0, 1, 4, 5]), set(a), shuffle(w, w + 1, [2, 3, 6, 7]), set(b)],
    [shuffle(w + 2, w + 3, [0, 1, 4, 5]), set(c), shuffle(w + 2, w + 3, [2, 3, 6, 7]), set(d)],
    [a, b, c, d].map((from, i) => [get(from), set(w + i)]),
  ];
}

/** W[t] = W[t-16] + s0(W[t-15]) + W[t-7] + s1(W[t-2]), of which the last sixteen are kept. */
function extend(t: number): Code {
  const at = (back: number) => schedule + ((t + 16 - back) % 16);
  return [
    [get(at(16)), shifts(at(15), [7, 18], 3), add],
    [get(at(7)), shifts(at(2), [17, 19], 10), add, add, set(at(16))],
  ];
}

function rotations(local: number, [first, second, third]: readonly [number, number, number]): Code {
  return [rotate(local, first), rotate(local, second), xor, rotate(local, third), xor];
}

function shifts(local: number, [first, second]: readonly [number, number], by: number): Code {
  return [rotate(local, first), rotate(local, second), xor, get(local), shift(0xad, by), xor];
}

function rotate(local: number, by: number): Code {
  return [get(local), shift(0xad, by), get(local), shift(0xab, 32 - by), simd(0x50)];
}

/** i32x4.shl is 0xab, i32x4.shr_u 0xad. */
function shift(operation: number, by: number): Code {
  return [number(by), simd(operation)];
}

const add = simd(0xae);
const xor = simd(0x51);
const bitselect = simd(0x52);

/** Words 0 to 3 are the first local's, 4 to 7 the second's. */
function shuffle(first: number, second: number, words: readonly number[]): Code {
  const bytes = words.map((word) => [4 * word, 4 * word + 1, 4 * word + 2, 4 * word + 3]);
  return [get(first), get(second), simd(0x0d), bytes];
}

function littleEndian(word: number): Code {
  return [word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24];
}

function fourTimes(code: Code): Code {
  return [code, code, code, code];
}

function get(local: number): Code {
  return [0x20, local];
}

function set(local: number): Code {
  return [0x21, local];
}

function tee(local: number): Code {
  return [0x22, local];
}

function number(value: number): Code {
  return [0x41, sleb(value)];
}

function simd(operation: number): Code {
  return [0xfd, leb(operation)];
}

function section(id: number, items: Code): Code {
  const content = join(vector(items));
  return [id, leb(content.length), content];
}

function vector(items: Code): Code {
  return [leb(items.length), items];
}

function leb(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, leb(value >>> 7)];
}

/** Signed LEB128 of a number from 0. */
function sleb(value: number): Code {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, sleb(value >>> 7)];
}

function join(code: Code, to: number[] = []): number[] {
  for (const item of code) {
    if (typeof item === 'number') to.push(item);
    else join(item, to);
  }
  return to;
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

function fraction(root: number): number {
  return Math.floor((root % 1) * 2 ** 32);
}
