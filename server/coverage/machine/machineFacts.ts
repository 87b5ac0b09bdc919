/** What is true of this machine beside any window: the assistants on it, their hooks and settings, the gateway. */

import type { GatewayState } from '../../lsp/protocol';
import type { FoundAssistant, MechanismState } from '../../lsp/protocol/coverage';
import type { MachineAccess } from './access';
import { connectionStates } from './connectionState';
import { hookStates } from './hookState';
import { findPrograms } from './programs';

export interface MachineFacts {
  readonly assistants: readonly FoundAssistant[];
  readonly mechanisms: readonly MechanismState[];
}

/** Finds out; `gateway` is what the service says of it, `undefined` where nobody does. */
export async function machineFacts(access: MachineAccess, gateway: GatewayState | undefined): Promise<MachineFacts> {
  const port = gateway === undefined || gateway.kind === 'off' ? undefined : gateway.port;
  const [assistants, hooks, connections] = await Promise.all([
    findPrograms(access),
    hookStates(access),
    connectionStates(access, port),
  ]);
  return { assistants, mechanisms: [gatewayState(gateway), ...hooks, ...connections] };
}

function gatewayState(gateway: GatewayState | undefined): MechanismState {
  const id = 'gateway';
  switch (gateway?.kind) {
    case 'listening':
      return { id, state: 'standing', note: `It listens on port ${gateway.port} for ${gateway.upstreams.join(', ')}.` };
    case 'held':
    case 'failed':
      return {
        id,
        state: 'undone',
        note: `${gateway.message}.`,
        remedy: 'Free the port, or give the policy another one.',
      };
    case 'off':
      return { id, state: 'absent', note: 'No installed policy names upstreams.' };
    default:
      return { id, state: 'absent', note: 'The service does not run.' };
  }
}
