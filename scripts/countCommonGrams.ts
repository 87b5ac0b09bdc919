/**
 * Counts which four bytes are common in source code, for the choice of what keywords are looked up by.
 *
 * Run with `npx tsx scripts/countCommonGrams.ts FOLDER...` over folders of code and documentation in many languages; it writes
 * server/engine/detect/kernel/commonGrams.json, the most common first. What it holds only decides how fast a search is.
 */

import fs from 'node:fs';
import path from 'node:path';
import { foldByte } from '../server/engine/detect/kernel/keywordTexts';

const kept = 1536;
const mostBytes = 200_000;
const isText =
  /\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|c|h|cc|cpp|cs|php|pm|pl|sh|sql|html|css|json|ya?ml|toml|ini|md|txt)$/;
const counts = new Float64Array(2 ** 24);

for (const folder of process.argv.slice(2)) {
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !isText.test(entry.name)) continue;
    count(fs.readFileSync(path.join(entry.parentPath, entry.name)).subarray(0, mostBytes));
  }
}
const ranked = [...counts.keys()].filter((gram) => counts[gram]! > 1).sort((a, b) => counts[b]! - counts[a]!);
const target = path.resolve(__dirname, '../server/engine/detect/kernel/commonGrams.json');
fs.writeFileSync(target, `${JSON.stringify(ranked.slice(0, kept).map(spell).join(''))}\n`);

/** A file's thousandth occurrence says less than its first. */
function count(bytes: Uint8Array): void {
  const inFile = new Map<number, number>();
  let gram = 0;
  for (const [i, byte] of bytes.entries()) {
    gram = ((gram << 6) | foldByte(byte)) & 0xffffff;
    if (i > 2) inFile.set(gram, (inFile.get(gram) ?? 0) + 1);
  }
  for (const [each, times] of inFile) counts[each]! += Math.sqrt(times);
}

function spell(gram: number): string {
  const codes = [18, 12, 6, 0].map((shift) => (gram >> shift) & 63);
  return String.fromCharCode(...codes.map((code) => (code < 32 ? code + 96 : code)));
}
