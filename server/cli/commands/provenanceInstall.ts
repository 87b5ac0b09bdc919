/** `portcullis provenance install`: has git write and keep the notes of lines in this repository, or ends that. */

import type { GitWiring } from '../../provenance/lines/repository';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import type { CliHost } from '../host';
import { addBlock, hookBlocks, removeBlock } from '../provenance/hooks';
import { withRepository } from '../provenance/repository';
import { printable } from '../terminal';
import type { Verb } from '../verb';

const notesRef = 'refs/notes/ai';
const rewriteSetting = 'notes.rewriteRef';

const help = `
Writes a marked part into the hooks post-commit and post-rewrite, and has git copy notes when it rewrites commits. Notes
stay here until they are pushed: 'git push origin ${notesRef}'.`;

export const provenanceInstall: Verb = {
  words: 'provenance install',
  summary: "keep the lines of models in this repository's git notes",
  define(command) {
    command
      .option('--undo', 'take out what this command put in')
      .option('--dry-run', 'show what would be done, change nothing')
      .option('--trailers', "name models and entries in commits' messages as well")
      .option('--command <command>', 'what calls this program, as a shell reads it', 'portcullis')
      .addHelpText('after', help);
  },
  run: (host, _, options) =>
    withRepository(host, async (repository, lines) => {
      const wiring = lines.wiring(repository);
      const steps = options['undo'] === true ? await undoing(wiring) : await installing(wiring, options);
      for (const { says, act } of steps) {
        await tellStep(host, says);
        if (options['dryRun'] !== true) await act();
      }
      if (steps.length === 0) await tellStep(host, 'nothing to do');
      return exitCode.ok;
    }),
};

interface Step {
  readonly says: string;
  readonly act: () => Promise<void>;
}

async function installing(wiring: GitWiring, options: Readonly<Record<string, unknown>>): Promise<Step[]> {
  const steps: Step[] = [];
  if (!(await wiring.setting(rewriteSetting)).includes(notesRef)) {
    const act = (): Promise<void> => wiring.addSetting(rewriteSetting, notesRef);
    steps.push({ says: `set ${rewriteSetting} = ${notesRef}`, act });
  }
  for (const block of hookBlocks(options['command'] as string, options['trailers'] === true)) {
    const path = await wiring.hookPath(block.hook);
    if (path === undefined) {
      throw new CliError(
        'INPUT',
        `the hook ${block.hook} lies outside of this repository (core.hooksPath)`,
        "call 'portcullis provenance note' and 'portcullis provenance rewrite' from the hooks there",
      );
    }
    const before = await wiring.readHook(path);
    const after = addBlock(before, block);
    if (after === undefined) {
      throw new CliError(
        'INPUT',
        `the hook ${path} is no shell script`,
        `call 'portcullis provenance' from it yourself`,
      );
    }
    if (after === before) continue;
    const says = `${before === undefined ? 'make' : 'extend'} ${path}:\n${after.trimEnd()}`;
    steps.push({ says, act: () => wiring.writeHook(path, after) });
  }
  return steps;
}

async function undoing(wiring: GitWiring): Promise<Step[]> {
  const steps: Step[] = [];
  if ((await wiring.setting(rewriteSetting)).includes(notesRef)) {
    const act = (): Promise<void> => wiring.removeSetting(rewriteSetting, notesRef);
    steps.push({ says: `unset ${rewriteSetting} = ${notesRef}`, act });
  }
  for (const { hook } of hookBlocks('', true)) {
    const path = await wiring.hookPath(hook);
    const before = path === undefined ? undefined : await wiring.readHook(path);
    if (path === undefined || before === undefined) continue;
    const after = removeBlock(before);
    if (after === before) continue;
    steps.push({
      says: `${after === undefined ? 'remove' : 'restore'} ${path}`,
      act: () => wiring.writeHook(path, after),
    });
  }
  return steps;
}

function tellStep(host: CliHost, says: string): Promise<void> {
  return host.stdout.write(`${says.split('\n').map(printable).join('\n  ')}\n`);
}
