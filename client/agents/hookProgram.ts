/**
 * Tells the hooks that this extension ships which Node.js to run by: hosts start them with the environment of the
 * extension host, and the editor's own Node.js is on no PATH.
 */

export const nodeVariable = 'PORTCULLIS_NODE';

/** Says it until disposed of; a value that was there before is put back. */
export function offerNode(env: NodeJS.ProcessEnv = process.env, node = process.execPath): { dispose(): void } {
  const before = env[nodeVariable];
  env[nodeVariable] = node;
  return {
    dispose() {
      if (before === undefined) delete env[nodeVariable];
      else env[nodeVariable] = before;
    },
  };
}
