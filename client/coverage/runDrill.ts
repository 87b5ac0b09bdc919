/**
 * `portcullis.runDrill`: sends a canary by every way out of this window to a sink of its own, and shows what got through.
 *
 * The sink is on this machine, and so is all that is sent. Whatever happens, everything is put back.
 */

import { createRequire } from 'node:module';
import * as path from 'node:path';
import * as vscode from 'vscode';
import {
  type BeginDrillResult,
  beginDrillRequest,
  type DrillMachineResult,
  type DrillOutcome,
  drillMachineRequest,
  endDrillRequest,
} from '../../server/lsp/protocol/coverage';
import type { Connection } from '../connection';
import type { ShownDocuments } from '../documents';
import type { EgressWatch } from '../egress/window';
import type { Coverage } from './coverage';
import { type DrillSink, openDrillSink } from './drillSink';
import { drillInsertion } from './insertionWay';
import { tryCanary, tryHarmless } from './tryWays';
import type { createWays as CreateWays } from './ways';

export interface DrillParts {
  readonly connection: Connection;
  readonly egress: Pick<EgressWatch, 'drill'>;
  readonly chatInput: { drill(canary: string, file: string): Promise<DrillOutcome> };
  readonly coverage: Coverage;
  readonly documents: ShownDocuments;
  readonly extensionPath: string;
}

let running: Promise<string | undefined> | undefined;

/** Returns what is shown, as Markdown; `undefined` where it was called off. Rejects where the service is away. */
export function runDrill(parts: DrillParts): Promise<string | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title: 'Portcullis drill', cancellable: true };
  running ??= Promise.resolve(
    vscode.window.withProgress(options, async (progress, cancellation) => {
      const abort = new AbortController();
      cancellation.onCancellationRequested(() => abort.abort());
      try {
        return await drill(parts, abort.signal, (message) => progress.report({ message }));
      } catch (error) {
        if (abort.signal.aborted) return undefined;
        throw error;
      }
    }),
  ).finally(() => {
    running = undefined;
  });
  return running;
}

async function drill(parts: DrillParts, signal: AbortSignal, tell: (message: string) => void): Promise<string> {
  const { connection, coverage, documents } = parts;
  const createWays = loadWays(parts.extensionPath);
  const sink = await openDrillSink();
  const ways = createWays();
  try {
    const trials = await tryHarmless(ways, sink, signal, (way) => tell(`${way}, without the canary`));
    const shown = await withCanary(parts, sink, async ({ canary, folder, file }) => {
      const sent = await tryCanary(trials, sink, canary, signal, tell);
      signal.throwIfAborted();
      tell('a suggestion');
      const inserted = await drillInsertion(folder, canary, signal);
      tell('the chat input');
      return [...sent, inserted, await parts.chatInput.drill(canary, file)];
    });
    signal.throwIfAborted();
    tell('hooks and gateway');
    const machine = await connection.request<DrillMachineResult>(drillMachineRequest, { shown });
    await coverage.keep(shown);
    const markdown = describe(machine.table, connection);
    await documents.showMarkdown('Portcullis drill', markdown);
    return markdown;
  } finally {
    for (const way of ways) way.dispose?.();
    sink.close();
  }
}

async function withCanary<T>(
  { connection, egress }: DrillParts,
  sink: DrillSink,
  use: (begun: BeginDrillResult) => Promise<T>,
): Promise<T> {
  const endpoints = [sink.http, sink.http2];
  const begun = await connection.request<BeginDrillResult>(beginDrillRequest, { endpoints });
  const drilled = egress.drill(endpoints);
  try {
    return await use(begun);
  } finally {
    drilled.dispose();
    // Where the service went away it has ended the drill with the connection.
    await connection.request(endDrillRequest, {}).catch(() => undefined);
  }
}

/** The ways are a bundle of their own: nobody else needs what they bring along. */
function loadWays(extensionPath: string): typeof CreateWays {
  const load = createRequire(__filename);
  return (load(path.join(extensionPath, 'dist', 'ways.js')) as { createWays: typeof CreateWays }).createWays;
}

function describe(table: string, { status }: Connection): string {
  const observes =
    status?.policy.mode === 'observe' ? 'The policy only observes: what could be held was let through.\n\n' : '';
  return `# Portcullis drill

A canary with a label above every clearance was sent by each way to a model of the lowest clearance, on this machine. A
harmless text went first: a way by which that did not arrive was not tried.

${observes}${table}
`;
}
