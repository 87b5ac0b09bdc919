/**
 * Proposed APIs in the bundled editor: code-server lets every extension use them, stock VS Code none but those its
 * product file lists. One function of the built extension host decides; here it is made to follow a variable.
 */

import fs from 'node:fs';
import { Advice } from './steps';

/** The environment variable of the extension host: `stock` for VS Code's own answer, else code-server's. */
export const proposalsVariable = 'EDITOR_HOST_PROPOSALS';

// Built from isProposedApiEnabled(extension, proposal) in src/vs/workbench/services/extensions/common/extensions.ts.
const always = /function ([\w$]+)\((\w),(\w)\)\{return!0\}/g;

/**
 * Makes an extension host's `isProposedApiEnabled` answer as stock VS Code does where the variable says so.
 *
 * Throws `Advice` where the built file is not the one this was written for. Doing it twice changes nothing.
 */
export function honourProposals(extensionHostProcess: string): void {
  const source = fs.readFileSync(extensionHostProcess, 'utf8');
  if (source.includes(proposalsVariable)) return;
  const found = [...source.matchAll(always)].filter(([, name]) =>
    source.includes(`${name}(P,"textDocumentChangeReason")`),
  );
  const [match] = found;
  if (!match || found.length > 1) {
    throw new Advice(
      `found ${found.length} places instead of one where the editor decides on proposed APIs`,
      'the editor version in test/editor/host/package.json is not the one scripts/dev/proposals.ts was written for',
    );
  }
  const [all, name, extension, proposal] = match;
  const answer = `function ${name}(${extension},${proposal}){return process.env.${proposalsVariable}!=="stock"||!!${extension}.enabledApiProposals?.includes(${proposal})}`;
  const patched = `${extensionHostProcess}.patched`;
  fs.writeFileSync(patched, source.slice(0, match.index) + answer + source.slice(match.index + all.length));
  fs.renameSync(patched, extensionHostProcess);
}
