/** The service's part of coverage: what holds on this machine and in a window, and the drills that show it. */

import { coverageOf } from '../../coverage/coverageOf';
import { drillTable } from '../../coverage/drill/drillTable';
import type { MachineAccess } from '../../coverage/machine/access';
import { machineFacts } from '../../coverage/machine/machineFacts';
import type { KeptRecords } from '../../host/keptRecords';
import type { GatewayState } from '../../lsp/protocol';
import type { DrillOutcome } from '../../lsp/protocol/coverage';
import type { Coverage, Hooks } from '../../lsp/services';
import type { GatewaySetup } from '../gateway/startGateway';
import type { PolicyStore } from '../policyStore';
import { makeDrillScene } from './drillScene';
import { drillGateway, type GatewayDrill } from './gatewayDrill';
import { drillHooks } from './hookDrill';
import { keepOutcomes, keptOutcomes } from './keptOutcomes';

export interface CoverageParts {
  readonly version: string;
  readonly machine: MachineAccess;
  readonly policies: PolicyStore;
  readonly hooks: Hooks;
  readonly gateway: () => GatewayState;
  readonly startGateway: GatewayDrill['start'];
  readonly record: GatewaySetup['record'];
  /** Keeps the outcomes of the last drill. */
  readonly drills: KeptRecords;
  readonly now: () => Date;
}

export function createCoverage(parts: CoverageParts): Coverage {
  const { machine, policies, version, drills, now } = parts;
  let running: Promise<readonly DrillOutcome[]> | undefined;

  async function drill(): Promise<readonly DrillOutcome[]> {
    const scene = await makeDrillScene(policies.current().compiled.levels, []);
    let release = (): void => undefined;
    try {
      release = await policies.hold(scene.folder);
      const layer = policies.current(scene.folder).layers.find(({ path }) => path.startsWith(scene.folder));
      // A layer that is not understood holds everything: that would show nothing.
      if (layer?.state !== 'good') throw new Error("the drill's own policy layer does not count");
      const hooks = await drillHooks(parts.hooks, scene, now);
      const gateway = await drillGateway({
        start: parts.startGateway,
        version,
        canary: scene.canary,
        policyFor: async () => policies.current(scene.folder).compiled,
        record: parts.record,
        now,
      });
      const outcomes = [gateway, ...hooks];
      await keepOutcomes(drills, version, outcomes);
      return outcomes;
    } finally {
      release();
      await scene.remove();
    }
  }

  return {
    async report(window) {
      const found = await machineFacts(machine, parts.gateway());
      const kept = await keptOutcomes(drills, version);
      return coverageOf({
        assistants: [...(window?.assistants ?? []), ...found.assistants],
        mechanisms: [...(window?.mechanisms ?? []), ...found.mechanisms],
        outcomes: [...(window?.outcomes ?? []), ...kept],
        hasElectron: window?.hasElectron ?? false,
        mode: policies.current().compiled.mode,
        hasWindow: window !== undefined,
      });
    },
    beginDrill: (endpoints) => makeDrillScene(policies.current().compiled.levels, endpoints),
    async drillMachine(shown) {
      running ??= drill().finally(() => {
        running = undefined;
      });
      const outcomes = await running;
      return { outcomes, table: drillTable([...shown, ...outcomes]) };
    },
  };
}
