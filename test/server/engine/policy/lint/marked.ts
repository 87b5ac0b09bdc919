/** Policies whose warnings are marked in comments below their places, and the fixes that end them. */

import assert from 'node:assert/strict';
import { parsePolicyDocument } from '../../../../../server/engine/policy/document';
import { applyEdits } from '../../../../../server/engine/policy/edits';
import { lintPolicy, type Warning } from '../../../../../server/engine/policy/lint';
import { parsePolicy } from '../../../../../server/engine/policy/parse';
import type { LayerKind, LayerPolicy, Policy } from '../../../../../server/engine/policy/types';

export const head = `apiVersion: portcullis/v1
metadata: { name: acme, version: "1" }
levels: [public, internal, confidential, restricted]
`;

export interface Setting {
  readonly kind?: LayerKind;
  readonly below?: Policy;
  readonly files?: readonly string[];
}

const now = new Date('2026-11-21T00:00:00Z');

/** Returns the warnings about a text that is a policy without problems. */
export function lint(text: string, { kind = 'organisation', ...setting }: Setting = {}): readonly Warning[] {
  const document = parsePolicyDocument(text, 'policy.yaml');
  const problems = kind === 'organisation' ? parsePolicy(text, 'policy.yaml').problems : document.problems;
  assert.deepEqual(problems, [], text);
  return lintPolicy({ document, policy: document.value as LayerPolicy, kind, now, ...setting });
}

/**
 * Asserts that the text, after a valid head, has exactly the warnings that its marks name: a comment `# ^^^ CODE` stands
 * below each place, carets under its first character on.
 */
export function assertMarked(text: string, setting?: Setting): readonly Warning[] {
  const lines = `${head}${text}`.split('\n');
  let above = 0;
  const marks = lines.flatMap((line, index) => {
    const [, before, code] = /^(\s*#\s*)\^+ ([A-Z_]+)$/.exec(line) ?? [];
    if (before === undefined) above = index + 1;
    return before === undefined ? [] : [`${above}:${before.length + 1} ${code}`];
  });
  const warnings = lint(lines.join('\n'), setting);
  assert.deepEqual(
    warnings.map(({ line, column, code }) => `${line}:${column} ${code}`),
    marks,
    JSON.stringify(warnings, undefined, 2),
  );
  for (const warning of warnings) assertFixed(lines.join('\n'), warning, setting);
  return warnings;
}

/** Returns the text after the fix, with or without the head of the tests. */
export function fixed(text: string, warning: Warning | undefined, title: string): string {
  const fix = warning?.fixes.find((candidate) => candidate.title === title);
  assert.ok(fix, `no fix '${title}' in ${JSON.stringify(warning?.fixes)}`);
  return applyEdits(`${head}${text}`, fix.edits).slice(head.length);
}

/** Asserts that each fix leaves a policy without problems, and without the warning. */
export function assertFixed(text: string, warning: Warning, setting?: Setting): void {
  const count = (warnings: readonly Warning[]) => warnings.filter(({ code }) => code === warning.code).length;
  const before = count(lint(text, setting));
  for (const { title, edits } of warning.fixes) {
    const after = lint(applyEdits(text, edits), setting);
    const isGone = !after.some(({ code, message }) => code === warning.code && message === warning.message);
    assert.ok(isGone || count(after) < before, `'${title}' mends '${warning.message}' in\n${text}`);
  }
}
