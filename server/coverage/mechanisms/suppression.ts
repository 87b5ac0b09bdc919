/** Completions that are kept away from a document above the assistant's clearance. */

import type { Mechanism } from '../mechanism';

export const suppression: Mechanism = ({ assistant, channel, stateOf }) => {
  if (assistant.kind !== 'extension' || (channel !== 'inline' && channel !== 'next-edit')) return undefined;
  const perDocument = stateOf('exclusion')?.state === 'standing';
  const note = perDocument
    ? 'Not asked for completions in a document above its clearance.'
    : 'Not asked for completions while a document above its clearance is active; a fast switch can race that.';
  return { by: 'suppression', holds: 'detected', note };
};
