/** Which installed extensions may not see a document. */

import assert from 'node:assert/strict';
import { groupsFor, isAssistant, keptAway, sendsByItself } from '../../../client/context/assistants';
import type { ClassificationParams } from '../../../server/lsp/protocol';
import known from '../../../server/lsp/protocol/assistants.json';

const classification = (
  deniedTools: string[],
  allowedTools: string[],
  unknownToolAllowed: boolean,
): ClassificationParams => ({
  uri: 'file:///a.ts',
  version: 1,
  label: { level: 'internal', categories: [] },
  rank: 1,
  levelCount: 4,
  reasons: [],
  insertion: { effect: 'allow', enforced: true, message: '' },
  deniedTools,
  allowedTools,
  unknownToolAllowed,
});

const installed = [
  { id: 'GitHub.copilot' },
  { id: 'acme.helper', categories: ['AI'] },
  { id: 'acme.completer', enabledApiProposals: ['inlineCompletionsAdditions@2'] },
  { id: 'acme.theme', categories: ['Themes'], keywords: ['air'] },
  { id: 'vscode.typescript-language-features', categories: ['AI'] },
  { id: 'portcullis.portcullis', categories: ['AI'] },
];

describe('keptAway', () => {
  it('keeps the denied away, by name or glob', () => {
    assert.deepEqual(keptAway(installed, classification(['github.copilot'], [], true)), ['github.copilot']);
    assert.deepEqual(keptAway(installed, classification(['acme.*'], [], true)), [
      'acme.completer',
      'acme.helper',
      'acme.theme',
    ]);
  });

  it('keeps assistants away that the policy does not name, where those may not see the document', () => {
    assert.deepEqual(keptAway(installed, classification([], ['acme.helper'], false)), [
      'acme.completer',
      'github.copilot',
    ]);
  });

  it('keeps nobody away where all may see it', () => {
    assert.deepEqual(keptAway(installed, classification([], [], true)), []);
  });

  it('denies where a tool is both allowed and denied', () => {
    assert.deepEqual(keptAway(installed, classification(['acme.helper'], ['acme.*'], true)), ['acme.helper']);
    assert.deepEqual(keptAway(installed, classification(['acme.h*'], ['acme.helper'], true)), ['acme.helper']);
  });

  it('keeps every assistant and every named tool away from a document of which nothing is known', () => {
    assert.deepEqual(keptAway(installed, undefined, ['acme.theme']), [
      'acme.completer',
      'acme.helper',
      'acme.theme',
      'github.copilot',
    ]);
  });

  it('does not take a pattern for more than its asterisks', () => {
    assert.deepEqual(keptAway([{ id: 'acmexhelper.a' }], classification(['acme.helper*', '.*'], [], true)), []);
  });
});

describe('isAssistant', () => {
  it('never means us or a part of the editor', () => {
    assert.equal(isAssistant({ id: 'portcullis.portcullis', categories: ['AI'] }), false);
    assert.equal(isAssistant({ id: 'vscode.git', keywords: ['ai'] }), false);
  });

  it('survives manifests that are not as they should be', () => {
    const broken = { id: 'a.b', categories: 'AI', keywords: [1, null] } as unknown as Parameters<typeof isAssistant>[0];
    assert.equal(isAssistant(broken), false);
  });
});

describe('groupsFor', () => {
  it('names the groups of those that have their own', () => {
    assert.deepEqual(groupsFor(['github.copilot-chat', 'acme.helper']), [
      'acme.helper',
      'completions',
      'github.copilot-chat',
      'nes',
    ]);
  });
});

describe('sendsByItself', () => {
  it('is true of those alone that are known to', () => {
    assert.equal(sendsByItself('Anthropic.claude-code'), true);
    for (const id of ['github.copilot-chat', 'continue.continue', 'acme.unknown'])
      assert.equal(sendsByItself(id), false);
  });
});

describe('known assistants', () => {
  it('are listed once, in lower case', () => {
    const ids = known.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(
      ids,
      ids.map((id) => id.toLowerCase()),
    );
  });
});
