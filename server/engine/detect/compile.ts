/**
 * Detectors as data become a scanner; what is wrong with one is a problem of that one, and the others work.
 *
 * Vetting (safety of expressions, the detectors' own examples) takes milliseconds a detector: it is for detectors not
 * seen before. The built-in ones are vetted by the test suite.
 */

import { isBuiltin } from './builtin';
import { extractors } from './extractors';
import { longestKeyword } from './kernel/searchIndex';
import { type CompiledDetector, prepare } from './look';
import { createScanner } from './scanner';
import type { Detector, Scanner } from './types';
import { validators } from './validators';
import { vetPattern } from './vet';

/** What is wrong with a detector. `index` is its place in the list, `exampleIndex` the example's in its own list. */
export interface DetectorProblem {
  readonly detector: string;
  readonly index: number;
  readonly field: 'pattern' | 'extract' | 'trigger' | 'flags' | 'keywords' | 'shapes' | 'validate' | 'examples';
  readonly code: 'BAD_PATTERN' | 'UNSAFE_PATTERN' | 'BAD_EXAMPLE' | 'WRONG_VALUE';
  readonly message: string;
  readonly hint?: string;
  readonly exampleIndex?: number;
  /** For `examples`: which of the two lists. */
  readonly exampleList?: 'match' | 'ignore';
}

export interface CompileOptions {
  /** Which detectors to vet: all (the default), none, or those for which the function holds. */
  readonly vet?: boolean | ((detector: Detector) => boolean);
}

/** Returns a scanner over the detectors without problems, and every problem of the others. Never throws. */
export function compileDetectors(
  detectors: readonly Detector[],
  options: CompileOptions = {},
): { scanner: Scanner; problems: readonly DetectorProblem[] } {
  const { vet = true } = options;
  const problems: DetectorProblem[] = [];
  const compiled: CompiledDetector[] = [];
  detectors.forEach((detector, index) => {
    const before = sound.get(detector);
    if (before !== undefined && vet === false) {
      compiled.push(before);
      return;
    }
    // The test suite has looked at these, so that a start need not.
    if (vet === false && isBuiltin(detector)) {
      const prepared = prepare(detector);
      sound.set(detector, prepared);
      compiled.push(prepared);
      return;
    }
    const found = [...checkValues(detector, index)];
    let prepared: CompiledDetector | undefined;
    if (found.length === 0) prepared = tryPrepare(detector, index, found);
    if (prepared && (typeof vet === 'function' ? vet(detector) : vet)) {
      found.push(...checkSafety(detector, index));
      if (found.length === 0) found.push(...checkExamples(prepared, index));
    }
    problems.push(...found);
    if (prepared === undefined || found.length > 0) return;
    sound.set(detector, prepared);
    compiled.push(prepared);
  });
  return { scanner: createScanner(compiled), problems };
}

/** Detectors that were compiled before, and without a problem. */
const sound = new WeakMap<Detector, CompiledDetector>();

function* checkValues(detector: Detector, index: number): Generator<DetectorProblem> {
  const wrong = (field: DetectorProblem['field'], message: string, hint: string): DetectorProblem => ({
    detector: detector.id,
    index,
    field,
    code: 'WRONG_VALUE',
    message: `detector '${detector.id}': ${message}`,
    hint,
  });
  const { flags = '', keywords = [], shapes = [], validate = [], extract } = detector;
  if (!/^[imsu]*$/.test(flags) || new Set(flags).size !== flags.length) {
    yield wrong('flags', `flags '${flags}' are not allowed`, 'use each of i, m, s and u at most once');
  }
  for (const word of keywords) {
    if (!/^(?:[!-~][ -~]*| {8,})$/.test(word)) {
      yield wrong('keywords', `keyword '${word}' can't be searched for`, 'write it in ASCII letters, digits and signs');
    }
    // A longer one would hide from the kernel what stands near it.
    if (word.length > longestKeyword) {
      const begin = word.slice(0, 40);
      yield wrong('keywords', `keyword '${begin}…' is too long`, `write at most ${longestKeyword} characters of it`);
    }
  }
  for (const shape of shapes) {
    if (!/^(?=.*#)[ -~]{2,40}$/.test(shape)) {
      yield wrong('shapes', `shape '${shape}' can't be searched for`, "write it in ASCII, with '#' for each digit");
    }
  }
  if (extract !== undefined && !Object.hasOwn(extractors, extract)) {
    const known = Object.keys(extractors).sort().join(', ');
    yield wrong('extract', `there is no extractor '${extract}'`, `the extractors are ${known}`);
  }
  for (const name of validate) {
    if (!Object.hasOwn(validators, name)) {
      const known = Object.keys(validators).sort().join(', ');
      yield wrong('validate', `there is no structural check '${name}'`, `the checks are ${known}`);
    }
  }
  if ((detector.multiline === true || extract !== undefined) && keywords.length + shapes.length === 0) {
    yield wrong(
      'keywords',
      `a detector ${extract === undefined ? 'over several lines' : "with 'extract'"} needs keywords`,
      'name a word that is always in the text it looks for',
    );
  }
}

function tryPrepare(detector: Detector, index: number, problems: DetectorProblem[]): CompiledDetector | undefined {
  const { pattern, flags, trigger } = detector;
  try {
    if (pattern !== undefined) new RegExp(pattern, flags);
    if (trigger !== undefined) new RegExp(trigger);
    return prepare(inLowerCase(detector));
  } catch (error) {
    problems.push({
      detector: detector.id,
      index,
      field: 'pattern',
      code: 'BAD_PATTERN',
      message: `detector '${detector.id}': ${error instanceof Error ? error.message : String(error)}`,
      hint: 'the expression must be a JavaScript regular expression without delimiters',
    });
    return undefined;
  }
}

/** Keywords are searched for without regard to case. */
function inLowerCase(detector: Detector): Detector {
  if (detector.keywords?.every((word) => word === word.toLowerCase()) !== false) return detector;
  return { ...detector, keywords: [...new Set(detector.keywords.map((word) => word.toLowerCase()))] };
}

function* checkSafety(detector: Detector, index: number): Generator<DetectorProblem> {
  for (const field of ['pattern', 'trigger'] as const) {
    const source = detector[field];
    if (source === undefined) continue;
    const unsafe = vetPattern(source, field === 'pattern' ? (detector.flags ?? '') : '');
    if (unsafe === undefined) continue;
    const { message, hint } = unsafe;
    yield {
      detector: detector.id,
      index,
      field,
      code: 'UNSAFE_PATTERN',
      message: `detector '${detector.id}': ${message}`,
      hint,
    };
  }
}

function* checkExamples(prepared: CompiledDetector, index: number): Generator<DetectorProblem> {
  const { id, examples } = prepared.detector;
  const scanner = createScanner([prepared]);
  for (const exampleList of ['match', 'ignore'] as const) {
    for (const [exampleIndex, text] of (examples?.[exampleList] ?? []).entries()) {
      const matched = scanner.scan(text).findings.length > 0;
      if (matched === (exampleList === 'match')) continue;
      const says = matched ? 'is matched but should be ignored' : 'is not matched';
      yield {
        detector: id,
        index,
        field: 'examples',
        code: 'BAD_EXAMPLE',
        message: `detector '${id}': example ${exampleList}[${exampleIndex}] ${says}`,
        hint: 'change the example, or the pattern, keywords, checks or entropy that decide about it',
        exampleIndex,
        exampleList,
      };
    }
  }
}
