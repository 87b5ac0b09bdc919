/** Hover over a finding: what it is, why it matters, what to do, and who may see this file. Elsewhere another's answer. */

import type { Hover, HoverParams } from 'vscode-languageserver';
import { formatLabel } from '../../engine/label';
import { audienceOf } from '../audience';
import { docsPageOf } from '../docs';
import type { Handlers } from '../handlers';
import { escapeMarkdown } from '../markdown';
import type { View } from '../openDocument';
import type { PolicyFileSupport } from '../policyFile';
import type { Session } from '../session';
import { detectorOf, titleOf, toRange } from '../toProtocol';

export function startHover(session: Session, handlers: Handlers, elsewhere: PolicyFileSupport['hover']): void {
  handlers.onRequest('textDocument/hover', async (params: HoverParams, cancellation): Promise<Hover | null> => {
    const { textDocument, position } = params;
    const view = await session.view(textDocument.uri);
    const offset = view.document.offsetAt(position);
    const findings = view.classification.findings.filter(
      (finding) => finding.offset <= offset && offset <= finding.offset + finding.length,
    );
    const [first] = findings;
    if (first === undefined) return elsewhere(textDocument.uri, position, cancellation);
    const parts = findings.map(({ detector }) => describeDetector(view, detector, session.docsBase));
    const value = [...new Set(parts), describeAudience(view, session.services.now())].join('\n\n---\n\n');
    return { contents: { kind: 'markdown', value }, range: toRange(view.document, first) };
  });
}

function describeDetector(view: View, id: string, docsBase: string): string {
  const detector = detectorOf(view, id);
  const page = docsPageOf(id, detector, docsBase);
  const name = page === undefined ? `\`${id}\`` : `[\`${id}\`](${page})`;
  return [`**${escapeMarkdown(titleOf(view, id))}** ${name}`, detector?.why, detector?.remedy]
    .filter((line) => line !== undefined)
    .join('\n\n');
}

/** Returns the file's label and which of the policy's models may see it whole. */
export function describeAudience(view: View, now: Date): string {
  const { models } = audienceOf(view, now);
  const list = (allowed: boolean): string =>
    models
      .filter((model) => model.allowed === allowed)
      .map(({ id }) => `\`${id}\``)
      .join(', ') || 'none';
  return [
    `This file is **${escapeMarkdown(formatLabel(view.classification.label))}**.`,
    `Models that may see it: ${list(true)}.`,
    `Models that may not: ${list(false)}.`,
  ].join(' ');
}
