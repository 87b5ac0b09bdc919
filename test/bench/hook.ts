/**
 * Prints how long a hook takes: its program from start to end against a running service, the whole program likewise,
 * and the answer alone in this process. `npm run build` comes first; `tsx test/bench/hook.ts [runs]`.
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { connectService } from '../../server/host/serviceClient';
import { createHookRig, hookPolicy } from '../server/agents/hooks/hookRig';
import { Home } from '../server/service/builtService';

const runs = Number(process.argv[2] ?? 20);
const dist = resolve(__dirname, '../../dist');
const lines = {
  'npm test': 'allowed',
  'cat services/payments/card.ts': 'refused',
  'grep -rn canary .': 'refused, the workspace searched',
};

async function main(): Promise<void> {
  const rig = createHookRig();
  for (let i = 0; i < 2000; i++) rig.write(`src/folder${i % 40}/file${i}.ts`, `export const value${i} = ${i};\n`);
  const payload = (command: string): string =>
    JSON.stringify({ hook_event_name: 'PreToolUse', cwd: rig.folder, tool_name: 'Bash', tool_input: { command } });
  const home = new Home(hookPolicy);
  await home.ensure();
  const client = await connectService(home.paths);
  try {
    print(
      'node alone',
      times(() => start(['-e', '0'], '')),
    );
    for (const program of ['hook.js', 'cli.js']) {
      const file = join(dist, program);
      if (!existsSync(file)) continue;
      const args = program === 'hook.js' ? [file, 'claude-code'] : [file, 'hook', 'claude-code'];
      print(
        `${program}, start to end`,
        times(() => start(args, payload('npm test'))),
      );
    }
    for (const [command, what] of Object.entries(lines)) {
      const params = { host: 'claude-code', payload: payload(command), cwd: rig.folder, env: {} };
      print(
        `round trip on the socket, ${what}`,
        await timesAsync(() => client.request('portcullis/answerHook', params)),
      );
      print(`in this process, ${what}`, await timesAsync(() => rig.tool('Bash', { command })));
    }
  } finally {
    client.close();
    await home.remove();
    rig.remove();
  }

  function start(args: readonly string[], input: string): void {
    spawnSync(process.execPath, args, { input, env: home.env(), cwd: rig.folder });
  }
}

function times(run: () => void): number[] {
  run();
  return Array.from({ length: runs }, () => {
    const begun = performance.now();
    run();
    return performance.now() - begun;
  });
}

async function timesAsync(run: () => Promise<unknown>): Promise<number[]> {
  await run();
  const found: number[] = [];
  for (let i = 0; i < runs; i++) {
    const begun = performance.now();
    await run();
    found.push(performance.now() - begun);
  }
  return found;
}

function print(what: string, milliseconds: readonly number[]): void {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] as number).toFixed(1);
  console.log(`${what}: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms (${sorted.length} runs)`);
}

void main();
