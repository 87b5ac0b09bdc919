/** What each feature of policy files is given. */

import type { Handlers } from '../handlers';
import type { Session } from '../session';
import type { ClientTraits } from './clientTraits';
import type { FileMatches } from './fileMatches';
import type { PolicyFiles } from './policyFiles';

export interface FeatureContext {
  readonly session: Session;
  readonly files: PolicyFiles;
  readonly matches: FileMatches;
  /** What the client can do, once it said so. */
  traits(): ClientTraits;
  /** Sends the client a request whose answer is of no interest. */
  ask(method: string, params?: object): void;
}

/** Registers the feature's requests. They answer `null` for a document that is no policy. */
export type Feature = (context: FeatureContext, handlers: Handlers) => void;
