/** A scanner of one family of built-in detectors, read from their files: for tests of what a family sees. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compileDetectors } from '../../../../../server/engine/detect/compile';
import type { Detector } from '../../../../../server/engine/detect/types';

/** Returns the ids of what the family's detectors find in a text, each once and without the family. */
export function familyScanner(family: string): (text: string) => readonly string[] {
  const folder = join('policies', 'detectors', family);
  const detectors = readdirSync(folder).map((name) => parse(readFileSync(join(folder, name), 'utf8')) as Detector);
  const { scanner } = compileDetectors(detectors, { vet: false });
  return (text) => [...new Set(scanner.scan(text).findings.map(({ detector }) => detector.slice(family.length + 1)))];
}
