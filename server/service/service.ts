/**
 * The service's life: it serves its clients from one policy and one log until it is asked to end or left alone.
 *
 * Knows how its parts fit; what they touch of the machine is handed in.
 */

import type { Readable, Writable } from 'node:stream';
import type { HookWorld } from '../agents/hooks/world';
import type { GatewayParts } from '../gateway/types';
import { createRpc } from '../host/rpc';
import type { ServiceLog } from '../host/serviceLog';
import { startLanguageServer } from '../lsp/languageServer';
import type { LineRecords } from '../lsp/lines/openLines';
import type { ClassifiedFile, ClassifyParams, Status } from '../lsp/protocol';
import type { Cancellation, Services } from '../lsp/services';
import { classifyFiles, type FileAccess } from './classifyFiles';
import { type CoverageParts, createCoverage } from './coverage/coverage';
import { createEgress } from './egress/egress';
import { egressRegistry } from './egress/registry';
import type { EntryLog } from './entryLog';
import { toEntry } from './gateway/entry';
import type { GatewayThread } from './gateway/gatewayThread';
import { createHooks } from './hooks/hooks';
import type { PolicyStore } from './policyStore';

export interface ServiceOptions {
  readonly version: string;
  readonly pid: number;
  readonly policies: PolicyStore;
  readonly log: EntryLog;
  readonly diary: ServiceLog;
  /** Returns the hold on the gateway; `onChange` is to be called after it begins or ceases to listen. */
  readonly createGateway: (onChange: () => void) => GatewayThread;
  readonly files: FileAccess;
  /** Returns the machine as the answers to agents' hooks see it, with the policies that are given. */
  readonly createHookWorld: (withPolicy: HookWorld['withPolicy']) => HookWorld;
  /** What is stored of the origin of lines; absent where nothing is. */
  readonly lines?: LineRecords;
  /** Asks local model servers what they run. */
  readonly attest: GatewayParts['attest'];
  /** What coverage needs of the machine; absent where nothing is known of it. */
  readonly coverage?: Pick<CoverageParts, 'machine' | 'startGateway' | 'drills'>;
  readonly docsBase: string;
  /** The places of installed policies, absolute. */
  readonly installedPolicies: readonly string[];
  /** It ends by itself after this time without a client. */
  readonly idleMs: number;
  now(): Date;
  /** Stops listening; no client comes after it. */
  stopListening(): void;
}

export interface Service {
  /** Serves one client until its streams end. `onClose` is called then. */
  serve(input: Readable, output: Writable, onClose?: () => void): void;
  /** Stops listening, waits for what is under way, closes everything. Safe to call again. */
  drain(reason: string): Promise<void>;
  /** Resolves once it was drained. */
  readonly ended: Promise<void>;
}

/** How long a draining service leaves its clients to read their last answers. */
const farewellMs = 200;

export function createService(options: ServiceOptions): Service {
  const { policies, log, diary } = options;
  const clients = new Set<() => void>();
  const statusListeners = new Set<() => void>();
  const tellStatus = (): void => {
    for (const listener of statusListeners) listener();
  };
  let idle: NodeJS.Timeout | undefined;
  let draining: Promise<void> | undefined;
  let onEnded = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    onEnded = resolve;
  });
  const gateway = options.createGateway(tellStatus);
  policies.onChange(tellStatus);
  log.onHealthChanged(tellStatus);

  const hooks = createHooks({
    createWorld: options.createHookWorld,
    policies,
    append: log.appendSoon,
    fault: diary.fault,
  });
  const coverage =
    options.coverage &&
    createCoverage({
      ...options.coverage,
      version: options.version,
      policies,
      hooks,
      gateway: gateway.state,
      record: (event) => {
        log.appendSoon(toEntry(event)).catch((error: unknown) => diary.fault('logging a drill', error));
      },
      now: options.now,
    });
  const services: Services = {
    version: options.version,
    policy: policies.current,
    onStatusChanged(listener) {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
    holdFolder: policies.hold,
    status: async (folder) => describeStatus(options, gateway, clients.size, folder),
    terminalEnvironment: gateway.environment,
    hooks,
    ...(coverage && { coverage }),
    egress: createEgress({ attest: options.attest, append: log.appendSoon, fault: diary.fault, now: options.now }),
    now: options.now,
    ...(options.lines && { lines: options.lines }),
    appendSoon: (entry) => log.appendSoon(entry),
    realPath: options.files.realPath,
    classifyFiles: (params, cancellation) => classifyIn(policies, options.files, params, cancellation),
    listFiles: options.files.listFiles,
    installedPolicies: options.installedPolicies,
    docsBase: options.docsBase,
    fault: diary.fault,
    shutdown: (reason) => void setImmediate(() => void drain(reason)),
    hasCaseInsensitivePaths: options.files.hasCaseInsensitivePaths,
  };

  function serve(input: Readable, output: Writable, onClose?: () => void): void {
    clearTimeout(idle);
    const rpc = createRpc(input, output, {
      onIncident: (incident) => diary.note(`a client sent what can't be read: ${incident}`),
      onClose() {
        stop();
        clients.delete(rpc.close);
        restOrEnd();
        onClose?.();
      },
    });
    const stop = startLanguageServer(services, rpc.connection, rpc.close);
    clients.add(rpc.close);
    rpc.connection.listen();
  }

  function restOrEnd(): void {
    clearTimeout(idle);
    if (clients.size > 0 || draining !== undefined) return;
    idle = setTimeout(() => void drain('no client is left'), options.idleMs);
  }

  function drain(reason: string): Promise<void> {
    draining ??= end(reason).finally(onEnded);
    return draining;
  }

  async function end(reason: string): Promise<void> {
    diary.note(`ends: ${reason}`);
    clearTimeout(idle);
    options.stopListening();
    policies.close();
    // Before the log: what is under way is still decided about.
    await gateway.close();
    await log.close();
    // Only now: their `portcullis/logged` notices are on the way.
    await new Promise((resolve) => setTimeout(resolve, clients.size === 0 ? 0 : farewellMs));
    for (const close of [...clients]) close();
  }

  restOrEnd();
  return { serve, drain, ended };
}

function describeStatus(
  { version, pid, policies, log }: ServiceOptions,
  gateway: GatewayThread,
  clients: number,
  folder?: string,
): Status {
  const { compiled, source, path, problems, layers } = policies.current(...(folder === undefined ? [] : [folder]));
  const { name, version: policyVersion, digest } = compiled.identity;
  return {
    version,
    pid,
    policy: {
      name,
      version: policyVersion,
      digest,
      mode: compiled.mode,
      source,
      ...(path === undefined ? {} : { path }),
      problems,
      layers,
    },
    log: log.status(),
    gateway: gateway.state(),
    egress: egressRegistry(compiled),
    clients,
  };
}

/** Classifies by the policy with the folder's own layer. */
async function classifyIn(
  policies: PolicyStore,
  files: FileAccess,
  params: ClassifyParams,
  cancellation: Cancellation,
): Promise<readonly ClassifiedFile[]> {
  const release = await policies.hold(params.root);
  try {
    return await classifyFiles(() => policies.current(params.root).compiled, files, params, cancellation);
  } finally {
    release();
  }
}
