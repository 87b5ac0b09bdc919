/**
 * What Portcullis puts into a repository's hooks, and how it is taken out again. Pure: a script in, a script out.
 *
 * A hook never fails because of it: where the program is missing or fails, git goes on.
 */

export interface HookBlock {
  readonly hook: string;
  readonly lines: readonly string[];
}

const begin = '# portcullis: begin';
const end = '# portcullis: end';

/** Returns the blocks; `command` calls the program, and stands in a shell script as it is. */
export function hookBlocks(command: string, trailers: boolean): readonly HookBlock[] {
  const call = (what: string): string => `  ${command} provenance ${what} >/dev/null 2>&1 || true`;
  return [
    // A rebase tells of all its commits at its end.
    {
      hook: 'post-commit',
      lines: ['if [ ! -d "$(git rev-parse --git-path rebase-merge)" ]; then', call('note'), 'fi'],
    },
    {
      hook: 'post-rewrite',
      lines: [
        'portcullis_pairs=$(cat)',
        `printf '%s\\n' "$portcullis_pairs" |`,
        call('rewrite'),
        // Whatever else stands in the hook reads the same.
        'exec <<portcullis_end',
        '$portcullis_pairs',
        'portcullis_end',
      ],
    },
    ...(trailers ? [{ hook: 'commit-msg', lines: [`${call('trailers "$1"').trimStart()}`] }] : []),
  ];
}

/** Returns the script with the block in it, `undefined` where the script is none that a shell runs. */
export function addBlock(script: string | undefined, { lines }: HookBlock): string | undefined {
  const block = [begin, ...lines, end].join('\n');
  if (script === undefined) return `#!/bin/sh\n${block}\n`;
  if (!/^#!\s*\S*(?:\/|env )(?:ba|da|z|k)?sh\b/.test(script)) return undefined;
  const [first, ...rest] = removeBlock(script)?.split('\n') ?? ['#!/bin/sh', ''];
  return [first, block, ...rest].join('\n');
}

/** Returns the script without the block, `undefined` where nothing is left that does anything. */
export function removeBlock(script: string): string | undefined {
  const lines = script.split('\n');
  const [from, to] = [lines.indexOf(begin), lines.indexOf(end)];
  const rest = from === -1 || to < from ? script : lines.toSpliced(from, to - from + 1).join('\n');
  return /^(?!#!)\s*\S/m.test(rest) ? rest : undefined;
}
