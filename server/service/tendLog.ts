/** Keeps the log of this machine's service tended: the keeper with this machine's files, keys and network, on a timer. */

import { join } from 'node:path';
import { anchorAt, postText } from '../host/anchors';
import { createLogFiles } from '../host/logFiles';
import { ensureLogKeys } from '../host/logKeys';
import type { StatePaths } from '../host/paths';
import { secretPlace } from '../host/secretPlace';
import type { ServiceLog } from '../host/serviceLog';
import { acquireWriterLock } from '../host/writerLock';
import type { OpenLog } from './entryLog';
import { createLogKeeper } from './logKeeper';
import type { PolicyStore } from './policyStore';

const everyMs = 60_000;

/** Returns a function that ends it. */
export function tendLog(openLog: OpenLog, policies: PolicyStore, paths: StatePaths, diary: ServiceLog): () => void {
  const keeper = createLogKeeper({
    files: createLogFiles(paths.logDirectory),
    publish: openLog.publish,
    loadKeys: () => ensureLogKeys(secretPlace(paths, process.env)),
    policy: () => policies.current().compiled.layers[0]?.policy.provenance,
    post: postText,
    anchorAt,
    async whilePruning(work) {
      const lock = await acquireWriterLock(join(paths.stateDirectory, 'retention'));
      if (lock.heldBy !== undefined) return;
      await work().finally(() => lock.release());
    },
    now: Date.now,
    fault: diary.fault,
  });
  const timer = setInterval(() => void keeper.tend(), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
