/** The explain command's answer: a document's label with its reasons, who may see it, what may be inserted. */

import { formatLabel } from '../../engine/label';
import type { Handlers } from '../handlers';
import { escapeMarkdown, toCode } from '../markdown';
import type { View } from '../openDocument';
import { type ExplainParams, type ExplainResult, explainRequest } from '../protocol';
import type { InForce, LayerInForce } from '../services';
import type { Session } from '../session';
import { titleOf, toReasonLines } from '../toProtocol';
import { decideFor, toVerdict } from '../verdict';
import { describeAudience } from './hover';

const maxFindings = 100;

export function startExplain(session: Session, handlers: Handlers): void {
  handlers.onRequest(explainRequest, async ({ uri }: ExplainParams): Promise<ExplainResult> => {
    const view = await session.view(uri);
    return { markdown: explain(view, session.inForce(uri), session.services.now()) };
  });
}

function explain(view: View, inForce: InForce, now: Date): string {
  const verdict = toVerdict(view, decideFor(view, {}, now));
  const label = escapeMarkdown(formatLabel(view.classification.label));
  return [
    `# ${escapeMarkdown(view.location.path ?? 'Unsaved document')}: ${label}`,
    '## Why',
    toReasonLines(view)
      .map((line) => `- ${escapeMarkdown(line)}`)
      .join('\n'),
    '## Who may see it',
    describeAudience(view, now),
    '## What an AI may insert',
    verdict.effect === 'allow'
      ? 'Suggestions may be inserted; the inserted text is inspected.'
      : `${escapeMarkdown(verdict.message)}${verdict.enforced ? '' : ' (The policy only observes: nothing is held back.)'}`,
    ...findingsSection(view),
    '## Policy',
    describePolicy(view, inForce),
  ].join('\n\n');
}

function findingsSection(view: View): string[] {
  const { findings } = view.classification;
  if (findings.length === 0) return [];
  const lines = findings.slice(0, maxFindings).map(({ detector, offset, confidence }) => {
    const { line, character } = view.document.positionAt(offset);
    const title = escapeMarkdown(titleOf(view, detector));
    return `- Line ${line + 1}, column ${character + 1}: ${title} (${toCode(detector)}, ${confidence} confidence)`;
  });
  const more = findings.length - lines.length;
  return ['## Findings', [...lines, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n')];
}

function describePolicy({ compiled }: View, { source, path, problems, layers }: InForce): string {
  const { name, version } = compiled.identity;
  const where = path === undefined ? source : `${source}, ${toCode(path)}`;
  const broken =
    problems.length === 0 ? '' : ` The installed file has ${problems.length} problems, so an earlier policy holds.`;
  const own = `${escapeMarkdown(name)} ${escapeMarkdown(version)} (${where}), mode ${compiled.mode}.${broken}`;
  return [own, ...layers.map(describeLayer)].join('\n\n');
}

function describeLayer({ kind, name, version, path, state }: LayerInForce): string {
  const doubt = {
    good: '',
    kept: ' Its file is broken, so what it said before holds.',
    strictest: ' Its file is broken, so nothing passes.',
  };
  return `With the ${kind}'s layer ${escapeMarkdown(name)} ${escapeMarkdown(version)} (${toCode(path)}).${doubt[state]}`;
}
