/** Whether a host's settings still hold the hooks that ask us. */

import { hookHosts } from '../../agents/hooks';
import { commandFor } from '../../agents/hooks/command';
import type { HookHost } from '../../agents/hooks/hookHost';
import { ourCommands } from '../../agents/hooks/settings';
import type { MechanismState } from '../../lsp/protocol/coverage';
import { type MachineAccess, mostSettingsBytes } from './access';

/** Returns what is true of the hooks of every host that is known. */
export function hookStates(access: MachineAccess): Promise<readonly MechanismState[]> {
  return Promise.all(hookHosts.map((host) => hookState(access, host)));
}

async function hookState(access: MachineAccess, host: HookHost): Promise<MechanismState> {
  const id = `hooks/${host.id}`;
  const file = host.settings.file(access.toolHome);
  const remedy = `Run \`portcullis hook install ${host.id}\`.`;
  const found = await access.readText(file, { maxBytes: mostSettingsBytes });
  const commands = found.kind === 'text' ? ourCommands(found.text).filter((each) => nameIn(each) === host.id) : [];
  const present = new Set(commands.map(eventIn));
  const missing = eventsOf(host).filter((event) => !present.has(event));
  if (commands.length === 0) {
    const wasThere = (await access.connections.load(`hook-${host.id}`)) !== undefined;
    return wasThere
      ? { id, state: 'undone', note: `The hooks were taken out of ${file}.`, remedy }
      : { id, state: 'absent', note: `${file} asks nobody.`, remedy };
  }
  if (missing.length > 0) {
    return { id, state: 'undone', note: `${file} no longer asks at ${missing.join(', ')}.`, remedy };
  }
  const gone = await programGone(access, commands);
  return gone === undefined
    ? { id, state: 'standing', note: `${file} asks before each step.` }
    : { id, state: 'undone', note: `${file} calls ${gone}, which is not there.`, remedy };
}

/** Returns the events that a complete installation asks at. */
function eventsOf({ id, settings }: HookHost): readonly string[] {
  const text = settings.install(undefined, (event) => commandFor(['portcullis', 'hook', id, event], 'linux'));
  return [...new Set(ourCommands(text).map(eventIn))];
}

/** Our commands end with the host and the event. */
function eventIn(command: string): string {
  return wordsOf(command).at(-1) ?? '';
}

function nameIn(command: string): string {
  return wordsOf(command).at(-2) ?? '';
}

function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? '',
  );
}

/** Returns the absolute path in a command that leads nowhere. */
async function programGone(access: MachineAccess, commands: readonly string[]): Promise<string | undefined> {
  const named = new Set(commands.flatMap((each) => wordsOf(each).filter((word) => /^(?:\/|[a-z]:[\\/])/i.test(word))));
  for (const path of named) if ((await access.realPath(path)) === undefined) return path;
  return undefined;
}
