/**
 * Says in a few sentences of Markdown what a name of a policy stands for. What policies say is escaped.
 */

import { builtinDetectors } from '../../detect/builtin';
import type { Detector } from '../../detect/types';
import { compileGlobs } from '../../glob';
import { checks } from '../../inspect/checks';
import { escapeMarkdown, toCode, toList } from '../../markdown';
import type { NameKind } from '../names';
import type { Channel } from '../types';
import { entriesOf, levelsOf } from './knownNames';
import { type PolicySource, valueAt } from './source';

/** Returns the description of a name as it is referred to, or `undefined` where there is nothing to say. */
export function describeName(kind: NameKind, name: string, source: PolicySource): string | undefined {
  return describers[kind](name, source);
}

type Entry = Readonly<Record<string, unknown>>;

const describers: Readonly<Record<NameKind, (name: string, source: PolicySource) => string | undefined>> = {
  level(name, source) {
    const levels = levelsOf(source);
    const rank = levels.indexOf(name);
    if (rank === -1) return undefined;
    const order = levels.map((level) => (level === name ? `**${escapeMarkdown(level)}**` : escapeMarkdown(level)));
    return `Level ${toCode(name)}, ${rank + 1} of ${levels.length} from the lowest: ${order.join(' \\< ')}`;
  },
  category(name, source) {
    const rules = entriesOf(source, ['classify', 'rules'])
      .filter((rule) => listed(valueAt(rule, ['label', 'categories']), name))
      .flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
    const models = entriesOf(source, ['models'])
      .filter((model) => listed(valueAt(model, ['clearance', 'categories']), name))
      .flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
    return `Category ${toCode(name)}. Given by: ${toList(rules)}. Models cleared for it: ${toList(models)}.`;
  },
  rule(name, source) {
    if (name === 'default') return 'The atom that the default level adds where no path rule applies.';
    const rule = find(source, ['classify', 'rules'], name);
    return rule && lines(`Rule ${toCode(name)}: ${labelOf(rule['label'])}`, textOf(rule['description']), scopeOf(rule));
  },
  model(name, source) {
    const model = find(source, ['models'], name);
    if (model === undefined) return undefined;
    const locality = typeof model['locality'] === 'string' ? `, ${escapeMarkdown(model['locality'])}` : '';
    const head = `Model ${toCode(name)}${locality}: cleared up to ${labelOf(model['clearance'])}`;
    return lines(head, textOf(model['description']), scopeOf(model['match']));
  },
  detector(name, source) {
    const glob = name.replace(/^!/, '');
    const own = entriesOf(source, ['detectors']) as unknown as readonly Detector[];
    const matches = compileGlobs([glob]);
    const found = [...own, ...builtinDetectors].filter(({ id }) => typeof id === 'string' && matches(id));
    const [only] = found;
    if (only !== undefined && only.id === glob) {
      return lines(
        `**${escapeMarkdown(only.title ?? only.id)}** ${toCode(only.id)}`,
        textOf(only.why),
        textOf(only.remedy),
      );
    }
    return familyOf('detector', name, found);
  },
  check(name) {
    const matches = compileGlobs([name.replace(/^!/, '')]);
    return familyOf(
      'check',
      name,
      checks.filter(({ id }) => matches(id)),
    );
  },
  validator: (name) => `A structural check that the value has to pass: ${toCode(name)}.`,
  channel: (name) => (Object.hasOwn(channelWords, name) ? channelWords[name as Channel] : undefined),
  exception: () => undefined,
  path: () => undefined,
};

const channelWords: Readonly<Record<Channel, string>> = {
  inline: 'Completions at the cursor: the open file is sent as it is.',
  'next-edit': 'Suggestions for the next edit, from the file and what was changed last.',
  chat: 'A conversation that a person started.',
  'agent-read': "An agent's tool reads a file.",
  'agent-shell': "An agent's tool runs a command and reads its output.",
  'agent-edit': "An agent's tool writes a file.",
  mcp: 'A tool server (Model Context Protocol) is sent arguments.',
  embed: 'Text is turned into vectors, as for an index.',
  gateway: 'A request whose purpose the gateway does not know.',
};

const maxShown = 12;

function familyOf(
  kind: string,
  name: string,
  found: readonly { readonly id: string; readonly title?: string }[],
): string {
  const shown = found
    .slice(0, maxShown)
    .map(({ id, title }) => `- ${toCode(id)} ${escapeMarkdown(title ?? '')}`.trimEnd());
  const more = found.length > maxShown ? [`- and ${found.length - maxShown} more`] : [];
  const count = `${found.length} ${kind}${found.length === 1 ? '' : 's'}`;
  return lines(`${toCode(name)} names ${count}`, [...shown, ...more].join('\n'));
}

/** Returns the conditions of a rule or of a model's `match`. */
function scopeOf(entry: unknown): string | undefined {
  const fields = ['paths', 'detectors', 'hosts', 'endpoints', 'names', 'tools', 'weights'];
  const parts = fields.flatMap((field) => {
    const list = valueAt(entry, [field]);
    return Array.isArray(list) ? [`- ${field}: ${toList(list.map(String), maxShown)}`] : [];
  });
  return parts.length === 0 ? undefined : parts.join('\n');
}

function labelOf(label: unknown): string {
  const categories = valueAt(label, ['categories']);
  const level = String(valueAt(label, ['level']) ?? 'no level');
  const list = Array.isArray(categories) && categories.length > 0 ? ` [${categories.map(String).join(', ')}]` : '';
  return `**${escapeMarkdown(`${level}${list}`)}**`;
}

function find(source: PolicySource, path: readonly string[], id: string): Entry | undefined {
  return entriesOf(source, path).find((entry) => entry['id'] === id);
}

function listed(value: unknown, name: string): boolean {
  return Array.isArray(value) && value.includes(name);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? escapeMarkdown(value) : undefined;
}

function lines(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}
