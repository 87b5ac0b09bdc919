/** The editor's own account of who made an edit. */

import type { Mechanism } from '../mechanism';

export const changeReason: Mechanism = ({ assistant, channel, stateOf }) => {
  if (assistant.kind !== 'extension' || channel !== 'agent-edit' || stateOf('change-reason') === undefined)
    return undefined;
  const note =
    "The editor names the source of an edit that an assistant makes (proposed API 'textDocumentChangeReason').";
  return { by: 'change-reason', holds: 'detected', note };
};
