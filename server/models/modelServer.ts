/** What a kind of model server is: one file in this folder and a line in the list of `attest.ts`. */

import type { Attestation } from '../gateway/types';
import type { Ask } from './ask';

export interface ModelServer {
  /**
   * Returns what the server says of a model; `undefined` where it is not of this kind. An empty answer: it is, and says
   * nothing that could be relied on.
   */
  attest(ask: Ask, model: string): Promise<Attestation | undefined>;
}
