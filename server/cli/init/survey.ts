/** Looks at a repository for `policy init`: all its paths, a few telling texts, detectors over a bounded sample. */

import { basename, join } from 'node:path';
import { builtinDetectors } from '../../engine/detect/builtin';
import type { Finding } from '../../engine/detect/types';
import { isForeign, isTelling, type Sample, type Survey } from '../../engine/policy/propose/survey';
import { scannerFor } from '../../engine/policy/scanners';
import { isCredentialName, isForeignFolder } from '../credentialNames';
import type { CliHost } from '../host';
import { showPath } from '../paths';

const maxSamples = 400;
const maxSampleBytes = 256 * 1024;
const maxTelling = 50;
const maxPaths = 200_000;

/** Files that are read before others: people's data, keys and documents stand in them. */
const promising = /\.(?:csv|tsv|sql|json|jsonl|ya?ml|txt|md|env|ini|conf|properties|xml|log)$/i;
const neverText = /\.(?:png|jpe?g|gif|webp|ico|pdf|zip|gz|jar|class|so|dll|exe|woff2?|ttf|mp[34]|lock|map|min\.js)$/i;

/** Returns what there is to see below `root`, an absolute path. */
export async function surveyRepository(host: CliHost, root: string): Promise<Survey> {
  const paths = await listPaths(host, root);
  const texts = new Map<string, string>();
  for (const path of paths.filter(isTelling).slice(0, maxTelling)) {
    const found = await host.files.readText(join(root, path), { maxBytes: maxSampleBytes });
    if (found.kind === 'text') texts.set(path, found.text);
  }
  const samples: Sample[] = [];
  for (const path of choose(paths)) {
    if (host.signal.aborted) break;
    const found = await host.files.readText(join(root, path), { maxBytes: maxSampleBytes });
    if (found.kind === 'text') samples.push({ path, values: countValues(found.text) });
  }
  return { name: basename(root) || 'policy', paths, texts, samples };
}

async function listPaths(host: CliHost, root: string): Promise<readonly string[]> {
  const paths: string[] = [];
  const options = { isAlwaysListed: isCredentialName, isNeverEntered: isForeignFolder };
  for await (const found of host.files.walk(root, options)) {
    if (host.signal.aborted || paths.length === maxPaths) break;
    if (found.kind === 'file') paths.push(showPath(root, found.path));
  }
  return paths;
}

/** Returns the paths to look into, the promising first, the others spread evenly over the repository. */
function choose(paths: readonly string[]): readonly string[] {
  const own = paths.filter((path) => !isForeign(path) && !neverText.test(path));
  const first = spread(own.filter(isPromising), Math.ceil(maxSamples / 2));
  const rest = own.filter((path) => !isPromising(path));
  return [...first, ...spread(rest, maxSamples - first.length)];
}

function isPromising(path: string): boolean {
  const [name = '', parent = ''] = path.split('/').reverse();
  return promising.test(name) || isCredentialName(name, parent);
}

function spread(paths: readonly string[], most: number): string[] {
  if (paths.length <= most) return [...paths];
  return Array.from({ length: most }, (_, index) => paths[Math.floor((index * paths.length) / most)] as string);
}

function countValues(text: string): Sample['values'] {
  const { findings } = scannerFor(builtinDetectors).scan(text);
  const distinct = (chosen: readonly Finding[]): number =>
    new Set(chosen.map(({ offset, length }) => text.slice(offset, offset + length))).size;
  const counts = {
    secret: distinct(findings.filter(({ detector }) => detector.startsWith('secret/'))),
    pii: distinct(findings.filter(({ detector }) => detector.startsWith('pii/'))),
    card: distinct(findings.filter(({ detector }) => detector === 'pii/payment-card')),
    marker: distinct(findings.filter(({ detector }) => detector.startsWith('marker/'))),
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
