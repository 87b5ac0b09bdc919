/** What holds where, worked out from what mechanisms say: no row says more than they do. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type CoverageFacts, coverageOf } from '../../../server/coverage/coverageOf';
import { windowWays } from '../../../server/coverage/ways';
import type { CoverageRow, DrillOutcome, FoundAssistant, MechanismState } from '../../../server/lsp/protocol/coverage';

const copilot: FoundAssistant = { kind: 'extension', id: 'github.copilot-chat', name: 'Copilot', version: '0.67.0' };
const unknown: FoundAssistant = { kind: 'extension', id: 'acme.helper', name: 'Helper', channels: ['chat'] };
const claude: FoundAssistant = { kind: 'program', id: 'claude', name: 'Claude Code' };
const claudeInWindow: FoundAssistant = { kind: 'extension', id: 'anthropic.claude-code', name: 'Claude Code' };
const amp: FoundAssistant = { kind: 'program', id: 'amp', name: 'Amp' };

const ids = [
  'egress-guard',
  'accept-gate',
  'suppression',
  'exclusion',
  'change-reason',
  'chat-input',
  'plugin/copilot',
  'hooks/copilot',
  'hooks/claude-code',
  'connection/claude',
  'gateway',
];
const all = (state: MechanismState['state']): MechanismState[] => ids.map((id) => ({ id, state }));
const given = (facts: Partial<CoverageFacts>): CoverageFacts => ({
  assistants: [copilot, unknown, claude, claudeInWindow, amp],
  mechanisms: all('standing'),
  outcomes: [],
  hasElectron: false,
  mode: 'enforce',
  hasWindow: true,
  ...facts,
});
const find = (facts: Partial<CoverageFacts>, id: string, channel: string): CoverageRow =>
  coverageOf(given(facts)).rows.find((row) => row.subject.id === id && row.channel === channel) ??
  assert.fail(`${id} has no ${channel}`);
const without = (id: string): MechanismState[] => all('standing').filter((each) => each.id !== id);

describe('coverage', () => {
  it('is enforced where something that stands enforces it', () => {
    assert.equal(find({}, 'github.copilot-chat', 'chat').state, 'enforced');
    assert.equal(find({}, 'github.copilot-chat', 'agent-shell').state, 'enforced');
    const read = find({}, 'claude', 'agent-read');
    assert.deepEqual(read.by, ['connection/claude', 'hooks/claude-code']);
    assert.match(read.notes.join(), /goes on where a hook fails or is late/);
  });

  it('is detected only where the command of an agent is seen by what it brings back', () => {
    const mechanisms = without('plugin/copilot').filter(({ id }) => id !== 'hooks/copilot');
    assert.equal(find({ mechanisms }, 'github.copilot-chat', 'agent-shell').state, 'detected');
    assert.equal(find({ mechanisms }, 'github.copilot-chat', 'mcp').state, 'open');
  });

  it('is open where something could hold it, and impossible where nothing of ours can', () => {
    const mechanisms = all('absent');
    const open = find({ mechanisms }, 'claude', 'chat');
    assert.equal(open.state, 'open');
    assert.match(open.notes.join(), /portcullis connect claude/);
    assert.equal(find({}, 'amp', 'chat').state, 'impossible');
    assert.match(find({}, 'amp', 'chat').notes.join(), /firewall/);
  });

  it('does not count the guard for what sends from a process of its own, by Electron or on the other side', () => {
    const mechanisms = [{ id: 'egress-guard', state: 'standing' as const }];
    assert.equal(find({ mechanisms }, 'anthropic.claude-code', 'chat').state, 'open');
    assert.equal(find({ mechanisms, hasElectron: true }, 'github.copilot-chat', 'embed').state, 'impossible');
    const fetcher = [...mechanisms, { id: 'node-fetcher', state: 'standing' as const }];
    assert.equal(find({ mechanisms: fetcher, hasElectron: true }, 'github.copilot-chat', 'embed').state, 'enforced');
    for (const where of [{ isElsewhere: true }, { sendsByItself: true }]) {
      const assistants = [{ ...unknown, ...where }];
      assert.equal(find({ mechanisms, assistants }, 'acme.helper', 'chat').state, 'impossible');
    }
  });

  it('is drifted where one of the mechanisms was undone, even if others stand', () => {
    const mechanisms = [...without('suppression'), { id: 'suppression', state: 'undone' as const, note: 'Gone.' }];
    const row = find({ mechanisms }, 'github.copilot-chat', 'inline');
    assert.equal(row.state, 'drifted');
    assert.deepEqual(row.by, ['suppression']);
    assert.equal(row.notes[0], 'Gone.');
  });

  it('is drifted where the shipped hooks are switched off, or somebody else has the port of the gateway', () => {
    const off = [
      { id: 'hooks/copilot', state: 'absent' as const },
      { id: 'plugin/copilot', state: 'undone' as const },
    ];
    assert.deepEqual(find({ mechanisms: off }, 'github.copilot-chat', 'mcp').by, ['plugin/copilot']);
    const mechanisms = [...without('gateway'), { id: 'gateway', state: 'undone' as const, note: 'Held.' }];
    const row = find({ mechanisms }, 'claude', 'chat');
    assert.deepEqual([row.state, row.by], ['drifted', ['gateway']]);
  });

  it('believes a drill that went through before any mechanism', () => {
    const time = '2026-11-21T05:00:00.000Z';
    const outcomes: DrillOutcome[] = [
      { way: 'fetch', outcome: 'held', time },
      { way: 'undici', outcome: 'through', time },
    ];
    const row = find({ outcomes }, 'github.copilot-chat', 'embed');
    assert.equal(row.state, 'drifted');
    assert.equal(row.proved, undefined);
    const { ways } = coverageOf(given({ outcomes }));
    assert.equal(ways.find(({ subject }) => subject.id === 'undici')?.state, 'drifted');
    assert.equal(ways.find(({ subject }) => subject.id === 'fetch')?.proved, time);
  });

  it('is proved by the oldest of what the drill showed', () => {
    const outcomes: DrillOutcome[] = [
      { way: 'fetch', outcome: 'held', time: '2026-11-21T05:00:02.000Z' },
      { way: 'http', outcome: 'held', time: '2026-11-21T05:00:01.000Z' },
      { way: 'websocket', outcome: 'untried', time: '2026-11-21T05:00:00.000Z' },
    ];
    assert.equal(find({ outcomes }, 'acme.helper', 'inline').proved, '2026-11-21T05:00:01.000Z');
  });

  it('enforces nothing under a policy that only observes', () => {
    const { rows, ways } = coverageOf(given({ mode: 'observe' }));
    assert.deepEqual(
      [...rows, ...ways].filter(({ state }) => state === 'enforced'),
      [],
    );
  });

  it('says for every way that nothing of ours holds what closes it', () => {
    const { ways } = coverageOf(given({ hasElectron: true }));
    const past = ways.filter(({ state }) => state === 'impossible');
    assert.deepEqual(
      past.map(({ subject }) => subject.id),
      ['worker-thread', 'child-process', 'electron-net', 'agent-host'],
    );
    for (const { notes } of past) assert.match(notes.join(), /gateway|firewall/);
    assert.equal(new Set(windowWays.map(({ id }) => id)).size, windowWays.length);
  });

  it('never says enforced without a mechanism that stands, whatever is undone or absent', () => {
    const state = fc.constantFrom<MechanismState['state']>('standing', 'undone', 'absent');
    fc.assert(
      fc.property(fc.tuple(...ids.map(() => state)), fc.boolean(), (states, hasElectron) => {
        const mechanisms = ids.map((id, at) => ({ id, state: states[at]! }));
        const standing = new Set(mechanisms.filter((each) => each.state === 'standing').map(({ id }) => id));
        const undone = new Set(mechanisms.filter((each) => each.state === 'undone').map(({ id }) => id));
        const { rows, ways } = coverageOf(given({ mechanisms, hasElectron }));
        for (const { state, by } of [...rows, ...ways]) {
          if (state === 'enforced' || state === 'detected')
            assert.ok(by.length > 0 && by.every((id) => standing.has(id)));
          if (state === 'drifted') assert.ok(by.length > 0 && by.every((id) => undone.has(id)));
        }
      }),
    );
  });
});
