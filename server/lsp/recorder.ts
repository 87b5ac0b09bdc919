/**
 * Writes entries about insertions and tells the editor when they are durable, or why they are not.
 */

import type { MessageConnection } from 'vscode-jsonrpc';
import type { Decision } from '../engine/types';
import type { EntryInput } from '../provenance/entry';
import { notify } from './handlers';
import type { View } from './openDocument';
import { type InspectInsertionParams, type LoggedParams, loggedNotification } from './protocol';
import type { Services } from './services';

type Source = Pick<InspectInsertionParams, 'tool' | 'model' | 'how'>;

/** What an entry says of an insertion beside its source and decision. */
export interface Insert {
  readonly range?: { readonly startLine: number; readonly endLine: number };
  readonly text?: string;
  readonly outcome?: 'kept' | 'removed' | 'refused';
}

/** An entry has room for so many; more are not installed in earnest. */
const maxLayers = 64;

/** Returns the entry of an insertion. A source that is not known is called unknown, never guessed. */
export function toEntry(view: View, source: Source, decision: Decision, insert: Insert): EntryInput {
  const [model, ...others] = decision.destination.models;
  const rule = decision.reasons[0]?.rule;
  const layers = decision.policy.layers?.map(({ digest }) => digest).slice(0, maxLayers);
  return {
    kind: 'insertion',
    tool: {
      id: source.tool?.id ?? 'unknown',
      ...(source.tool?.version === undefined ? {} : { version: source.tool.version }),
    },
    model: {
      id: model !== undefined && others.length === 0 ? model : 'unknown',
      name: source.model ?? 'unknown',
      how: source.how,
    },
    target: {
      path: view.location.path ?? view.document.uri,
      ...(insert.range === undefined ? {} : { range: insert.range }),
      ...(insert.text === undefined ? {} : { text: insert.text }),
    },
    decision: {
      effect: decision.effect,
      enforced: decision.enforced,
      policy: decision.policy.digest,
      label: decision.label,
      ...(insert.outcome === undefined ? {} : { outcome: insert.outcome }),
      ...(rule === undefined ? {} : { rule }),
      ...(layers === undefined ? {} : { layers }),
    },
  };
}

/**
 * Appends the entry after the request under way was answered, and sends `portcullis/logged` for its ticket. Resolves to
 * the entry's id, rejects where it could not be written.
 *
 * The entry is written even where the editor is gone by then.
 */
export function recordSoon(
  services: Services,
  connection: MessageConnection,
  ticket: string,
  entry: EntryInput,
): Promise<string> {
  const appended = services.appendSoon(entry);
  appended.then(
    ({ index, id }) => send({ ticket, index, id }),
    (error: unknown) => {
      services.fault('appending an entry', error);
      send({ ticket, error: `the entry could not be written: ${messageOf(error)}` });
    },
  );
  const logged = appended.then(({ id }) => id);
  // Most callers don't ask, and the editor is told above.
  logged.catch(() => undefined);
  return logged;
  function send(params: LoggedParams): void {
    notify(connection, loggedNotification, params);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
