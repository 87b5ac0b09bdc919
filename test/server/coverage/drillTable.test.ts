/** The drill's table: held, got through with what closes it, not tried with the reason. */

import assert from 'node:assert/strict';
import { closedToAll, drillTable } from '../../../server/coverage/drill/drillTable';

const time = '2026-11-21T05:00:00.000Z';

describe('table of a drill', () => {
  it('tells each way, several steps of a host in one line', () => {
    const table = drillTable([
      { way: 'fetch', outcome: 'held', time },
      { way: 'worker-thread', outcome: 'through', time },
      { way: 'electron-net', outcome: 'untried', time, note: 'no | net' },
      { way: 'hook/claude-code/read', outcome: 'held', time },
      { way: 'hook/claude-code/mcp', outcome: 'through', time },
      { way: 'hook/codex/read', outcome: 'held', time },
    ]);
    const lines = table.split('\n');
    assert.deepEqual(lines.slice(0, 3), ['| way | canary |', '|---|---|', "| the host's `fetch` | held |"]);
    assert.match(lines[3] ?? '', /^\| a worker thread of an extension \| \*\*got through\*\*\. .*gateway.*firewall/);
    assert.match(lines[4] ?? '', /not tried: no \\\| net \|$/);
    assert.equal(lines[5], '| what hooks of Claude Code are answered: read, mcp | **got through** (mcp) |');
    assert.equal(lines[6], '| what hooks of Codex CLI are answered: read | held |');
    assert.equal(lines.length, 7);
  });

  it('says where a refusal shows less, and what of a host was not tried', () => {
    const lineOf = (outcomes: Parameters<typeof drillTable>[0]) => drillTable(outcomes).split('\n').at(-1) ?? '';
    const closed = { outcome: 'held' as const, time, note: closedToAll };
    const read = { way: 'hook/codex/read', outcome: 'held' as const, time };
    const mcp = { way: 'hook/codex/mcp', ...closed };
    assert.match(lineOf([read, mcp]), /\| held; a harmless file is held as well: the policy .* \(mcp\) \|$/);
    assert.match(lineOf([mcp]), /for it \|$/);
    assert.match(lineOf([read, { ...mcp, outcome: 'untried' }]), /\| held; not tried: mcp \|$/);
  });
});
