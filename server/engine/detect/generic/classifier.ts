/**
 * Weighs a candidate's features: log odds as a sum of weights, so that every decision can be told in words.
 *
 * The weights are data, fitted by scripts/fit; nothing here knows how.
 */

import type { Evidence } from '../extractors';
import type { Confidence } from '../types';
import { isPublished } from '../validate/published';
import type { Candidate, Reach } from './bounds';
import { addFeatures } from './features';
import model from './model.json';
import { createRememberingReaders } from './remembered';

const weights: ReadonlyMap<string, number> = new Map(Object.entries(model.weights));
const bias = weights.get('bias') ?? 0;
const remembering = createRememberingReaders(weightOf);

function weightOf(feature: string, value: number): number {
  return (weights.get(feature) ?? 0) * value;
}

/** Returns the log odds that the candidate is a credential; -Infinity where that needs no weighing. */
export function weigh(reach: Reach, candidate: Candidate, path: string | undefined): number {
  let sum = bias;
  const add = (feature: string, value: number): void => {
    sum += feature === 'name' || feature === 'value' ? value : weightOf(feature, value);
  };
  const named = addFeatures(reach, candidate, path, add, remembering);
  const isKnown = sum >= model.thresholds.low && isPublished(reach.text.slice(candidate.from, candidate.to));
  return named && !isKnown ? sum : Number.NEGATIVE_INFINITY;
}

/** Returns how sure a finding of these log odds is, `undefined` for none. */
export function confidenceOf(logOdds: number): Confidence | undefined {
  const { low, medium, high } = model.thresholds;
  return logOdds >= high ? 'high' : logOdds >= medium ? 'medium' : logOdds >= low ? 'low' : undefined;
}

/** Returns what was weighed, the heaviest first. */
export function explainWeights(reach: Reach, candidate: Candidate, path: string | undefined): Evidence[] {
  const evidence: Evidence[] = [];
  addFeatures(reach, candidate, path, (what, value) => {
    const weight = weightOf(what, value);
    if (Math.abs(weight) >= 0.005) evidence.push({ what, weight });
  });
  return evidence.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}
