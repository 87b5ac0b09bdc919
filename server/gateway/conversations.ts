/**
 * What conversations hold that are not sent again with each turn, by the id under which they go on.
 *
 * Bounded; a conversation that was dropped, or began before the gateway did, goes on with what its next request holds.
 */

import type { Placeholders } from './placeholders';
import type { Upstream } from './types';

export interface Conversation {
  /** Everything that was sent, as it was sent. */
  readonly text: string;
  readonly placeholders: Placeholders;
}

export interface Conversations {
  get(upstream: Upstream, id: string): Conversation | undefined;
  set(upstream: Upstream, id: string, conversation: Conversation): void;
}

const mostConversations = 256;
const mostCodeUnits = 8 * 1024 * 1024;

/** Returns an empty memory. */
export function createConversations(): Conversations {
  /** The last used at the end. */
  const known = new Map<string, Conversation>();
  let codeUnits = 0;

  const keyOf = ({ name }: Upstream, id: string): string => `${name} ${id}`;

  function drop(key: string): void {
    const conversation = known.get(key);
    if (conversation === undefined) return;
    known.delete(key);
    codeUnits -= conversation.text.length;
  }

  return {
    get(upstream, id) {
      const key = keyOf(upstream, id);
      const conversation = known.get(key);
      if (conversation !== undefined) {
        known.delete(key);
        known.set(key, conversation);
      }
      return conversation;
    },
    set(upstream, id, conversation) {
      const key = keyOf(upstream, id);
      drop(key);
      known.set(key, conversation);
      codeUnits += conversation.text.length;
      for (const oldest of known.keys()) {
        if (known.size <= mostConversations && codeUnits <= mostCodeUnits) break;
        drop(oldest);
      }
    },
  };
}
