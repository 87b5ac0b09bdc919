/**
 * Language support for policy files: puts its features together, one file each, and tells the client of them.
 *
 * For all other documents the features answer nothing, and at once.
 */

import type { CodeAction, Hover, InitializeParams, Position, Range, ServerCapabilities } from 'vscode-languageserver';
import type { Handlers } from '../handlers';
import type { View } from '../openDocument';
import type { Cancellation } from '../services';
import type { Session } from '../session';
import { type ClientTraits, traitsOf } from './clientTraits';
import { startCodeLens } from './codeLens';
import { startCompletion } from './completion';
import { createPolicyDiagnostics } from './diagnostics';
import type { Feature, FeatureContext } from './feature';
import { createFileMatches } from './fileMatches';
import { startFormatting } from './formatting';
import { hoverPolicy } from './hover';
import { startInlayHints } from './inlayHints';
import { startNavigation } from './navigation';
import { createPolicyFiles } from './policyFiles';
import { fixPolicy } from './quickFixes';
import { registrationsOf, staticCapabilities } from './registration';
import { startRename } from './rename';
import { startSymbols } from './symbols';

const features: readonly Feature[] = [
  startCompletion,
  startNavigation,
  startRename,
  startSymbols,
  startCodeLens,
  startInlayHints,
];

/** What the features that serve all documents ask of policy files. */
export interface PolicyFileSupport {
  /** Takes in what the client can do; returns what it is told of in the answer. */
  initialize(params: Partial<InitializeParams>): Partial<ServerCapabilities>;
  hover(uri: string, position: Position, cancellation: Cancellation): Promise<Hover | null>;
  actions(uri: string, range: Range): readonly CodeAction[];
  /** Takes a document's diagnostics over where it is a policy: returns whether it did. */
  takesDiagnostics(view: View): boolean;
  stop(): void;
}

export function startPolicyFiles(session: Session, handlers: Handlers): PolicyFileSupport {
  const { connection, services } = session;
  let traits: ClientTraits = traitsOf({});
  const matches = createFileMatches(session);
  const context: FeatureContext = {
    session,
    files: createPolicyFiles(session, matches),
    matches,
    traits: () => traits,
    ask(method, params) {
      if (session.closed) return;
      const asked = params === undefined ? connection.sendRequest(method) : connection.sendRequest(method, params);
      // A client that refuses goes without.
      asked.catch(() => undefined);
    },
  };
  for (const start of features) start(context, handlers);
  const offerFormatting = startFormatting(context, handlers);
  const diagnostics = createPolicyDiagnostics(context);

  handlers.onNotification('initialized', () => {
    const registrations = registrationsOf(traits);
    if (registrations.length > 0) context.ask('client/registerCapability', { registrations });
  });
  const refreshLenses = (): void => {
    if (traits.refreshesCodeLenses) context.ask('workspace/codeLens/refresh');
  };
  matches.onChange(() => {
    refreshLenses();
    diagnostics.refresh();
  });
  const stop = services.onStatusChanged(() => {
    refreshLenses();
    if (traits.refreshesInlayHints) context.ask('workspace/inlayHint/refresh');
  });

  return {
    initialize(params) {
      traits = traitsOf(params);
      return staticCapabilities(traits);
    },
    hover: (uri, position, cancellation) => hoverPolicy(context, uri, position, cancellation),
    actions: (uri, range) => fixPolicy(context, uri, range),
    takesDiagnostics(view) {
      const isTaken = diagnostics.takes(view);
      if (isTaken) offerFormatting(view.document);
      return isTaken;
    },
    stop,
  };
}
