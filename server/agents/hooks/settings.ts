/** Puts our hooks into a host's JSON settings, beside those of others, and nothing else. Pure. */

import { SettingsError } from '../connect/tool';
import { isObject, type JsonObject } from './payload';

/** How our commands are known again in settings. */
const ours =
  /\bhook(?:\.js|[\\/]+main\.ts)?['"]?\s+['"]?(?:claude-code|codex|copilot|copilot-cli|cursor|gemini|windsurf)\b/;

type Hooks = Readonly<Record<string, readonly JsonObject[]>>;

/** Returns the settings with the hooks in place of our earlier ones, first of their event. */
export function addHooks(text: string | undefined, hooks: Hooks, defaults: JsonObject = {}): string {
  return write(text, (settings) => {
    const old = isObject(settings['hooks']) ? settings['hooks'] : {};
    const kept = Object.fromEntries(Object.entries(old).map(([event, list]) => [event, withoutOurs(list)]));
    const added = Object.fromEntries(
      Object.entries(hooks).map(([event, list]) => [event, [...list, ...asList(kept[event])]]),
    );
    return { ...defaults, ...settings, hooks: { ...kept, ...added } };
  });
}

/** Returns the settings of a file that is ours alone. */
export function setHooks(text: string | undefined, hooks: Hooks, defaults: JsonObject = {}): string {
  return addHooks(text, hooks, defaults);
}

function withoutOurs(list: unknown): unknown {
  return Array.isArray(list) ? list.filter((item) => !ours.test(JSON.stringify(item).replaceAll('\\"', '"'))) : list;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function write(text: string | undefined, change: (settings: JsonObject) => JsonObject): string {
  const written = text === undefined || text.trim() === '' ? '{}' : text;
  const indent = /^[\t ]+(?=")/m.exec(written)?.[0] ?? '  ';
  const json = JSON.stringify(change(parse(written)), undefined, indent);
  const isEnded = text === undefined || /\n\s*$/.test(written);
  return `${written.includes('\r\n') ? json.replaceAll('\n', '\r\n') : json}${isEnded ? '\n' : ''}`;
}

function parse(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (isObject(value)) return value;
  } catch {
    // Told below, without what the parser quotes.
  }
  throw new SettingsError('it is not a plain JSON object; comments and trailing commas can not be kept');
}
