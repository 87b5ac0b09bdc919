/**
 * The editor's own Copilot with a model of our own: what it sends of files above the model's clearance, on every way that
 * it has, and that nothing is in the way of what may go.
 */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  type ChatResult,
  chat,
  confirm,
  inlineChat,
  order,
  sent,
  shownChat,
  startCopilot,
} from '../support/copilotChat';
import { closeAll, log, openWith, until, workspacePath } from './support/editor';
import { classified } from './support/gate';

/** A file of real length; its lines stand in no other. */
function textOf(name: string): string {
  return [
    `// ${canaryOf(name)}: settlement of the day`,
    `export const ${name}Day = (batch: Batch) => batch.entries.length;`,
    `export const ${name}Reversed = ['first', 'second', 'third'].map((each) => each.length).reverse();`,
    `export function ${name}FeeOf(cents: number): number {`,
    `  return Math.round(cents * ${name}RateOfTheDay) + 25;`,
    '}',
    '',
  ].join('\n');
}

/** Short and at a line's beginning: terminals break long lines. */
function canaryOf(name: string): string {
  return `${name}_canary_7f3a`;
}

const restricted = { file: 'payments/settle.ts', name: 'guarded', level: 'restricted' };
const internal = { file: 'src/settle.ts', name: 'ordinary', level: 'internal' };

type Scenario = typeof restricted;

const show = ({ file }: Scenario) => ({
  tool: 'run_in_terminal',
  input: { command: `cat ${file}`, explanation: 'Shows it.', goal: 'See it.', mode: 'sync', timeout: 10_000 },
});
const read = ({ file }: Scenario) => ({
  tool: 'read_file',
  input: { filePath: workspacePath(file), startLine: 1, endLine: 10 },
});
const search = ({ name }: Scenario) => ({
  tool: 'grep_search',
  input: { query: `${name}_canary`, isRegexp: false },
});

/** How many requests to models were refused so far. */
async function refusals(): Promise<number> {
  const entries = (await log()) as readonly { kind: string; decision: { effect: string } }[];
  return entries.filter(({ kind, decision }) => kind === 'decision' && decision.effect === 'block').length;
}

async function openScenario({ file, name, level }: Scenario): Promise<vscode.TextDocument> {
  const { document } = await openWith(file, textOf(name));
  assert.equal(await classified(document), level);
  return document;
}

/** Lets the agent take a step, confirms where it has to be, and waits until the model has heard of it or never will. */
async function takeStep(step: ReturnType<typeof show | typeof read | typeof search>): Promise<ChatResult> {
  order(step, { say: 'fine' });
  const result = await chat('agent', `use ${step.tool}`);
  if (result.type !== 'confirmation') return result;
  const before = await refusals();
  await confirm();
  await until('the tool has run', async () => answersOf(step.tool) > 0 || (await refusals()) > before);
  return {};
}

/** How many requests to the model hold an answer of the tool. */
function answersOf(tool: string): number {
  return sent().split(`"tool_call_id":"call_0_${tool}"`).length - 1;
}

async function setting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
}

const guardsReason = /portcullis did not send this request: it is restricted \[pci\] by rule payments/;
const hooksReason = /Portcullis does not let this pass: payments\/settle\.ts is restricted \[pci\] \(rule payments\)/;

describe('Copilot on a restricted file', function () {
  this.timeout(120_000);
  before(startCopilot);
  beforeEach(() => openScenario(restricted));
  afterEach(async () => {
    assert.ok(!sent().includes(canaryOf(restricted.name)), 'the model got the canary');
    await closeAll();
  });

  it('asked about the active file: nothing is sent, and the chat says why', async () => {
    order({ say: 'fine' });
    const { errorDetails } = await chat('ask', 'what does this do?');
    assert.match(errorDetails?.message ?? '', guardsReason);
  });

  for (const step of [read(restricted), show(restricted), search(restricted)]) {
    it(`${step.tool}: the hook refuses, and model and chat hear why`, async () => {
      await takeStep(step);
      assert.match(sent(), hooksReason);
      assert.match(await shownChat(), hooksReason);
    });
  }

  it('inline chat: nothing is sent', async () => {
    const before = await refusals();
    order({ say: 'fine' });
    const document = await vscode.workspace.openTextDocument(workspacePath(restricted.file));
    await inlineChat(document, 'explain this', async () => (await refusals()) > before);
  });

  describe('with hooks switched off', () => {
    // The guard is on: nothing leaves while this takes effect.
    const switchHooks = async (isOn: boolean): Promise<void> => {
      await setting('chat.useHooks', isOn);
      await until('hooks are switched', async () => {
        await takeStep(read(restricted));
        return hooksReason.test(sent()) === isOn;
      });
    };
    before(() => switchHooks(false));
    after(() => switchHooks(true));

    for (const step of [read(restricted), show(restricted), search(restricted)]) {
      it(`${step.tool}: the guard refuses what would be sent of it`, async () => {
        const before = await refusals();
        await takeStep(step);
        await until('the guard has refused', async () => (await refusals()) > before);
        assert.ok(!hooksReason.test(sent()));
        assert.equal(answersOf(step.tool), 0);
      });
    }
  });

  describe('with the guard switched off', () => {
    before(() => setting('portcullis.egress.enabled', false));
    after(() => setting('portcullis.egress.enabled', undefined));

    for (const step of [read(restricted), show(restricted), search(restricted)]) {
      it(`${step.tool}: the hook refuses`, async () => {
        await closeAll();
        await takeStep(step);
        assert.match(sent(), hooksReason);
      });
    }

    // The last: what a hook refused stays in the conversation, and goes along with its next prompt.
    it('asked about the active file: the hook asks the window which it is, and refuses', async () => {
      order({ say: 'fine' });
      await chat('ask', 'what does this do?');
      assert.match(await shownChat(), hooksReason);
    });
  });
});

describe('Copilot on an internal file', function () {
  this.timeout(120_000);
  const canary = canaryOf(internal.name);
  before(startCopilot);
  beforeEach(() => openScenario(internal));
  afterEach(closeAll);

  it('asked about the active file: it is sent', async () => {
    order({ say: 'fine' });
    const { errorDetails } = await chat('ask', 'what does this do?');
    assert.equal(errorDetails, undefined);
    assert.ok(sent().includes(canary));
  });

  for (const step of [read(internal), show(internal), search(internal)]) {
    it(`${step.tool}: the model gets what it asked for`, async () => {
      await takeStep(step);
      assert.ok(sent().includes(canary));
    });
  }

  it('inline chat: it is sent', async () => {
    order({ say: 'fine' });
    const document = await vscode.workspace.openTextDocument(workspacePath(internal.file));
    await inlineChat(document, 'explain this', () => sent().includes(canary));
  });
});
