/** Logistic regression over sparse named features, small enough to read: ridge penalty, full batches, a fixed number of steps. */

/** One example: its features' values, whether it is positive, and how much it counts. */
export interface Example {
  readonly features: ReadonlyMap<string, number>;
  readonly label: boolean;
  readonly weight: number;
}

export type Weights = Readonly<Record<string, number>>;

const steps = 500;
const bias = 'bias';

/** Says which way a feature may count: 1 only for, -1 only against, 0 either. */
export type Sign = (feature: string) => -1 | 0 | 1;

/**
 * Returns the weights that explain the examples best, `penalty` keeping them near 0 or `priors`; the same every time.
 *
 * A feature whose meaning is plain keeps its sign, whatever a few repositories happen to suggest.
 */
export function fitLogistic(examples: readonly Example[], penalty: number, sign: Sign, priors: Weights = {}): Weights {
  const index = new Map([bias, ...Object.keys(priors)].map((name, i) => [name, i]));
  for (const { features } of examples)
    for (const name of features.keys()) if (!index.has(name)) index.set(name, index.size);
  const rows = examples.map(({ features, label, weight }) => ({
    at: Int32Array.from([...features.keys()].map((name) => index.get(name)!)),
    values: Float64Array.from(features.values()),
    label: label ? 1 : 0,
    weight,
  }));
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const weights = new Float64Array(index.size);
  const signs = Int8Array.from(index.keys(), sign);
  const prior = Float64Array.from(index.keys(), (name) => priors[name] ?? 0);
  weights.set(prior);
  const mean = new Float64Array(index.size);
  const square = new Float64Array(index.size);
  for (let step = 1; step <= steps; step++) {
    const gradient = weights.map((weight, i) => (i === 0 ? 0 : (penalty * (weight - prior[i]!)) / total));
    for (const { at, values, label, weight } of rows) {
      let sum = weights[0]!;
      for (let i = 0; i < at.length; i++) sum += weights[at[i]!]! * values[i]!;
      const error = ((sigmoid(sum) - label) * weight) / total;
      gradient[0]! += error;
      for (let i = 0; i < at.length; i++) gradient[at[i]!]! += error * values[i]!;
    }
    adam(weights, gradient, mean, square, step);
    for (let i = 0; i < weights.length; i++) if (weights[i]! * signs[i]! < 0) weights[i] = 0;
  }
  return Object.fromEntries([...index].map(([name, i]) => [name, weights[i]!]));
}

/** Returns the log odds of the features under the weights. */
export function logOdds(features: ReadonlyMap<string, number>, weights: Weights): number {
  let sum = weights[bias] ?? 0;
  for (const [name, value] of features) sum += (weights[name] ?? 0) * value;
  return sum;
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** One step after Kingma and Ba, "Adam: a method for stochastic optimization" (2015). */
function adam(
  weights: Float64Array,
  gradient: Float64Array,
  mean: Float64Array,
  square: Float64Array,
  step: number,
): void {
  const rate = step < steps * 0.7 ? 0.1 : 0.02;
  for (let i = 0; i < weights.length; i++) {
    mean[i] = 0.9 * mean[i]! + 0.1 * gradient[i]!;
    square[i] = 0.999 * square[i]! + 0.001 * gradient[i]! ** 2;
    weights[i]! -= (rate * (mean[i]! / (1 - 0.9 ** step))) / (Math.sqrt(square[i]! / (1 - 0.999 ** step)) + 1e-9);
  }
}
