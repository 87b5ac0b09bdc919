/**
 * Which documents the service is told of. Those of output panels and other views of the workbench are left out.
 */

export const schemes: readonly string[] = [
  'file',
  'untitled',
  'vscode-notebook-cell',
  'vscode-remote',
  'vscode-vfs',
  'vscode-userdata',
  'vscode-scm',
];
