/**
 * Measures what 1 MB made to hurt costs: for each built-in detector alone, and for the whole default set.
 *
 * Run with `node --expose-gc --import tsx test/bench/adversarial.ts [--only PATTERN] [--size N]`. Names each that takes
 * over 1 s of processor time for 1 MB or grows the heap by over 200 MB at once, as it is measured; prints the worst ten;
 * fails where there was one.
 */

import { parseArgs } from 'node:util';
import { builtinDetectors } from '../../server/engine/detect/builtin';
import { compileDetectors } from '../../server/engine/detect/compile';
import type { Detector, Scanner } from '../../server/engine/detect/types';
import { generalInputs, inputsFor } from './adversarialInputs';

const { values: options } = parseArgs({
  options: { only: { type: 'string', default: '' }, size: { type: 'string', default: '1000000' } },
});
const size = Number(options.size);
/** For 1 MB; less for less. */
const mostMs = size / 1000;
const mostBytes = 200e6;

interface Measured {
  readonly detectors: string;
  readonly input: string;
  readonly ms: number;
  readonly bytes: number;
  readonly exhausted: boolean;
}

const measured: Measured[] = [];
const compile = (detectors: readonly Detector[]): Scanner => compileDetectors(detectors, { vet: false }).scanner;
const only = new RegExp(options.only);
const chosen = builtinDetectors.filter(({ id }) => only.test(id));
const all = compile(builtinDetectors);

for (const [name, text] of generalInputs(size)) measure('all', all, name, text);
for (const detector of chosen) {
  const alone = compile([detector]);
  for (const [name, text] of inputsFor(detector, size)) {
    measure(detector.id, alone, name, text);
    // All of them on one input each: the one that hurts the detector itself is often not the one that hurts the others.
    if (name === 'keywords without spaces') measure('all', all, `${detector.id}: ${name}`, text);
  }
}

function measure(detectors: string, scanner: Scanner, input: string, text: string): void {
  // What is loaded at the first use is paid once, not for each text.
  scanner.scan(text.slice(0, 2000));
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const from = process.cpuUsage();
  const { exhausted } = scanner.scan(text);
  const { user, system } = process.cpuUsage(from);
  const ms = (user + system) / 1000;
  const found = { detectors, input, ms, bytes: process.memoryUsage().heapUsed - before, exhausted };
  measured.push(found);
  if (isOver(found)) tell(found);
}

const over = measured.filter(isOver);
measured.sort((a, b) => b.ms - a.ms);
console.log(`${measured.length} inputs of ${size} characters, ${chosen.length} detectors; slowest ten:`);
for (const each of measured.slice(0, 10)) tell(each);
console.log('most memory:');
for (const each of measured.toSorted((a, b) => b.bytes - a.bytes).slice(0, 3)) tell(each);
console.log(`${over.length} over ${mostMs} ms or ${mostBytes / 1e6} MB`);
if (over.length > 0) process.exitCode = 1;

function isOver({ ms, bytes }: Measured): boolean {
  return ms > mostMs || bytes > mostBytes;
}

function tell({ detectors, input, ms, bytes, exhausted }: Measured): void {
  const megabytes = (bytes / 1e6).toFixed(0).padStart(5);
  console.log(
    `${ms.toFixed(0).padStart(7)} ms ${megabytes} MB  ${detectors} on ${input}${exhausted ? ', budget spent' : ''}`,
  );
}
