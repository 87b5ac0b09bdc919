/**
 * Starts a desktop VS Code on the demo, in a profile of its own.
 */

import { spawn } from 'node:child_process';
import { must, step } from '../dev/steps';
import type { Demo, Started } from './main';

/** Installs the extensions and opens a window; `ended` resolves when it is closed. */
export async function startDesktop(executable: string, demo: Demo): Promise<Started> {
  const { profile, workspace, extensions } = demo;
  const own = ['--user-data-dir', profile.userData, '--extensions-dir', profile.extensions];
  const env = { ...process.env, PORTCULLIS_HOME: profile.home };
  const shell = process.platform === 'win32';
  const command = shell ? `"${executable}"` : executable;
  const quote = (args: readonly string[]): string[] => args.map((arg) => (shell ? `"${arg}"` : arg));
  await step(`installing Portcullis and the demo assistants in a profile of their own (${executable})`, async () => {
    const install = extensions.flatMap((file) => ['--install-extension', file]);
    await must(
      command,
      quote([...own, ...install, '--force']),
      { env, shell },
      'or use the bundled editor: npm start -- --bundled',
    );
  });
  const args = quote([...own, '--new-window', '--wait', '--disable-workspace-trust', workspace]);
  const child = spawn(command, args, { env, shell, stdio: 'ignore' });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
  console.log('· Visual Studio Code is open');
  return {
    ended,
    stop: async () => {
      child.kill();
    },
  };
}
