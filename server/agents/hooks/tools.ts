/**
 * What the tools of agents do, by their names. Hosts share most of them; where a name isn't known, whatever its
 * arguments name counts as read.
 */

import type { Ask } from './hookHost';
import { editsOfPatch } from './patch';
import { isObject, type JsonObject, objectOf, textOf, textsOf } from './payload';

/** What a call comes to, or why that can't be told. */
type Reader = (input: JsonObject, tool: string) => readonly Ask[] | string;

const pathFields = [
  'file_path',
  'filePath',
  'path',
  'absolute_path',
  'notebook_path',
  'target_file',
  'notebookUri',
] as const;

const nothing: Reader = () => [];

const read: Reader = (input) => {
  const path = textOf(input, ...pathFields);
  const paths = path === undefined ? [...textsOf(input['paths']), ...textsOf(input['include'])] : [path];
  return paths.length === 0 ? 'it names no file to read' : paths.map((each) => ({ kind: 'read', path: each }));
};

const edit: Reader = (input) => {
  const several = [input['edits'], input['replacements']].find(Array.isArray) as readonly unknown[] | undefined;
  const path = textOf(input, ...pathFields);
  if (several !== undefined) {
    const edits = several.map((item) => {
      const own = objectOf(item);
      return { kind: 'edit' as const, path: textOf(own, ...pathFields) ?? path, text: newTextOf(own) };
    });
    if (edits.some((each) => each.path === undefined)) return 'it names no file to change';
    return edits as readonly Ask[];
  }
  return path === undefined ? 'it names no file to change' : [{ kind: 'edit', path, text: newTextOf(input) }];
};

function newTextOf(input: JsonObject): string {
  const text = textOf(
    input,
    'new_string',
    'newString',
    'new_str',
    'content',
    'file_text',
    'code',
    'new_source',
    'newCode',
    'insert_text',
    'contents',
  );
  const code = textsOf(input['newCode']);
  return text ?? code.join('\n');
}

const patch: Reader = (input) => {
  const text = textOf(input, 'input', 'patch', 'command') ?? textsOf(input['command']).join('\n');
  const edits = editsOfPatch(text);
  return edits.length === 0 ? 'its patch names no file' : edits;
};

const shell =
  (dialect: 'posix' | 'powershell' | 'any'): Reader =>
  (input) => {
    const given = input['command'] ?? input['cmd'] ?? input['input'] ?? input['text'] ?? input['script'];
    // Some give the words of a command; each stands for itself.
    const command = typeof given === 'string' ? given : textsOf(given).map(quote).join(' ');
    if (command === '') return 'it holds no command';
    const cwd = textOf(input, 'cwd', 'workdir', 'directory', 'dir_path');
    return [{ kind: 'shell', command, dialect, ...(cwd === undefined || cwd === '' ? {} : { cwd }) }];
  };

function quote(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

const search: Reader = (input) => {
  if (/^(?:files_with_matches|count)$/.test(textOf(input, 'output_mode') ?? '')) return [];
  return searchLines(input, '');
};

/** This one lists names unless it is told otherwise. */
const searchNames: Reader = (input) => (textOf(input, 'output_mode') === 'content' ? searchLines(input, '') : []);

function searchLines(input: JsonObject, _tool: string): readonly Ask[] {
  const pattern = textOf(input, 'pattern', 'query', 'regex', 'symbolName', 'symbol');
  const path = textOf(input, 'path', 'dir_path', 'directory', 'target_directory');
  const include = textOf(input, 'glob', 'includePattern', 'include', 'include_pattern', 'glob_pattern');
  return [
    {
      kind: 'search',
      isLiteral: input['isRegexp'] === false || input['fixed_strings'] === true,
      ...(pattern === undefined || input['-v'] === true ? {} : { pattern }),
      ...(path === undefined ? {} : { path }),
      ...(include === undefined ? {} : { include }),
    },
  ];
}

/** Finds by meaning: any line of the workspace may come. */
const searchAll: Reader = () => [{ kind: 'search', isLiteral: false }];

const other: Reader = (input) => [{ kind: 'other', input }];

const task: Reader = (input, tool) => {
  const { command, args } = objectOf(input['task']);
  if (typeof command !== 'string') return other(input, tool);
  return [{ kind: 'shell', command: [command, ...textsOf(args)].join(' '), dialect: 'any' }];
};

const editor: Reader = (input, tool) => (textOf(input, 'command') === 'view' ? read(input, tool) : edit(input, tool));

const changes: Reader = () => [{ kind: 'shell', command: 'git diff HEAD', dialect: 'posix' }];

const readers: readonly (readonly [Reader, string])[] = [
  [
    read,
    'read read_file readfile view view_image notebookread read_notebook_cell_output copilot_getnotebooksummary run_notebook_cell read_many_files',
  ],
  [
    edit,
    'edit multiedit write notebookedit replace_string_in_file multi_replace_string_in_file insert_edit_into_file create_file edit_notebook_file create replace write_file strreplace delete edit_file',
  ],
  [editor, 'str_replace_editor str_replace_based_edit_tool'],
  [patch, 'apply_patch'],
  [shell('posix'), 'bash shell local_shell exec_command run_shell_command unified_exec write_bash write_stdin'],
  [shell('powershell'), 'powershell write_powershell'],
  [shell('any'), 'run_in_terminal send_to_terminal terminal execution_subagent'],
  [task, 'create_and_run_task'],
  [search, 'grep_search search_file_content rg list_code_usages'],
  [searchNames, 'grep'],
  [searchAll, 'semantic_search codebase_search search_codebase'],
  [changes, 'get_changed_files'],
  [
    nothing,
    'glob ls list_dir list_directory file_search todowrite todoread manage_todo_list report_intent exitplanmode bashoutput killshell read_bash stop_bash read_powershell stop_powershell get_terminal_output update_plan',
  ],
];

const byName = new Map(readers.flatMap(([reader, names]) => names.split(' ').map((name) => [name, reader] as const)));

/** Returns what a call of a tool comes to; a tool of an MCP server is known by its name's form. */
export function asksOfTool(tool: string, input: unknown): readonly Ask[] | string {
  if (/^mcp[_:]|^[\w-]+__[\w-]+$/i.test(tool)) return [{ kind: 'mcp', tool, input }];
  const reader = byName.get(tool.toLowerCase());
  if (reader === undefined) return [{ kind: 'other', input }];
  return isObject(input) ? reader(input, tool) : `the input of ${tool.slice(0, 80)} is not an object`;
}
