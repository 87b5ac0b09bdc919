/**
 * The scanner: passes over the text within a work budget, then one finding per value.
 *
 * A rescan keeps the hits an edit can't have touched and looks again at the rest; its outcome equals a scan's because
 * each hit depends on its reach alone. Where the budget ends nothing is kept: the next rescan is a scan.
 */

import { type DocumentPassTools, documentPasses } from './documentPasses';
import { release } from './kernel/kernel';
import { indexKeywords, isSearched } from './keywordIndex';
import type { CompiledDetector } from './look';
import { findNonAscii, linesOf } from './nonAscii';
import { keywordPass, linePass, type Scene } from './passes';
import { byPlace, resolveOverlaps } from './resolve';
import { type Edit, type SpanMemory, spansOf } from './spans';
import { type Candidate, createPass, type Pass } from './trace';
import type { Confidence, Detector, Finding, Scanner, ScanResult } from './types';

/** Work (code units under an expression) allowed for a text: a fixed part and so much for each of its code units. */
export interface Budget {
  readonly fixed: number;
  readonly perCodeUnit: number;
}

export const defaultBudget: Budget = { fixed: 1_000_000, perCodeUnit: 8 };

/** Of a detector that had nowhere to look. Never written to. */
const noPass = createPass();

/** How deep texts are decoded out of texts. */
const maxDepth = 3;

/** What looking around keywords and in lines came to. */
interface Looked {
  readonly passes: readonly Pass[];
  /** Whether it is known that all of the text is ASCII. */
  readonly isAscii: boolean;
}

/** What is kept of a scan. */
interface Trace extends Looked {
  readonly path: string | undefined;
  readonly spans: SpanMemory;
}

/** Returns a scanner over prepared detectors. */
export function createScanner(compiled: readonly CompiledDetector[], budget: Budget = defaultBudget): Scanner {
  const detectors: readonly Detector[] = compiled.map((each) => each.detector);
  const byId = new Map(detectors.map((detector) => [detector.id, detector]));
  const indices = indexKeywords(detectors);
  const lineDetectors = detectors.flatMap((detector, at) => (isSearched(detector) ? [] : [at]));
  const farthestBefore = Math.max(0, ...compiled.map((each) => each.before));
  const farthestAfter = Math.max(0, ...compiled.map((each) => each.after));
  const traces = new WeakMap<ScanResult, Trace>();

  function scan(text: string, path?: string): ScanResult {
    return run(text, path, undefined, lookEverywhere);
  }

  function lookEverywhere(scene: Scene): Looked {
    const whole = { from: 0, to: scene.text.length };
    const around = indices.map(() => createPass(scene.text.length >> 7));
    const isAscii = indices.length > 0 && keywordPass(scene, indices, whole, around);
    const special = isAscii ? [] : linesOf(scene.text, scene.spansIn(findNonAscii));
    const lines = lineDetectors.map((at) => {
      const regions = compiled[at]!.needsNonAscii ? special : [whole];
      if (regions.length === 0) return noPass;
      const pass = createPass();
      for (const region of regions) linePass(scene, at, region, pass);
      return pass;
    });
    return { passes: [...around, ...lines], isAscii };
  }

  function rescan(previous: ScanResult, text: string, edit: Edit): ScanResult {
    const trace = traces.get(previous);
    if (trace === undefined) return scan(text);
    const result = run(text, trace.path, { memory: trace.spans, edit }, (scene) => {
      const around = againAroundKeywords(trace.passes, scene, edit);
      const again = lineDetectors.map((detector, i) => {
        return againInLines(trace.passes[indices.length + i]!, detector, scene, edit);
      });
      return { passes: [...around.passes, ...again], isAscii: trace.isAscii && around.isAscii };
    });
    return result.exhausted ? scan(text, trace.path) : result;
  }

  function run(
    text: string,
    path: string | undefined,
    before: { readonly memory: SpanMemory; readonly edit: Edit } | undefined,
    look: (scene: Scene) => Looked,
  ): ScanResult {
    const spans: SpanMemory = new Map();
    const limit = budget.fixed + budget.perCodeUnit * text.length;
    let spent = 0;
    const scene: Scene = {
      detectors: compiled,
      text,
      path,
      spend: (work) => {
        spent += work;
        return spent <= limit;
      },
      spansIn: (find) => spansOf(find, text, spans, before),
    };
    const { passes, isAscii } = look(scene);
    let spentOnDocument = 0;
    const whole = lookAtWhole(scene, isAscii, 0, (work) => {
      spentOnDocument += work;
      return scene.spend(work);
    });
    const total = passes.reduce((sum, pass) => sum + pass.hits.totalWork, spentOnDocument);
    release();
    const exhausted = spent > limit || total > limit;
    const { kept, covered } = resolveOverlaps(distinct([...toFindings(passes, detectors), ...whole]), byId);
    const result: ScanResult = { findings: kept, exhausted, ...(covered.length === 0 ? {} : { covered }) };
    if (!exhausted) traces.set(result, { passes, isAscii, path, spans });
    return result;
  }

  function lookAtWhole(
    { text, path, spansIn }: Scene,
    isAscii: boolean,
    depth: number,
    spend: Scene['spend'],
  ): Finding[] {
    const findings: Finding[] = [];
    if (depth > maxDepth) return findings;
    const tools: DocumentPassTools = {
      path,
      isAscii,
      depth,
      spansIn,
      spend,
      wants: (id) => byId.has(id),
      found: (finding) => {
        if (byId.has(finding.detector)) findings.push(finding);
      },
      scan: (inner) => {
        const memory: SpanMemory = new Map();
        const spansInside: Scene['spansIn'] = (find) => spansOf(find, inner, memory);
        const scene: Scene = { detectors: compiled, text: inner, path, spend, spansIn: spansInside };
        const looked = lookEverywhere(scene);
        const whole = lookAtWhole(scene, looked.isAscii, depth + 1, spend);
        const all = [...toFindings(looked.passes, detectors), ...whole];
        return resolveOverlaps(distinct(all), byId).kept;
      },
    };
    for (const pass of documentPasses) pass(text, tools);
    return findings;
  }

  function againAroundKeywords(old: readonly Pass[], scene: Scene, edit: Edit): Looked {
    const touches = (end: number, detector: number, changed: number): boolean =>
      end + compiled[detector]!.after >= edit.offset && end - compiled[detector]!.before <= edit.offset + changed;
    const region = {
      from: Math.max(0, edit.offset - farthestAfter - 1),
      to: edit.offset + edit.inserted + farthestBefore,
    };
    const fresh = indices.map(() => createPass());
    const isAscii = keywordPass(scene, indices, region, fresh, (end, detector) =>
      touches(end, detector, edit.inserted),
    );
    const passes = fresh.map((pass, i) => replaceAround(old[i]!, pass, edit, touches));
    return { passes, isAscii };
  }

  /** Returns the pass with what the edit can have touched replaced by what was found there now. */
  function replaceAround(
    old: Pass,
    fresh: Pass,
    edit: Edit,
    touches: (end: number, detector: number, changed: number) => boolean,
  ): Pass {
    const shift = edit.inserted - edit.removed;
    const first = old.hits.indexOf(Math.max(0, edit.offset - farthestAfter - 1) + 1);
    const last = old.hits.indexOf(edit.offset + edit.removed + farthestBefore + 1);
    const untouched = createPass();
    for (let i = first; i < last; i++) {
      const end = old.hits.position(i);
      const detector = old.hits.detector(i);
      if (touches(end, detector, edit.removed)) continue;
      const moved = end > edit.offset ? end + shift : end;
      untouched.hits.add(moved, detector, old.hits.work(i));
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

  function againInLines(old: Pass, detector: number, scene: Scene, edit: Edit): Pass {
    const { text } = scene;
    const { reach } = compiled[detector]!;
    const shift = edit.inserted - edit.removed;
    // Words beside a value may stand in the lines before and after its own.
    const from = edit.offset <= reach ? 0 : text.lastIndexOf('\n', edit.offset - reach - 1) + 1;
    const newline = text.indexOf('\n', edit.offset + edit.inserted + reach);
    const to = newline < 0 ? text.length : newline;
    const first = old.hits.indexOf(from);
    const last = old.hits.indexOf(to - shift + 1);
    const pass = createPass(old.hits.size);
    pass.hits.addRange(old.hits, 0, first, 0);
    for (const candidate of old.candidates) {
      if (candidate.hit < from) pass.candidates.push(candidate);
      else if (candidate.hit > to - shift) pass.candidates.push(moveBy(candidate, shift));
    }
    linePass(scene, detector, { from, to }, pass);
    pass.hits.addRange(old.hits, last, old.hits.size, shift);
    return pass;
  }

  return { detectors, scan, rescan, resolve: (findings) => resolveOverlaps(findings, byId).kept };
}

function addMerged(target: Pass, a: Pass, b: Pass): void {
  let j = 0;
  for (let i = 0; i < a.hits.size; i++) {
    const k = b.hits.indexOf(a.hits.position(i));
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

function toFindings(passes: readonly Pass[], detectors: readonly Detector[]): Finding[] {
  const findings: Finding[] = [];
  for (const { candidates } of passes) {
    for (const { detector, offset, length, confidence } of candidates) {
      findings.push({ detector: detectors[detector]!.id, offset, length, confidence });
    }
  }
  return findings;
}

const rank: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 };

/** Several hits may lead to one finding: the surest stays. */
function distinct(findings: Finding[]): Finding[] {
  findings.sort((a, b) => byPlace(a, b) || rank[b.confidence] - rank[a.confidence]);
  return findings.filter((finding, index) => index === 0 || byPlace(finding, findings[index - 1]!) !== 0);
}
