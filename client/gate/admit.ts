/**
 * What happens to an accept before anything is inserted: the gate's first decision, from what is known already.
 *
 * Pure; the words shown to the person are here because they are the decision's reason.
 */

import type { ClassificationParams, InsertionVerdict } from '../../server/lsp/protocol';

export type Admission =
  /** Let in, and inspected where the service can be asked. */
  | { readonly kind: 'admit' }
  /** The service has to be asked first: nothing is known of the document. */
  | { readonly kind: 'ask' }
  | { readonly kind: 'refuse'; readonly message: string; readonly cause: 'policy' | 'service' };

export const serviceLostMessage =
  'AI suggestion refused: the Portcullis service is not running, so nothing can be inspected. It is being restarted; try again in a moment.';

/** Returns what to do with an accept, given the document's last classification and whether the service answers. */
export function admit(known: ClassificationParams | undefined, connected: boolean): Admission {
  if (known !== undefined && isRefusal(known.insertion)) {
    return { kind: 'refuse', message: known.insertion.message, cause: 'policy' };
  }
  if (connected) return { kind: known === undefined ? 'ask' : 'admit' };
  if (isLowest(known)) return { kind: 'admit' };
  return { kind: 'refuse', message: serviceLostMessage, cause: 'service' };
}

/** Reports whether a verdict forbids the insertion outright. Observed policies forbid nothing. */
export function isRefusal({ effect, enforced }: InsertionVerdict): boolean {
  return effect === 'block' && enforced;
}

/** Reports whether a document is known to have the lowest level and no category: all that stays open without the service. */
export function isLowest(known: ClassificationParams | undefined): boolean {
  return known !== undefined && known.rank === 0 && known.label.categories.length === 0;
}
