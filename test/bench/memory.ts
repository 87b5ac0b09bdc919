/**
 * Measures the scanner on 1 MB inputs made to cost as much as they can: CPU time and memory of the worst.
 *
 * Run with `npx tsx test/bench/memory.ts [text in the input's name]`. Inputs are the same at every run.
 */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { builtinDetectors } from '../../server/engine/detect/builtin';
import { compileDetectors } from '../../server/engine/detect/compile';
import type { Detector } from '../../server/engine/detect/types';

const length = 1_000_000;
const mostSeconds = 1;
const mostMegabytes = 200;
const wanted = process.argv[2] ?? '';

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;

interface Input {
  readonly name: string;
  make(): string;
}

const inputs: readonly Input[] = [
  ...builtinDetectors.flatMap(inputsOf),
  ...['a', '0', 'F', ' ', '\n', '"', '=', '-', '.', '\\', '%', 'é', '\u202e', '\u200b', '😀', '\0'].map((text) => ({
    name: `only ${JSON.stringify(text)}`,
    make: () => fill(text),
  })),
  ...['base64', 'hex'].flatMap((encoding) =>
    [1, 2, 4, 8].map((depth) => ({
      name: `${encoding}, ${depth} deep`,
      make: () => fill(encode(sample(), encoding as 'base64' | 'hex', depth)),
    })),
  ),
  {
    name: 'base64 of a gzip bomb',
    make: () => gzipSync(Buffer.alloc(50_000_000)).toString('base64').padEnd(length, ' x'),
  },
  { name: 'many gzips in base64', make: () => fill(`"${gzipSync(sample().repeat(2000)).toString('base64')}"\n`) },
  { name: 'escaped JSON in JSON', make: () => fill([1, 2, 3, 4, 5].reduce((text) => JSON.stringify(text), sample())) },
  { name: 'escaped in a URL', make: () => fill([1, 2, 3].reduce((text) => encodeURIComponent(text), `${sample()} %`)) },
  ...[1, 2, 3, 4].map((seed) => ({ name: `fuzzed ${seed}`, make: () => fuzz(seed) })),
];

const { scanner } = compileDetectors(builtinDetectors, { vet: false });
scanner.scan(fuzz(9));
const results = inputs.filter(({ name }) => name.includes(wanted)).map(measure);
report(
  'slowest',
  (result) => result.seconds,
  (result) => `${(result.seconds * 1000).toFixed(0)} ms`,
);
report(
  'most memory',
  (result) => result.megabytes,
  (result) => `${result.megabytes.toFixed(0)} MB`,
);
const over = results.filter(({ seconds, megabytes }) => seconds > mostSeconds || megabytes > mostMegabytes);
console.log(`${results.length} inputs of 1 MB, ${over.length} over ${mostSeconds} s or ${mostMegabytes} MB`);
if (over.length > 0) process.exitCode = 1;

interface Result {
  readonly name: string;
  readonly seconds: number;
  readonly megabytes: number;
}

/** What a scan holds at its end is about its peak, as nothing is collected while it runs but its short-lived pieces. */
function measure({ name, make }: Input): Result {
  const text = make();
  text.charCodeAt(0);
  collect();
  const before = process.memoryUsage().rss;
  const started = process.cpuUsage();
  const result = scanner.scan(text, 'src/a.ts');
  const { user, system } = process.cpuUsage(started);
  const seconds = (user + system) / 1e6;
  const megabytes = Math.max(0, process.memoryUsage().rss - before) / 1e6;
  if (seconds > mostSeconds) console.log(`${seconds.toFixed(1)} s: ${name}`);
  return { name: result.exhausted ? `${name} (budget ended)` : name, seconds, megabytes };
}

function report(title: string, worth: (result: Result) => number, format: (result: Result) => string): void {
  console.log(`${title}:`);
  const sorted = [...results].sort((a, b) => worth(b) - worth(a));
  for (const result of sorted.slice(0, 8)) console.log(`  ${format(result).padStart(8)} ${result.name}`);
}

/** What a detector's own keywords, examples and near misses make when there is nothing else. */
function inputsOf({ id, keywords = [], shapes = [], examples }: Detector): Input[] {
  const [word] = [...keywords, ...shapes.map((shape) => shape.replaceAll('#', '7'))];
  const [match] = examples?.match ?? [];
  return [
    ...(word === undefined
      ? []
      : [
          { name: `${id}: keyword alone`, make: () => fill(word) },
          { name: `${id}: keyword and a long run`, make: () => fill(word + 'a1B2'.repeat(100)) },
          { name: `${id}: keyword before blanks`, make: () => fill(`${word} = ${' '.repeat(60)}`) },
        ]),
    ...(match === undefined
      ? []
      : [
          { name: `${id}: matches, a line each`, make: () => fill(`${match}\n`) },
          { name: `${id}: matches cut short`, make: () => fill(match.slice(0, -1)) },
        ]),
  ];
}

function sample(): string {
  return 'password = "Kd83hf72hDJ2kd0s" and nothing else of note here';
}

function encode(text: string, encoding: 'base64' | 'hex', depth: number): string {
  const encoded = Buffer.from(text).toString(encoding);
  return depth === 1 || encoded.length > length / 2 ? `${encoded}\n` : encode(encoded, encoding, depth - 1);
}

/** Random characters with keywords of the detectors among them. */
function fuzz(seed: number): string {
  let state = seed;
  const below = (limit: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * limit);
  };
  const words = builtinDetectors.flatMap(({ keywords = [] }) => keywords);
  const parts: string[] = [];
  for (let size = 0; size < length; size += parts.at(-1)?.length ?? 1) {
    const kind = below(4);
    if (kind === 0) parts.push(words[below(words.length)] ?? 'a');
    else if (kind === 1) parts.push(String.fromCharCode(32 + below(95)).repeat(1 + below(40)));
    else parts.push(Array.from({ length: 1 + below(30) }, () => String.fromCharCode(33 + below(94))).join(''));
  }
  return parts.join('').slice(0, length);
}

function fill(text: string): string {
  return text.repeat(Math.ceil(length / text.length)).slice(0, length);
}
