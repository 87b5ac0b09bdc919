/**
 * What the status bar says, worked out from what is known. Pure, so that every state can be read off a table of tests.
 */

import type { ClassificationParams, Status } from '../../server/lsp/protocol';
import type { ConnectionState } from '../connection';
import { isLowest } from '../gate/admit';

export interface StatusInput {
  readonly connection: ConnectionState;
  readonly problem?: string | undefined;
  readonly status?: Status | undefined;
  /** Name of the active file; absent where no editor is open. */
  readonly file?: string | undefined;
  readonly classification?: ClassificationParams | undefined;
  /** Names of the installed assistants that the file is kept from. */
  readonly keptFrom?: readonly string[] | undefined;
  /** Completion providers that another setting lets in against the policy. */
  readonly overridden?: readonly string[] | undefined;
  /** The editor's accept commands that another extension has taken over. */
  readonly takenByOthers?: readonly string[] | undefined;
  /** Ids of the mechanisms of ours that somebody has undone. */
  readonly drifted?: readonly string[] | undefined;
}

export interface StatusView {
  readonly text: string;
  /** The same without icons, for screen readers. */
  readonly spoken: string;
  readonly tooltip: string;
  readonly severity: 'none' | 'warning' | 'error';
}

export function statusView(input: StatusInput): StatusView {
  const { icon, words, severity } = headline(input);
  return { text: `$(${icon}) ${words}`, spoken: `Portcullis: ${words}`, tooltip: tooltip(input, words), severity };
}

function headline(input: StatusInput): { icon: string; words: string; severity: StatusView['severity'] } {
  const { connection, status, file, classification } = input;
  if (connection === 'lost') {
    const words =
      file !== undefined && isLowest(classification) ? 'not inspected: service lost' : 'closed: service lost';
    return { icon: 'shield', words, severity: 'error' };
  }
  const isBypassed = [input.overridden, input.takenByOthers, input.drifted].some((list) => (list?.length ?? 0) > 0);
  const severity = isInTrouble(status) || isBypassed ? 'warning' : 'none';
  if (connection === 'starting') return { icon: 'loading~spin', words: 'Portcullis', severity: 'none' };
  const icon = severity === 'warning' ? 'warning' : 'shield';
  if (file === undefined) return { icon, words: 'Portcullis', severity };
  if (classification === undefined) return { icon, words: 'not classified', severity };
  const mark = status?.policy.mode === 'observe' ? ' (observe)' : '';
  return { icon, words: `${labelText(classification)}${mark}`, severity };
}

function tooltip(input: StatusInput, words: string): string {
  const {
    connection,
    problem,
    status,
    file,
    classification,
    keptFrom = [],
    overridden = [],
    takenByOthers = [],
    drifted = [],
  } = input;
  const parts: string[] = [];
  if (connection === 'lost') {
    parts.push(
      '**The Portcullis service is not running.** AI suggestions are refused in every file above the lowest level until it is back.',
    );
    if (problem) parts.push(escapeMarkdown(problem));
  } else if (connection === 'starting') parts.push('Portcullis is starting.');
  if (file !== undefined) {
    parts.push(`**${escapeMarkdown(file)}**: ${escapeMarkdown(classification ? labelText(classification) : words)}`);
    if (classification) parts.push(list(classification.reasons));
    if (classification?.insertion.message) parts.push(escapeMarkdown(classification.insertion.message));
    if (keptFrom.length > 0) parts.push(`Kept away from this file: ${escapeMarkdown(keptFrom.join(', '))}.`);
    if (overridden.length > 0) {
      parts.push(
        `$(warning) Another setting lets ${escapeMarkdown(overridden.join(', '))} in against the policy: \`editor.inlineSuggest.experimental.suppressInlineSuggestions\` is set for this workspace or language.`,
      );
    }
  } else parts.push('No file is open. Open one to see its label.');
  if (takenByOthers.length > 0) {
    parts.push(
      `$(warning) Another extension has taken over ${escapeMarkdown(takenByOthers.join(', '))}. A suggestion accepted by that command, from the palette or a toolbar, is not stopped before it is in the file. Disable the other extension and reload the window.`,
    );
  }
  if (drifted.length > 0) {
    parts.push(
      `$(warning) What Portcullis put up was undone: ${escapeMarkdown(drifted.join(', '))}. [See the coverage](command:portcullis.showCoverage)`,
    );
  }
  if (status) parts.push(policyText(status));
  parts.push(
    '[Explain this file](command:portcullis.explainFile) · [Why was this blocked?](command:portcullis.whyBlocked) · [Log](command:portcullis.showLog) · [Policy](command:portcullis.openPolicy)',
  );
  return parts.filter((part) => part !== '').join('\n\n');
}

function policyText({ policy, log }: Status): string {
  const source = {
    organisation: '',
    baseline: ' (none installed: the baseline)',
    strictest: ' (the installed one is broken)',
  };
  const lines = [
    `Policy **${escapeMarkdown(policy.name)}** ${escapeMarkdown(policy.version)}${source[policy.source]}, ${policy.mode === 'observe' ? 'observing only: nothing is refused' : 'enforced'}.`,
  ];
  for (const { kind, name, version, path, state } of policy.layers ?? []) {
    const doubt = { good: '', kept: '; its file is broken, what it said before holds', strictest: '' }[state];
    lines.push(
      state === 'strictest'
        ? `$(error) The ${kind}'s policy layer ${escapeMarkdown(path)} is broken: nothing passes until it is mended.`
        : `With the ${kind}'s layer **${escapeMarkdown(name)}** ${escapeMarkdown(version)}${doubt}.`,
    );
  }
  const count = policy.problems.length;
  if (count > 0) {
    const inForce = policy.source === 'strictest' ? 'the strictest default is' : 'the last good one stays';
    lines.push(
      `$(warning) The installed policy has ${count} problem${count === 1 ? '' : 's'}; ${inForce} in force. [Show](command:portcullis.openPolicy)`,
    );
  }
  if (log.error) lines.push(`$(error) The log can't be written: ${escapeMarkdown(log.error)}`);
  return lines.join('\n\n');
}

function isInTrouble(status: Status | undefined): boolean {
  return (
    status !== undefined &&
    (status.policy.problems.length > 0 || status.policy.source === 'strictest' || !!status.log.error)
  );
}

function labelText({ label }: ClassificationParams): string {
  return label.categories.length === 0 ? label.level : `${label.level} [${label.categories.join(', ')}]`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${escapeMarkdown(item)}`).join('\n');
}

/** File names and policy texts are other people's: they may not become markup, icons or links. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-!<>|~$&]/g, '\\$&').replace(/\s+/g, ' ');
}
