/** Answers agents' hooks for the service, by the policy in force where the agent works, and records what was decided. */

import { answerHook, type HeardPart } from '../../agents/hooks/answerHook';
import { entryOfHook } from '../../agents/hooks/entry';
import { isRefused } from '../../agents/hooks/judgement';
import { absolutePath } from '../../agents/hooks/places';
import type { HookWorld } from '../../agents/hooks/world';
import type { AgentEditParams } from '../../lsp/protocol/agentEdit';
import type { Hooks, HookWindow } from '../../lsp/services';
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
  const windows = new Set<HookWindow>();
  const chatFiles: HookWorld['chatFiles'] = async (folder) => {
    const said = await Promise.all([...windows].map((window) => window.chatFiles(folder)));
    const filesOf = (some: typeof said): readonly string[] => [...new Set(some.flatMap(({ files }) => files))];
    return {
      told: filesOf(said.filter(({ isAssumed }) => !isAssumed)),
      assumed: filesOf(said.filter(({ isAssumed }) => isAssumed)),
    };
  };
  return {
    attend(window) {
      windows.add(window);
      return () => windows.delete(window);
    },
    async answer(params) {
      const world = { ...createWorld(withPolicy), chatFiles };
      const { reply, heard } = await answerHook(world, params, () => performance.now());
      for (const edit of announcedEdits(world, heard, params.cwd)) for (const window of windows) window.announce(edit);
      // Nobody waits for the disk: an entry that can't be written is seen in the log's status.
      for (const part of heard) append(entryOfHook(part)).catch((error: unknown) => fault('recording a hook', error));
      return reply;
    },
  };
}

/** What may be written, as the events before a tool say it. */
function announcedEdits(world: HookWorld, heard: readonly HeardPart[], cwd: string): readonly AgentEditParams[] {
  const [part] = heard;
  if (part === undefined || heard.some(isRefused)) return [];
  const place = { world, cwd: part.event.cwd ?? cwd };
  return part.event.asks.flatMap((ask) =>
    ask.kind === 'edit' && ask.text !== ''
      ? [{ path: absolutePath(place, ask.path), text: ask.text, tool: part.host.tool }]
      : [],
  );
}
