/** Reads the patches that `apply_patch` tools take: files between markers, added lines with a plus. Pure. */

import type { Ask } from './hookHost';

/** Returns the edits of a patch, none where it is not of that form. */
export function editsOfPatch(patch: string): readonly Extract<Ask, { kind: 'edit' }>[] {
  const edits: { kind: 'edit'; path: string; lines: string[] }[] = [];
  for (const line of patch.split(/\r?\n/)) {
    const path = /^\*\*\* (?:Update File|Add File|Delete File|Move to): (.+)$/.exec(line)?.[1];
    if (path !== undefined)
      edits.push({
        kind: 'edit',
        path: path.trim(),
        lines: [...(/Move to/.test(line) ? (edits.at(-1)?.lines ?? []) : [])],
      });
    else if (line.startsWith('+')) edits.at(-1)?.lines.push(line.slice(1));
  }
  return edits.map(({ kind, path, lines }) => ({ kind, path, text: lines.join('\n') }));
}
