/** The check of what is typed into the editor's chat. */

import type { Mechanism } from '../mechanism';

export const chatInput: Mechanism = ({ assistant, channel, stateOf }) => {
  // It stands before the editor's own chat; others bring views of their own.
  const usesChat = assistant.id === 'github.copilot-chat' || assistant.channels?.includes('chat') === true;
  if (channel !== 'chat' || !usesChat || stateOf('chat-input') === undefined) return undefined;
  const note =
    'What is sent by Enter or a command is looked at, with the files it names; the Send button, what the editor adds by itself, and attachments that the text does not name, go past it.';
  return { by: 'chat-input', holds: 'detected', note, shownBy: ['chat-input'] };
};
