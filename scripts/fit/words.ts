/**
 * Counts which letters follow which in the words of software and its documentation, for validate/words.ts.
 *
 * Reads the packages that are installed; a word counts where several packages use it, so that tokens, hashes and minified
 * names don't. `npx tsx scripts/fit/words.ts` writes server/engine/detect/validate/trigrams.json.
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitWords } from '../../server/engine/detect/validate/words';

const root = join(__dirname, '..', '..');
const target = join(root, 'server', 'engine', 'detect', 'validate', 'trigrams.json');
const maxFile = 150_000;
const minPackages = 3;
/** How strongly a pair's and a letter's own commonness stands in for triples that are rare. */
const smoothing = 6;

const packagesOf = new Map<string, Set<string>>();
for (const name of packageNames()) {
  const folder = join(root, 'node_modules', name);
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(?:md|d\.ts|[cm]?js)$/.test(file) || /(?:^|\/)node_modules\/|[.-]min\./.test(file)) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    if (text.length > maxFile || text.length / (text.split('\n').length + 1) > 120) continue;
    for (const word of splitWords(text)) count(word.toLowerCase(), name);
  }
}
const words = [...packagesOf].filter(([, packages]) => packages.size >= minPackages);
writeFileSync(target, `${JSON.stringify({ words: words.length, table: table() })}\n`);
console.log(`${words.length} words`);

function packageNames(): string[] {
  const all = readdirSync(join(root, 'node_modules')).filter((name) => !name.startsWith('.'));
  return all.flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(root, 'node_modules', name)).map((inner) => `${name}/${inner}`) : [name],
  );
}

function count(word: string, name: string): void {
  if (word.length < 3 || word.length > 18) return;
  const packages = packagesOf.get(word);
  if (packages) packages.add(name);
  else packagesOf.set(word, new Set([name]));
}

/** Returns, for each two letters and a third, a character: '(' plus four times log2 of its likelihood ratio, plus 32. */
function table(): string {
  const triples = new Float64Array(27 * 27 * 27);
  const pairs = new Float64Array(27 * 27);
  const singles = new Float64Array(27);
  for (const [word, packages] of words) {
    const weight = Math.log2(1 + packages.size);
    let state = 0;
    for (const letter of `${word}\``) {
      const symbol = letter === '`' ? 0 : letter.charCodeAt(0) - 96;
      triples[state * 27 + symbol]! += weight;
      pairs[(state % 27) * 27 + symbol]! += weight;
      singles[symbol]! += weight;
      state = (state % 27) * 27 + symbol;
    }
  }
  const total = singles.reduce((sum, each) => sum + each, 0);
  let out = '';
  for (let state = 0; state < 27 * 27; state++) {
    const last = state % 27;
    const after = sum(triples, state * 27);
    const afterLast = sum(pairs, last * 27);
    for (let symbol = 0; symbol < 27; symbol++) {
      const single = (singles[symbol]! + 1) / (total + 27);
      const pair = (pairs[last * 27 + symbol]! + smoothing * single) / (afterLast + smoothing);
      const likely = (triples[state * 27 + symbol]! + smoothing * pair) / (after + smoothing);
      // Where a word ends says little: a ratio to an even chance of one in six keeps it from dominating.
      const ratio = Math.log2(likely * (symbol === 0 ? 6 : 26));
      out += String.fromCharCode(40 + Math.min(50, Math.max(0, Math.round(ratio * 4) + 32)));
    }
  }
  return out;
}

function sum(counts: Float64Array, from: number): number {
  let all = 0;
  for (let i = from; i < from + 27; i++) all += counts[i]!;
  return all;
}
