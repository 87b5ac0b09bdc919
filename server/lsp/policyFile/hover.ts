/** Hover in policy files: a field's documentation, what a name stands for, and which files a glob matches. */

import type { Hover, Position } from 'vscode-languageserver';
import { toList } from '../../engine/markdown';
import { hoverAt } from '../../engine/policy/language/hover';
import type { Cancellation } from '../services';
import type { FeatureContext } from './feature';
import { describeCount } from './fileMatches';
import { toRange } from './toProtocol';

/** Returns what to show of a policy file at a position, `null` where there is nothing. */
export async function hoverPolicy(
  { files, matches }: FeatureContext,
  uri: string,
  position: Position,
  cancellation: Cancellation,
): Promise<Hover | null> {
  const file = files.get(uri);
  const hover = file && hoverAt(file.source, file.document.offsetAt(position));
  if (file === undefined || hover === undefined) return null;
  const parts = [hover.markdown];
  if (hover.pathGlob !== undefined) {
    const isTakenAway = hover.pathGlob.startsWith('!');
    const glob = hover.pathGlob.replace(/^!/, '');
    const found = await matches.find(uri, [glob], cancellation);
    const verb = isTakenAway ? 'would be taken away by it' : found.count === 1 ? 'matches it' : 'match it';
    parts.push(`${describeCount(found)} of this workspace ${verb}: ${toList(found.first.map(({ path }) => path))}`);
  }
  const value = parts.filter((part) => part !== '').join('\n\n');
  return { contents: { kind: 'markdown', value }, range: toRange(file, hover.range) };
}
