/**
 * What commands work with.
 */

import type { Connection } from '../connection';
import type { ShownDocuments } from '../documents';
import type { Refusals } from '../gate/refusals';

export interface CommandContext {
  readonly connection: Connection;
  readonly documents: ShownDocuments;
  readonly refusals: Refusals;
  readonly extensionPath: string;
}
