/** Answers agents' hooks for the service, by the policy in force where the agent works, and records what was decided. */

import { answerHook } from '../../agents/hooks/answerHook';
import { entryOfHook } from '../../agents/hooks/entry';
import type { HookWorld } from '../../agents/hooks/world';
import type { Hooks } from '../../lsp/services';
import type { EntryInput } from '../../provenance/entry';
import type { PolicyStore } from '../policyStore';

export interface HooksOptions {
  /** The machine, with the policies that are given. */
  readonly createWorld: (withPolicy: HookWorld['withPolicy']) => HookWorld;
  readonly policies: PolicyStore;
  readonly append: (entry: EntryInput) => Promise<unknown>;
  readonly fault: (during: string, error: unknown) => void;
}

export function createHooks({ createWorld, policies, append, fault }: HooksOptions): Hooks {
  const withPolicy: HookWorld['withPolicy'] = async (folders, use) => {
    const releases = await Promise.all(folders.map((folder) => policies.hold(folder)));
    try {
      return await use(policies.current(...folders).compiled);
    } finally {
      for (const release of releases) release();
    }
  };
  return {
    async answer(params) {
      const { reply, heard } = await answerHook(createWorld(withPolicy), params, () => performance.now());
      // Nobody waits for the disk: an entry that can't be written is seen in the log's status.
      for (const part of heard) append(entryOfHook(part)).catch((error: unknown) => fault('recording a hook', error));
      return reply;
    },
  };
}
