/**
 * Turns policies/detectors into what the program loads (detectors.generated.json, startup.generated.json) and into the
 * doc pages.
 *
 * Fails, naming every file and field, where a detector does not follow its schema; whether its expression is safe and its
 * examples hold is the test suite's to say.
 */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { parse } from 'yaml';
import { chooseGrams } from '../server/engine/detect/kernel/chooseGrams';
import { ownersOfKeywords } from '../server/engine/detect/keywordOwners';
import { needsNonAscii } from '../server/engine/detect/shape';
import type { Detector } from '../server/engine/detect/types';
import { formatFamily } from './detectorDocs';

const root = join(__dirname, '..');
const source = join(root, 'policies', 'detectors');
const target = join(root, 'server', 'engine', 'detect');
const docs = join(root, 'docs', 'detectors');

const ajv = new Ajv2020({ allErrors: true, formats: { uri: (text: string) => URL.canParse(text) } });
const readSchema = (name: string) => JSON.parse(readFileSync(join(root, 'policies', name), 'utf8')) as object;
const validate = ajv.addSchema(readSchema('detector.schema.json')).compile(readSchema('builtin-detector.schema.json'));

const problems: string[] = [];
const families = new Map<string, Detector[]>();
for (const family of readdirSync(source).sort()) {
  const files = readdirSync(join(source, family)).filter((name) => name.endsWith('.yaml'));
  families.set(
    family,
    files.sort().flatMap((name) => read(family, name)),
  );
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
} else {
  const all = [...families.values()].flat();
  writeIfChanged(join(target, 'detectors.generated.json'), `${JSON.stringify(all, null, 1)}\n`);
  writeIfChanged(join(target, 'startup.generated.json'), `${JSON.stringify(startupFacts(all))}\n`);
  for (const [family, detectors] of families)
    writeIfChanged(join(docs, `${family}.md`), formatFamily(family, detectors));
  console.log(`${all.length} detectors in ${families.size} families`);
}

function startupFacts(detectors: readonly Detector[]): object {
  const nonAscii = detectors.filter(({ trigger }) => trigger !== undefined && needsNonAscii(trigger, ''));
  return {
    offsets: chooseGrams([...ownersOfKeywords(detectors).keys()]),
    nonAscii: nonAscii.map(({ id }) => id),
  };
}

function read(family: string, name: string): Detector[] {
  const path = join('policies', 'detectors', family, name);
  const data: unknown = parse(readFileSync(join(root, path), 'utf8'));
  if (!validate(data)) {
    for (const error of validate.errors ?? []) problems.push(`${path}: ${error.instancePath || '/'} ${error.message}`);
    return [];
  }
  const detector = data as Detector;
  if (`${detector.id}.yaml` !== `${family}/${name}`)
    problems.push(`${path}: /id must be ${family}/${name.slice(0, -5)}`);
  return [detector];
}

function writeIfChanged(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  try {
    if (readFileSync(path, 'utf8') === text) return;
  } catch {
    // Not there yet.
  }
  writeFileSync(path, text);
}
