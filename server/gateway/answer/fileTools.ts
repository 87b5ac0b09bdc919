/**
 * Tools of assistants that write files and do nothing else: the only ones that get values back for placeholders.
 *
 * A tool that isn't named here may reach a shell or a network. Names are compared exactly: who names a tool so decides
 * on the client's side, not the model.
 */

const names = [
  // Claude Code and Anthropic's text editor tools
  'Write',
  'Edit',
  'MultiEdit',
  'NotebookEdit',
  'str_replace_editor',
  'str_replace_based_edit_tool',
  // GitHub Copilot
  'create_file',
  'insert_edit_into_file',
  'replace_string_in_file',
  'multi_replace_string_in_file',
  'edit_notebook_file',
  // Codex and all who took its format over
  'apply_patch',
  // Cursor, Cline, Roo, Continue
  'edit_file',
  'search_replace',
  'write_to_file',
  'replace_in_file',
  'apply_diff',
  'insert_content',
  'create_new_file',
  'edit_existing_file',
  'single_find_and_replace',
  'multi_edit',
  // Gemini CLI, opencode, aider
  'write_file',
  'replace',
  'write',
  'edit',
  'patch',
  'multiedit',
];

const fileTools: ReadonlySet<string> = new Set(names);

/** Reports whether the tool writes files alone. */
export function isFileTool(name: string): boolean {
  return fileTools.has(name);
}
