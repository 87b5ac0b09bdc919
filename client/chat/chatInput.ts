/**
 * The check of what is typed into the editor's chat, before it is sent: refused, redacted or let through as the service
 * decides.
 *
 * It knows the service by `Service` alone. What it can't reach (the active file that the chat adds, attachments that the
 * text doesn't name) is left to the guard over what leaves.
 */

import * as vscode from 'vscode';
import { type JudgePromptParams, type JudgePromptResult, judgePromptRequest } from '../../server/lsp/protocol/chat';
import type { DrillOutcome, MechanismState } from '../../server/lsp/protocol/coverage';
import type { Service } from '../gate/inspect';
import { chatInputs, type Prompt, promptInArguments, promptInInputs } from './prompt';
import { Shadows } from './shadows';

/**
 * The editor's commands that send what stands in an input.
 *
 * `workbench.action.edits.submit` is missing: Send calls it in Agent mode with an object that no message to another
 * process can hold, and does nothing where somebody stands before it.
 */
const submits: readonly string[] = [
  'workbench.action.chat.submit',
  'workbench.action.chat.submitWithCodebase',
  'workbench.action.chat.submitWithoutDispatching',
  'workbench.action.chat.sendToNewChat',
  'workbench.action.chat.queueMessage',
  'workbench.action.chat.steerWithMessage',
  'workbench.action.terminal.chat.makeRequest',
];
/** The one that sends the query it is given. */
const open = 'workbench.action.chat.open';
/** Whom policies know the editor's chat as. */
const tool = 'github.copilot-chat';
const deadline = 3000;

const lateMessage = 'Not sent: there was no decision about the prompt in time. Send it again.';
const awayMessage =
  'Not sent: the Portcullis service is not running, so nothing can be decided about the prompt. Run "Portcullis: Restart the Connection" and try again.';

export interface ChatInputParts {
  readonly service: Service;
  /** Whether the guard over what leaves stands behind this check. */
  readonly hasGuard: () => boolean;
}

export class ChatInput implements vscode.Disposable {
  private readonly shadows = new Shadows((command, args) => this.send(command, args));
  /** How often something was sent: a choice that is made after the next prompt is for nothing. */
  private turn = 0;
  private isStarted = false;

  constructor(private readonly parts: ChatInputParts) {
    void this.start();
  }

  /** What the check says of itself. */
  state(): MechanismState {
    const id = 'chat-input';
    const { takenByOthers, commands } = this.shadows;
    if (takenByOthers.length > 0) {
      const note = `Another extension has taken over ${takenByOthers.join(', ')}.`;
      return { id, state: 'undone', note, remedy: 'Disable that extension and reload the window.' };
    }
    if (commands.includes(submits[0] as string)) return { id, state: 'standing' };
    return { id, state: 'absent', note: this.isStarted ? 'This editor has no chat.' : 'It is being set up.' };
  }

  /**
   * Shows by a canary that a prompt with it would not be sent. Nothing is put into the chat: there is a model behind it.
   */
  async drill(canary: string, file: string): Promise<DrillOutcome> {
    const outcome = { way: 'chat-input', time: new Date().toISOString() };
    if (this.state().state !== 'standing') return { ...outcome, outcome: 'untried', note: this.state().note ?? '' };
    const ask = (texts: readonly string[], files: readonly string[]) => this.judge({ texts, files, unknown: [] });
    const harmless = await ask(['a harmless prompt'], []);
    if (typeof harmless === 'string') {
      return { ...outcome, outcome: 'untried', note: 'the service did not answer in time' };
    }
    const answers = [await ask([canary], []), await ask(['a prompt'], [file])];
    const isHeld = answers.every(
      (answer) => typeof answer !== 'string' && answer.effect === 'block' && answer.enforced,
    );
    return { ...outcome, outcome: isHeld ? 'held' : 'through' };
  }

  dispose(): void {
    this.shadows.dispose();
  }

  private async start(): Promise<void> {
    // What isn't there is not to come into being by being shadowed.
    const known = new Set(await vscode.commands.getCommands(true));
    for (const command of [...submits, open]) if (known.has(command)) this.shadows.add(command);
    this.isStarted = true;
  }

  private async send(command: string, args: readonly unknown[]): Promise<unknown> {
    const prompt = command === open ? await promptInArguments(args[0]) : await promptInInputs();
    if (prompt === undefined || prompt.texts.length === 0) return this.shadows.letThrough(command, args);
    const turn = ++this.turn;
    const redacted = await this.decide(prompt);
    if (redacted === undefined || turn !== this.turn) return undefined;
    if (redacted === prompt.texts) {
      // What was typed meanwhile has not been looked at.
      return isSame(prompt) ? this.shadows.letThrough(command, args) : this.send(command, args);
    }
    if (prompt.inputs === undefined) {
      const [first] = args;
      const query = redacted[0] as string;
      return this.shadows.letThrough(command, [typeof first === 'string' ? query : { ...(first as object), query }]);
    }
    const isRedacted = await replaceInputs(prompt.inputs, prompt.texts, redacted);
    if (isRedacted) return this.shadows.letThrough(command, args);
    void vscode.window.showErrorMessage('Not sent: the prompt changed while it was looked at. Send it again.');
    return undefined;
  }

  /** Returns the texts to send, other ones where they are redacted; `undefined` where nothing may be sent. */
  private async decide(prompt: Prompt): Promise<readonly string[] | undefined> {
    const answer = await this.judge(prompt);
    if (typeof answer === 'string') {
      void vscode.window.showErrorMessage(answer);
      return undefined;
    }
    const { effect, enforced, message, isDestinationKnown, texts = prompt.texts } = answer;
    if (effect === 'allow' || !enforced) return prompt.texts;
    if (effect === 'warn') {
      void vscode.window.showWarningMessage(message);
      return prompt.texts;
    }
    if (effect === 'redact') {
      const redact = 'Send Redacted';
      return (await this.choose(message, redact, "Don't Send")) === redact ? texts : undefined;
    }
    if (!isDestinationKnown && this.parts.hasGuard()) {
      const go = 'Send';
      const more = 'Which model is chosen is known only on its way out: there it is decided about again.';
      return (await this.choose(`${message} ${more}`, go, "Don't Send")) === go ? prompt.texts : undefined;
    }
    void this.choose(`Not sent: ${message}`, 'Ask for an Exception').then((choice) => {
      if (choice !== undefined) void vscode.commands.executeCommand('portcullis.requestException');
    });
    return undefined;
  }

  private choose(message: string, ...choices: readonly string[]): Thenable<string | undefined> {
    return vscode.window.showWarningMessage(message, ...choices);
  }

  /** Returns what the person is told where there is no answer. */
  private async judge({ texts, files, unknown }: Prompt): Promise<JudgePromptResult | string> {
    const params: JudgePromptParams = { texts, files, unknown, tool };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve(lateMessage), deadline);
    });
    try {
      return await Promise.race([this.parts.service.request<JudgePromptResult>(judgePromptRequest, params), late]);
    } catch {
      return awayMessage;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Reports whether the inputs still hold what was looked at. */
function isSame({ inputs, texts }: Prompt): boolean {
  if (inputs === undefined) return true;
  const now = chatInputs();
  return (
    now.length === inputs.length && now.every((input, at) => input === inputs[at] && input.getText() === texts[at])
  );
}

/** Returns false where an input has changed meanwhile. */
async function replaceInputs(
  inputs: readonly vscode.TextDocument[],
  before: readonly string[],
  after: readonly string[],
): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  for (const [index, input] of inputs.entries()) {
    if (input.getText() !== before[index]) return false;
    const whole = new vscode.Range(input.positionAt(0), input.positionAt(input.getText().length));
    if (before[index] !== after[index]) edit.replace(input.uri, whole, after[index] as string);
  }
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  return inputs.every((input, index) => input.getText() === after[index]);
}
