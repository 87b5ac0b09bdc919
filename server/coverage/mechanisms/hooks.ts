/** The hooks that an assistant's host asks before each step of its agent. */

import type { CoverageChannel, MechanismState } from '../../lsp/protocol/coverage';
import type { Mechanism } from '../mechanism';

/** Hosts that refuse where a hook of ours fails or is late. */
const closingHosts: readonly string[] = ['cursor'];

const eventOf: Partial<Record<CoverageChannel, string>> = {
  chat: 'prompt',
  'agent-read': 'read',
  'agent-shell': 'shell',
  'agent-edit': 'edit',
  mcp: 'mcp',
};

export const hooks: Mechanism = ({ traits, channel, stateOf }) => {
  const event = eventOf[channel];
  if (traits.hooks === undefined || event === undefined) return undefined;
  const ids = [`hooks/${traits.hooks}`, `plugin/${traits.hooks}`];
  const inState = (state: MechanismState['state']): string | undefined =>
    ids.find((id) => stateOf(id)?.state === state);
  const by = inState('standing') ?? inState('undone') ?? (ids[0] as string);
  if (stateOf(by)?.state === 'absent' || stateOf(by) === undefined) {
    return {
      by,
      holds: 'could',
      note: `Run \`portcullis hook install ${traits.hooks}\` to have it ask before each step.`,
    };
  }
  const shownBy = [`hook/${traits.hooks}/${event}`];
  const opens = closingHosts.includes(traits.hooks)
    ? ''
    : ' Its host goes on where a hook fails or is late; ours answers before that.';
  if (channel === 'chat') {
    const note = `Its hook is asked about each prompt and the files it names, not about what is attached in silence.${opens}`;
    return { by, holds: 'detected', note, shownBy };
  }
  return { by, holds: 'enforced', note: `Its hook is asked before each step and can refuse it.${opens}`, shownBy };
};
