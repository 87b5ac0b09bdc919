/**
 * A process that tries for a writer lock each time its parent names a folder, says what came of it, and lets go when told.
 */

import { acquireWriterLock, type WriterLock } from '../../../server/host/writerLock';

let lock: WriterLock | undefined;

process.on('message', async (message: { acquire?: string }) => {
  if (message.acquire === undefined) {
    await lock?.release();
    lock = undefined;
    process.send?.({ released: true });
    return;
  }
  const outcome = await acquireWriterLock(message.acquire);
  if (outcome.heldBy === undefined) lock = outcome;
  process.send?.({ heldBy: outcome.heldBy ?? null });
});
process.send?.({ ready: true });
