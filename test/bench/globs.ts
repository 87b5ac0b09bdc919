/**
 * Compares the compiled matcher of glob lists with minimatch: time, and whether the answers are the same.
 */

import assert from 'node:assert/strict';
import { Minimatch } from 'minimatch';
import { compileGlobLists } from '../../server/engine/glob/compile';
import { createMonorepo } from './monorepo';

/** Prints the figures. `sample` is the share of paths that minimatch is asked for; the rest of its time is extrapolated. */
export function measureGlobs({ files, globs, sample }: { files: number; globs: number; sample: number }): void {
  const { paths, lists } = createMonorepo(files, globs);
  console.log(`${lists.flat().length} globs in ${lists.length} rules, ${paths.length} different paths`);

  const compiled = timed(() => compileGlobLists(lists));
  const answers = timed(() => paths.map((path) => compiled.value(path)));
  const ours = compiled.ms + answers.ms;
  const hits = answers.value.reduce((sum, answer) => sum + answer.length, 0);
  console.log(`one matcher: compile ${ms(compiled.ms)}, match ${ms(answers.ms)}, together ${ms(ours)}`);
  console.log(`  processor time ${ms(compiled.cpu + answers.cpu)}, garbage collection on other cores included`);
  console.log(`  ${(hits / files).toFixed(1)} rules match a path on average`);

  const walked = [...paths].sort();
  const inOrder = timed(() => {
    const matches = compileGlobLists(lists);
    return walked.map((path) => matches(path));
  });
  console.log(`  compiled again, the paths in the order of a walk over the folders: together ${ms(inOrder.ms)}`);

  const minimatch = timed(() => lists.map(compileOneByOne));
  const every = Math.round(1 / sample);
  const compared = paths.flatMap((_, index) => (index % every === 0 ? [index] : []));
  const expected = timed(() => compared.map((index) => matchOneByOne(minimatch.value, paths[index] as string)));
  const theirs = minimatch.ms + (expected.ms * files) / compared.length;
  const how = every === 1 ? '' : ` (extrapolated from ${compared.length} paths)`;
  console.log(`minimatch: compile ${ms(minimatch.ms)}, together ${ms(theirs)}${how}`);
  for (const [at, index] of compared.entries())
    assert.deepEqual(answers.value[index], expected.value[at], paths[index]);
  console.log(
    `${(theirs / ours).toFixed(0)} times faster, with the same answers for all ${compared.length} paths compared`,
  );
}

interface OneByOne {
  readonly takes: readonly Minimatch[];
  readonly takesAway: readonly Minimatch[];
}

function compileOneByOne(globs: readonly string[]): OneByOne {
  const create = (glob: string) => new Minimatch(glob, { dot: true, nonegate: true, platform: 'linux' });
  return {
    takes: globs.filter((glob) => !glob.startsWith('!')).map(create),
    takesAway: globs.filter((glob) => glob.startsWith('!')).map((glob) => create(glob.slice(1))),
  };
}

function matchOneByOne(lists: readonly OneByOne[], path: string): number[] {
  const matches = (glob: Minimatch) => glob.match(path);
  return lists.flatMap(({ takes, takesAway }, list) => (takes.some(matches) && !takesAway.some(matches) ? [list] : []));
}

/** Measures wall time, and the processor time of the whole process: on a busy machine they differ. */
function timed<T>(run: () => T): { readonly value: T; readonly ms: number; readonly cpu: number } {
  const from = performance.now();
  const before = process.cpuUsage();
  const value = run();
  const ms = performance.now() - from;
  const { user, system } = process.cpuUsage(before);
  return { value, ms, cpu: (user + system) / 1000 };
}

function ms(duration: number): string {
  return `${duration.toFixed(0)} ms`;
}
