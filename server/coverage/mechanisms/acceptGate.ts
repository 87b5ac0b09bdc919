/** The gate every accepted suggestion goes through. */

import type { Mechanism } from '../mechanism';

export const acceptGate: Mechanism = ({ assistant, channel, stateOf }) => {
  if (assistant.kind === 'program' || (channel !== 'inline' && channel !== 'next-edit')) return undefined;
  const note =
    stateOf('change-reason')?.state === 'standing'
      ? 'What is accepted is inspected, clicks included.'
      : 'What is accepted by key or command is inspected; a click on the suggestion itself is not seen without a proposed API.';
  return { by: 'accept-gate', holds: 'detected', note, shownBy: ['insertion'] };
};
