/**
 * The scanner: passes over the text within a work budget, then one finding per value.
 *
 * A rescan keeps the hits an edit can't have touched and looks again at the rest; its outcome equals a scan's because
 * each hit depends on its reach alone. Where the budget ends nothing is kept: the next rescan is a scan.
 */

import { type CompiledDetector, margin } from './examine';
import { buildAutomaton } from './keywords';
import { keywordPass, linePass } from './passes';
import { byPlace, resolveOverlaps } from './resolve';
import { type Candidate, createPass, type Pass } from './trace';
import type { Detector, Finding, Scanner, ScanResult } from './types';

/** Work (code units under an expression) allowed for a text: a fixed part and so much for each of its code units. */
export interface Budget {
  readonly fixed: number;
  readonly perCodeUnit: number;
}

export const defaultBudget: Budget = { fixed: 1_000_000, perCodeUnit: 8 };

/** Where an edit changed the text: before it `removed` code units stood at `offset`, now `inserted` ones do. */
interface Edit {
  readonly offset: number;
  readonly removed: number;
  readonly inserted: number;
}

/** Returns a scanner over prepared detectors. */
export function createScanner(compiled: readonly CompiledDetector[], budget: Budget = defaultBudget): Scanner {
  const detectors: readonly Detector[] = compiled.map((each) => each.detector);
  const byId = new Map(detectors.map((detector) => [detector.id, detector]));
  const automaton = buildAutomaton(compiled.map((each) => each.detector.keywords ?? []));
  const longestKeyword = Math.max(0, ...detectors.flatMap((each) => (each.keywords ?? []).map((word) => word.length)));
  const lineDetectors = compiled.flatMap((each, index) => ((each.detector.keywords ?? []).length === 0 ? [index] : []));
  const farthestBefore = margin + Math.max(0, ...compiled.map((each) => each.before));
  const farthestAfter = margin + Math.max(0, ...compiled.map((each) => each.after));
  const traces = new WeakMap<ScanResult, readonly Pass[]>();

  function scan(text: string): ScanResult {
    return run(text, (meter) => {
      const keywords = createPass();
      const whole = { from: 0, to: text.length };
      keywordPass(compiled, automaton, longestKeyword, text, whole, keywords, () => true, meter);
      const lines = lineDetectors.map((index) => {
        const pass = createPass();
        linePass(compiled[index]!, index, text, whole, pass, meter);
        return pass;
      });
      return [keywords, ...lines];
    });
  }

  function rescan(previous: ScanResult, text: string, edit: Edit): ScanResult {
    const trace = traces.get(previous);
    if (trace === undefined) return scan(text);
    const result = run(text, (meter) => {
      const [keywords, ...lines] = trace;
      return [
        againAroundKeywords(keywords!, text, edit, meter),
        ...lines.map((pass, i) => againInLines(pass, lineDetectors[i]!, text, edit, meter)),
      ];
    });
    return result.exhausted ? scan(text) : result;
  }

  function run(text: string, passes: (spend: (work: number) => boolean) => Pass[]): ScanResult {
    const limit = budget.fixed + budget.perCodeUnit * text.length;
    let spent = 0;
    const trace = passes((work) => {
      spent += work;
      return spent <= limit;
    });
    const total = trace.reduce((sum, pass) => sum + pass.hits.totalWork, 0);
    const exhausted = spent > limit || total > limit;
    const { kept, covered } = resolveOverlaps(toFindings(trace, detectors), byId);
    const result: ScanResult = { findings: kept, exhausted, ...(covered.length === 0 ? {} : { covered }) };
    if (!exhausted) traces.set(result, trace);
    return result;
  }

  function againAroundKeywords(old: Pass, text: string, edit: Edit, spend: (work: number) => boolean): Pass {
    const shift = edit.inserted - edit.removed;
    const touches = (end: number, index: number, changed: number): boolean =>
      end + compiled[index]!.after + margin >= edit.offset &&
      end - compiled[index]!.before - margin <= edit.offset + changed;
    const from = Math.max(0, edit.offset - farthestAfter - 1);
    const first = old.hits.indexOf(from + 1);
    const last = old.hits.indexOf(edit.offset + edit.removed + farthestBefore + 1);
    const fresh = createPass();
    const region = { from, to: edit.offset + edit.inserted + farthestBefore };
    const wanted = (end: number, index: number): boolean => touches(end, index, edit.inserted);
    keywordPass(compiled, automaton, longestKeyword, text, region, fresh, wanted, spend);

    const untouched = createPass();
    for (let i = first; i < last; i++) {
      const end = old.hits.position[i]!;
      const index = old.hits.detector[i]!;
      if (touches(end, index, edit.removed)) continue;
      const moved = end > edit.offset ? end + shift : end;
      untouched.hits.add(moved, index, old.hits.work[i]!);
    }
    const pass = createPass(old.hits.size + fresh.hits.size);
    pass.hits.addRange(old.hits, 0, first, 0);
    addMerged(pass, untouched, fresh);
    pass.hits.addRange(old.hits, last, old.hits.size, shift);
    for (const candidate of old.candidates) {
      if (touches(candidate.hit, candidate.detector, edit.removed)) continue;
      pass.candidates.push(candidate.hit > edit.offset ? moveBy(candidate, shift) : candidate);
    }
    pass.candidates.push(...fresh.candidates);
    return pass;
  }

  function againInLines(old: Pass, index: number, text: string, edit: Edit, spend: (work: number) => boolean): Pass {
    const shift = edit.inserted - edit.removed;
    const from = edit.offset === 0 ? 0 : text.lastIndexOf('\n', edit.offset - 1) + 1;
    const newline = text.indexOf('\n', edit.offset + edit.inserted);
    const to = newline < 0 ? text.length : newline;
    const first = old.hits.indexOf(from);
    const last = old.hits.indexOf(to - shift + 1);
    const pass = createPass(old.hits.size);
    pass.hits.addRange(old.hits, 0, first, 0);
    for (const candidate of old.candidates) {
      if (candidate.hit < from) pass.candidates.push(candidate);
      else if (candidate.hit > to - shift) pass.candidates.push(moveBy(candidate, shift));
    }
    linePass(compiled[index]!, index, text, { from, to }, pass, spend);
    pass.hits.addRange(old.hits, last, old.hits.size, shift);
    return pass;
  }

  return { detectors, scan, rescan, resolve: (findings) => resolveOverlaps(findings, byId).kept };
}

function addMerged(target: Pass, a: Pass, b: Pass): void {
  let j = 0;
  for (let i = 0; i < a.hits.size; i++) {
    const k = b.hits.indexOf(a.hits.position[i]!);
    if (k > j) {
      target.hits.addRange(b.hits, j, k, 0);
      j = k;
    }
    target.hits.addRange(a.hits, i, i + 1, 0);
  }
  target.hits.addRange(b.hits, j, b.hits.size, 0);
}

function moveBy(candidate: Candidate, shift: number): Candidate {
  return { ...candidate, hit: candidate.hit + shift, offset: candidate.offset + shift };
}

/** Several hits may lead to one finding. */
function toFindings(passes: readonly Pass[], detectors: readonly Detector[]): Finding[] {
  const findings: Finding[] = [];
  for (const pass of passes) {
    for (const { detector, offset, length } of pass.candidates) {
      const { id, confidence = 'medium' } = detectors[detector]!;
      findings.push({ detector: id, offset, length, confidence });
    }
  }
  findings.sort(byPlace);
  return findings.filter((finding, index) => index === 0 || byPlace(finding, findings[index - 1]!) !== 0);
}
