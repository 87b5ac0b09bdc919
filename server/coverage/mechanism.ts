/** What a mechanism is to the coverage: what it says it holds, for one assistant and one channel. */

import type { CoverageChannel, FoundAssistant, MechanismState } from '../lsp/protocol/coverage';
import type { Traits } from './knownAssistants';

/** One assistant's channel, with everything that is known. */
export interface Question {
  readonly assistant: FoundAssistant;
  readonly traits: Traits;
  readonly channel: CoverageChannel;
  /** Whether the editor has a network stack beside that of Node.js. */
  readonly hasElectron: boolean;
  /** What a mechanism says of itself, `undefined` where it isn't known here. */
  stateOf(id: string): MechanismState | undefined;
}

/** What a mechanism does for a channel. */
export interface Claim {
  /** The mechanism's id, as `stateOf` takes it. */
  readonly by: string;
  /** `enforced`: by itself enough. `detected`: sees it, or holds a part. `could`: would, if it were set up. */
  readonly holds: 'enforced' | 'detected' | 'could';
  /** A sentence: what is held, or how to set it up. */
  readonly note: string;
  /** Ids of the drill's ways that show it. */
  readonly shownBy?: readonly string[];
}

/** One file of this folder's `mechanisms/`. Says nothing where it has nothing to do with the question. */
export type Mechanism = (question: Question) => Claim | undefined;

/** Reports whether the channel carries what a model is sent. */
export function isSent(channel: CoverageChannel): boolean {
  return channel !== 'agent-edit' && channel !== 'mcp' && channel !== 'agent-shell';
}
