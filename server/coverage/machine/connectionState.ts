/** Whether a tool's settings still lead to the gateway. */

import { connectTools } from '../../agents/connect';
import type { ConnectTool } from '../../agents/connect/tool';
import type { MechanismState } from '../../lsp/protocol/coverage';
import { type MachineAccess, mostSettingsBytes } from './access';

/** The address of a gateway with its token, as `connect` writes it. */
const address = /http:\/\/127\.0\.0\.1:(\d+)\/t\/[\w-]+\/\w/g;

/** Returns what is true of the settings of every tool that is known; `port` is where the gateway is to be. */
export function connectionStates(access: MachineAccess, port: number | undefined): Promise<readonly MechanismState[]> {
  return Promise.all(connectTools.map((tool) => connectionState(access, tool, port)));
}

async function connectionState(
  access: MachineAccess,
  tool: ConnectTool,
  port: number | undefined,
): Promise<MechanismState> {
  const id = `connection/${tool.id}`;
  const file = tool.file(access.toolHome);
  const remedy = `Run \`portcullis connect ${tool.id}\`.`;
  const found = await access.readText(file, { maxBytes: mostSettingsBytes });
  const ports = found.kind === 'text' ? [...found.text.matchAll(address)].map(([, each]) => Number(each)) : [];
  if (ports.length === 0) {
    const wasThere = (await access.connections.load(tool.id)) !== undefined;
    return wasThere
      ? { id, state: 'undone', note: `${file} no longer leads to the gateway.`, remedy }
      : { id, state: 'absent', note: `${file} does not lead to the gateway.`, remedy };
  }
  if (port !== undefined && !ports.includes(port)) {
    return { id, state: 'undone', note: `${file} leads to port ${ports[0]}, and the gateway is at ${port}.`, remedy };
  }
  return { id, state: 'standing', note: `${file} leads to the gateway.` };
}
