/** What this window knows of the assistants in it and of what holds them. Each mechanism is asked; nothing is assumed. */

import * as vscode from 'vscode';
import type {
  CoverageChannel,
  DrillOutcome,
  FoundAssistant,
  MechanismState,
  WindowFacts,
} from '../../server/lsp/protocol/coverage';
import { sendsByItself } from '../context/assistants';
import type { ContextGate } from '../context/contextGate';
import type { EgressWatch } from '../egress/window';
import type { AcceptGate } from '../gate/gate';
import { canExclude, tellsReasons } from '../proposals';

/** What of the window is asked. */
export interface WindowParts {
  readonly egress: Pick<EgressWatch, 'state'>;
  readonly gate: Pick<AcceptGate, 'takenByOthers'>;
  readonly contextGate: Pick<ContextGate, 'assistants' | 'overridden'>;
  readonly chatInput: { state(): MechanismState };
  readonly extension: vscode.Extension<unknown>;
}

/** Returns what is true of the window now. */
export function windowFacts(parts: WindowParts, outcomes: readonly DrillOutcome[]): WindowFacts {
  const hasElectron = process.versions['electron'] !== undefined;
  return {
    editor: vscode.env.appName,
    hasElectron,
    assistants: [...editorItself(), ...assistantsIn(parts)],
    mechanisms: [
      parts.egress.state(),
      acceptGate(parts),
      suppression(parts),
      exclusion(),
      changeReason(),
      parts.chatInput.state(),
      chatPlugin(parts),
      ...(hasElectron ? [nodeFetcher()] : []),
    ],
    outcomes,
  };
}

/** Editors that are assistants themselves. */
function editorItself(): FoundAssistant[] {
  const [name] = /^(?:cursor|windsurf)/i.exec(vscode.env.appName) ?? [];
  return name === undefined
    ? []
    : [{ kind: 'editor', id: name.toLowerCase(), name: vscode.env.appName, version: vscode.version }];
}

function assistantsIn({ contextGate }: WindowParts): FoundAssistant[] {
  const ids = new Set(contextGate.assistants);
  return vscode.extensions.all
    .filter(({ id }) => ids.has(id.toLowerCase()))
    .map(({ id, packageJSON, extensionKind }) => {
      const { displayName, version, contributes } = packageJSON as Record<string, unknown>;
      const isHere = extensionKind === vscode.ExtensionKind.Workspace || vscode.env.remoteName === undefined;
      return {
        kind: 'extension' as const,
        id: id.toLowerCase(),
        // A placeholder of a translation says nothing.
        name: typeof displayName === 'string' && !displayName.startsWith('%') ? displayName : id,
        ...(typeof version === 'string' ? { version } : {}),
        channels: channelsIn(contributes),
        ...(isHere ? {} : { isElsewhere: true }),
        ...(sendsByItself(id) ? { sendsByItself: true } : {}),
      };
    })
    .sort((a, b) => a.id.localeCompare(b.id));
}

const contributions: Readonly<Record<string, CoverageChannel>> = {
  chatParticipants: 'chat',
  chatSessions: 'chat',
  languageModelTools: 'agent-read',
  mcpServerDefinitionProviders: 'mcp',
};

function channelsIn(contributes: unknown): readonly CoverageChannel[] {
  const names = Object.keys((contributes ?? {}) as object);
  return [...new Set(names.flatMap((name) => (Object.hasOwn(contributions, name) ? [contributions[name]!] : [])))];
}

function acceptGate({ gate }: WindowParts): MechanismState {
  const id = 'accept-gate';
  if (gate.takenByOthers.length === 0) return { id, state: 'standing' };
  const note = `Another extension has taken over ${gate.takenByOthers.join(', ')}.`;
  return { id, state: 'undone', note, remedy: 'Disable that extension and reload the window.' };
}

const suppressionSetting = 'editor.inlineSuggest.experimental.suppressInlineSuggestions';

function suppression({ contextGate }: WindowParts): MechanismState {
  const id = 'suppression';
  if (vscode.workspace.getConfiguration().inspect(suppressionSetting)?.defaultValue === undefined) {
    return { id, state: 'absent', note: `This editor has no setting \`${suppressionSetting}\`.` };
  }
  const document = vscode.window.activeTextEditor?.document;
  // The setting follows the window that has the focus.
  const overridden = document && vscode.window.state.focused ? contextGate.overridden(document) : [];
  if (overridden.length === 0) return { id, state: 'standing' };
  const note = `Another setting lets ${overridden.join(', ')} into the active file.`;
  return {
    id,
    state: 'undone',
    note,
    remedy: `Take \`${suppressionSetting}\` out of the settings of this workspace or language.`,
  };
}

function exclusion(): MechanismState {
  const note =
    "This editor gives no proposed API 'inlineCompletionsAdditions': completions are kept away by a setting alone.";
  return canExclude() ? { id: 'exclusion', state: 'standing' } : { id: 'exclusion', state: 'absent', note };
}

function changeReason(): MechanismState {
  const note =
    tellsReasons() === undefined
      ? 'No edit was seen yet.'
      : "This editor gives no proposed API 'textDocumentChangeReason': the source of an edit is not known.";
  return tellsReasons() === true
    ? { id: 'change-reason', state: 'standing' }
    : { id: 'change-reason', state: 'absent', note };
}

/** The hooks that this extension ships for the editor's own agents. */
function chatPlugin({ extension }: WindowParts): MechanismState {
  const id = 'plugin/copilot';
  const { contributes } = extension.packageJSON as { contributes?: { chatPlugins?: readonly unknown[] } };
  if (contributes?.chatPlugins === undefined) return { id, state: 'absent', note: 'This version ships no hooks.' };
  const settings = vscode.workspace.getConfiguration();
  const switches = ['chat.plugins.enabled', 'chat.useHooks'];
  const unknown = switches.filter((name) => settings.inspect(name)?.defaultValue === undefined);
  if (unknown.length > 0) return { id, state: 'absent', note: 'This editor takes no hooks from extensions.' };
  const off = switches.filter((name) => settings.get(name) !== true);
  if (off.length === 0) return { id, state: 'standing' };
  const names = off.map((name) => `\`${name}\``).join(', ');
  // Where the editor has it off by itself, nobody has undone anything.
  const isUndone = off.some((name) => settings.inspect(name)?.defaultValue === true);
  const state = isUndone ? 'undone' : 'absent';
  return { id, state, note: `${names} is switched off.`, remedy: 'Switch it on.' };
}

/** Whether Copilot is told to send by Node.js, where the guard sees it. */
function nodeFetcher(): MechanismState {
  const id = 'node-fetcher';
  const setting = 'github.copilot.advanced.debug.useElectronFetcher';
  const isNode = vscode.workspace.getConfiguration().get(setting) === false;
  const note = "Copilot sends by the editor's own network.";
  return isNode ? { id, state: 'standing' } : { id, state: 'absent', note, remedy: `Set \`${setting}\` to false.` };
}
