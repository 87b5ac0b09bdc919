/** `portcullis policy explain`: why a content may flow to a model or not, step by step, with the policy's lines. */

import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { deriveDecision, deriveInsertion } from '../../engine/policy/derivation/derive';
import { channels, type DestinationSpec } from '../../engine/policy/types';
import type { Decision } from '../../engine/types';
import { placeOf } from '../classifyFiles';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import { loadExplained } from '../explain/load';
import { withFilePlaces } from '../explain/sources';
import { explainDecision, explainInsertion, type TextState } from '../explain/text';
import type { CliHost } from '../host';
import { defineFormat } from '../options';
import { definePolicyOptions } from '../policyFiles';
import { readText } from '../readText';
import { maxFileBytes } from '../scan/scanFiles';
import { printable } from '../terminal';
import { parseTime } from '../time';
import type { Verb } from '../verb';

const help = `
The text of --path is read from that file below the root, where there is one. Without --policy the installed policy is
explained. What was found is told by detector and place, never by its text.
Exit codes: 0 allowed or warned, or observe mode; 1 redact, ask or block; 2 error.`;

export const policyExplain: Verb = {
  words: 'policy explain',
  summary: 'explain a decision step by step, with the lines of the policy that made it',
  define(command) {
    command
      .option('--path <file>', 'the file whose content would flow, or be inserted into')
      .option('--text-from <file>', "take the text from another file, '-' for stdin")
      .option('--root <folder>', "the workspace's root, which the policy's paths are relative to", '.');
    defineDestination(command);
    command
      .option('--insert', 'explain whether the text of --text-from may be inserted into --path')
      .option('--now <time>', 'decide as at this time (ISO 8601 with zone)')
      .addHelpText('after', help);
    definePolicyOptions(command);
    defineFormat(command, ['text', 'json']);
  },
  async run(host, _, options) {
    const now = parseTime(options['now'] as string | undefined) ?? host.now();
    const isInsertion = options['insert'] === true;
    const textFrom = options['textFrom'] as string | undefined;
    if (options['path'] === undefined && textFrom === undefined) {
      throw new CliError('USAGE', 'nothing to explain', 'name a file with --path, or a text with --text-from');
    }
    if (isInsertion && textFrom === undefined) {
      throw new CliError('USAGE', "'--insert' needs '--text-from'", 'name the file with the text to insert');
    }
    const root = resolve(host.cwd, options['root'] as string);
    const { compiled, sources } = await loadExplained(host, options, root);
    const destination = destinationFrom(options, compiled.policy.models?.map(({ id }) => id) ?? []);
    const given =
      textFrom === undefined ? undefined : await readText(host, textFrom, 'name a text file with --text-from');
    const { content, text } = await contentFrom(
      host,
      root,
      options['path'] as string | undefined,
      isInsertion ? undefined : given,
    );
    const { tool, name, host: to } = destination;
    const derivation = isInsertion
      ? deriveInsertion(
          compiled,
          {
            target: content,
            text: given ?? '',
            ...(tool === undefined ? {} : { tool }),
            ...(name === undefined ? {} : { name }),
            ...(to === undefined ? {} : { host: to }),
          },
          now,
        )
      : deriveDecision(compiled, { contents: [content], destination }, now);
    if (options['format'] === 'json') {
      const layers = derivation.layers.map((layer, index) => ({ ...layer, path: sources[index]?.path }));
      const report = { version: 1, text, ...(withFilePlaces(sources, derivation) as object), layers };
      await host.stdout.write(`${JSON.stringify(report, undefined, 1)}\n`);
    } else {
      const lines =
        'target' in derivation
          ? explainInsertion(sources, derivation, text)
          : explainDecision(sources, derivation, text);
      await host.stdout.write(`${lines.map(printable).join('\n')}\n`);
    }
    return codeOf(derivation.decision);
  },
};

function defineDestination(command: Command): void {
  command
    .option('--model <id>', "a model entry's id")
    .addOption(new Option('--channel <channel>', 'the way the content would take').choices([...channels]))
    .option('--tool <id>', 'the tool that sends or inserts')
    .option('--host <host>', 'the host it goes to')
    .option('--endpoint <url>', 'the address it goes to')
    .option('--name <name>', "the model's name on the wire")
    .option('--weights <digest>', "the digest of the model's weights");
}

function destinationFrom(options: Readonly<Record<string, unknown>>, ids: readonly string[]): DestinationSpec {
  const fields = ['model', 'channel', 'tool', 'host', 'endpoint', 'name', 'weights'] as const;
  const stated = fields.filter((field) => options[field] !== undefined);
  const model = options['model'] as string | undefined;
  if (model !== undefined && !ids.includes(model)) {
    throw new CliError(
      'USAGE',
      `the policy has no model entry '${model}'`,
      ids.length === 0 ? 'it has none; state the model with --host and --name' : `its entries are ${ids.join(', ')}`,
    );
  }
  return Object.fromEntries(stated.map((field) => [field, options[field]])) as DestinationSpec;
}

/** Content as rules see it, and whether there was a text to look at. */
interface Found {
  readonly content: { readonly path?: string; readonly realPath?: string; readonly text?: string };
  readonly text: TextState;
}

/** Returns the content at the path, with the given text or that of the file. */
async function contentFrom(
  host: CliHost,
  root: string,
  path: string | undefined,
  given: string | undefined,
): Promise<Found> {
  if (path === undefined) return { content: given === undefined ? {} : { text: given }, text: 'read' };
  const file = resolve(root, path);
  const place = await placeOf(host, root, file);
  if (given !== undefined) return { content: { ...place, text: given }, text: 'read' };
  const found = await host.files.readText(file, { maxBytes: maxFileBytes });
  if (found.kind === 'text') return { content: { ...place, text: found.text }, text: 'read' };
  if (found.kind === 'missing' || found.kind === 'binary') return { content: place, text: found.kind };
  const reason = found.kind === 'too-large' ? 'it is too large to inspect' : found.message;
  throw new CliError('INPUT', `can't read '${path}': ${reason}`, 'give a text with --text-from');
}

/** The contract's exit code of a decision. */
function codeOf({ effect, enforced }: Decision): number {
  return !enforced || effect === 'allow' || effect === 'warn' ? exitCode.ok : exitCode.found;
}
