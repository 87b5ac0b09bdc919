/**
 * AI blame in the real editor: what the hover says of a suggestion's lines, of a person's, and after they were mixed.
 */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, enableAssistants, insertions, type, until, withoutProposals } from './support/editor';
import { openClassified, pressUntilHeld } from './support/gate';

const hasProposals = !withoutProposals && process.env['PORTCULLIS_PROPOSALS'] !== 'off';
const settings = () => vscode.workspace.getConfiguration('portcullis');

interface Logged {
  readonly id: string;
  readonly time: string;
  readonly decision: { readonly policy: string };
}

describe('AI blame', () => {
  let document: vscode.TextDocument;
  let editor: vscode.TextEditor;
  let entry: Logged;

  before(async () => {
    const known = (await insertions()).length;
    await enableAssistants('cloud');
    const opened = await openClassified('src/blamed.ts', 'export const mine = 1;\n// demo: function');
    ({ document, editor } = opened);
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await pressUntilHeld(opened.history, 'function add');
    await enableAssistants();
    entry = await until('the entry is in the log', async () => (await insertions())[known] as unknown as Logged);
  });
  after(async () => {
    await settings().update('blame', undefined, vscode.ConfigurationTarget.Global);
    await closeAll();
  });

  it('says of a suggestion’s lines which model, when, by which entry and under which policy', async () => {
    const said = await until('the hover speaks', () => blameAt(document, lineOf(document, 'function add')));
    const from = hasProposals ? '`demo-cloud`, `portcullis-demo.cloud-assistant`' : 'a model that is not known';
    const when = entry.time.slice(0, 13).replace('T', ' ');
    assert.ok(said.startsWith(`From ${from}, ${when}`), said);
    assert.ok(said.includes(` UTC, entry \`${entry.id}\`, policy \`${entry.decision.policy.slice(0, 19)}`), said);
  });

  it('says nothing of lines that a person wrote', async () => {
    assert.equal(await blameAt(document, lineOf(document, 'mine')), undefined);
  });

  it('says of a line in which a person typed that it is from the model in part', async () => {
    const line = lineOf(document, 'function add');
    const { end } = document.lineAt(line).range;
    editor.selection = new vscode.Selection(end, end);
    await type('mine');
    const said = await until('the line is mixed', async () => {
      const now = await blameAt(document, line);
      return now?.startsWith('In part from ') ? now : undefined;
    });
    assert.ok(said.includes(entry.id), said);
  });

  it('knows a model’s lines again after undo and redo', async () => {
    const line = lineOf(document, 'function add');
    for (const [command, lead] of [
      ['undo', 'From '],
      ['redo', 'In part from '],
    ] as const) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand(command);
      let said: string | undefined;
      await until(
        `'${lead}' is said`,
        async () => {
          said = await blameAt(document, line);
          return said?.startsWith(lead);
        },
        10_000,
      ).catch(() => assert.fail(`after ${command} it says '${said}' of '${document.getText()}'`));
    }
  });

  it('is silent where the setting is off, and speaks again', async () => {
    const line = lineOf(document, 'function add');
    await settings().update('blame', 'off', vscode.ConfigurationTarget.Global);
    await until('nothing is said', async () => (await blameAt(document, line)) === undefined);
    await settings().update('blame', 'gutter', vscode.ConfigurationTarget.Global);
    await until('it speaks', () => blameAt(document, line));
    assert.equal(await blameAt(document, lineOf(document, 'mine')), undefined);
  });
});

/** Returns what blame's hover says at a line, `undefined` where it says nothing. */
async function blameAt(document: vscode.TextDocument, line: number): Promise<string | undefined> {
  const at = new vscode.Position(line, 3);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
  const texts = hovers.flatMap(({ contents }) =>
    contents.map((content) => (typeof content === 'string' ? content : content.value)),
  );
  return texts.find((text) => /^(From|In part from) /.test(text));
}

function lineOf(document: vscode.TextDocument, text: string): number {
  const line = document
    .getText()
    .split('\n')
    .findIndex((each) => each.includes(text));
  assert.notEqual(line, -1, `'${text}' is in the document`);
  return line;
}
