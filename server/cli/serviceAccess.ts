/** The user's service as commands ask it, started where a command needs it. */

import { dirname, join } from 'node:path';
import { ResponseError } from 'vscode-jsonrpc/node';
import type { StatePaths } from '../host/paths';
import { connectService, serviceStatus, stopService } from '../host/serviceClient';
import { ServiceError } from '../host/serviceError';
import type { ServiceProgram } from '../host/startService';
import { answerHookRequest, classifyRequest, decideRequest } from '../lsp/protocol';
import { drillMachineRequest } from '../lsp/protocol/coverage';
import { CliError } from './cliError';
import type { ServiceAccess } from './host';

type ConnectOptions = NonNullable<Parameters<typeof connectService>[1]>;

/** Returns access to the service whose state is at `paths`; `program` starts it. */
export function createServiceAccess(paths: StatePaths, program: ServiceProgram): ServiceAccess {
  /** One that runs is asked at once: an agent waits. Where that fails, a current one is started. */
  async function askRunning<R>(method: string, params: object): Promise<R> {
    try {
      return await ask(method, params, {});
    } catch {
      return ask(method, params);
    }
  }

  async function ask<R>(method: string, params: object, options: ConnectOptions = { start: program }): Promise<R> {
    const connection = await connectService(paths, options);
    try {
      return await connection.request<R>(method, params);
    } catch (error) {
      if (error instanceof ServiceError) throw error;
      if (error instanceof ResponseError) throw new CliError('SERVICE', error.message);
      throw error;
    } finally {
      connection.close();
    }
  }
  return {
    decide: (params) => ask(decideRequest, params),
    classify: (params) => ask(classifyRequest, params),
    answerHook: (params) => askRunning(answerHookRequest, params),
    drill: () => ask(drillMachineRequest, {}),
    status: () => serviceStatus(paths),
    stop: () => stopService(paths),
  };
}

/** Returns how to start the service that belongs to this program: built, beside it; else from its source. */
export function serviceProgram(programFile: string, version: string): ServiceProgram {
  const folder = dirname(programFile);
  const file = programFile.endsWith('.ts') ? join(folder, '..', 'service', 'main.ts') : join(folder, 'service.js');
  // The options of this process are what lets it run from source.
  return { command: process.execPath, args: [...process.execArgv, file, '--serve'], version };
}
