/**
 * Collects which beginnings of values and which words of names belong to detectors of their own, for generic/owned.ts.
 *
 * Reads the detectors' examples alone: a keyword that their values begin with is an owned beginning, one that is the name of
 * a provider is an owned word. `npx tsx scripts/fit/owned.ts` writes server/engine/detect/generic/owned.json.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtinDetectors } from '../../server/engine/detect/builtin';
import { compileDetectors } from '../../server/engine/detect/compile';
import { isWordLike, splitWords } from '../../server/engine/detect/validate/words';

const target = join(__dirname, '..', '..', 'server', 'engine', 'detect', 'generic', 'owned.json');
/** Words that name a kind of credential or an everyday thing before they name a provider. */
const everyday =
  /^(?:secret|cred|keypair|keytab|authorization|vault|runway|paradigm|courier|railway|stability|travis|pivotal)$/;

const { scanner } = compileDetectors(builtinDetectors, { vet: false });
const beginnings = new Set<string>();
const providers = new Set<string>();
for (const { id, keywords = [], examples } of builtinDetectors) {
  if (!id.startsWith('secret/')) continue;
  for (const text of examples?.match ?? []) {
    for (const { detector, offset, length } of scanner.scan(text).findings) {
      if (detector !== id) continue;
      const value = text.slice(offset, offset + length);
      for (const keyword of keywords) {
        if (value.toLowerCase().startsWith(keyword)) addBeginning(value.slice(0, keyword.length));
        else if (/^[a-z]{4,}$/.test(keyword) && id.includes(keyword) && !everyday.test(keyword)) providers.add(keyword);
      }
    }
  }
}
const owned = { beginnings: [...beginnings].sort(), providers: [...providers].sort() };
writeFileSync(target, `${JSON.stringify(owned, null, 1)}\n`);
console.log(`${owned.beginnings.length} beginnings, ${owned.providers.length} providers`);

/** Keeps what ends with a separator and is no plain word, and the four letters that some formats begin with. */
function addBeginning(text: string): void {
  const [beginning = ''] = /^[A-Za-z][\w.-]*[_.-]/.exec(text) ?? [];
  const isPlainWord = splitWords(beginning).every((word) => word.length > 4 && isWordLike(word));
  if (beginning.length >= 4 && !isPlainWord && !/^(?:api|pat|sdk|sat|sess|prd)[-_.]/.test(beginning))
    beginnings.add(beginning.toLowerCase());
  else if (/^[A-Za-z]{4,8}$/.test(text) && !isWordLike(text)) beginnings.add(text);
}
