/** Puts our hooks into a host's JSON settings, beside those of others, and nothing else. Pure. */

import { editJson } from '../connect/jsonSettings';
import { allTexts, isObject, type JsonObject } from './payload';

/** How our commands are known again in settings. */
const ours =
  /\bhook(?:\.js|[\\/]+main\.ts)?['"]?\s+['"]?(?:claude-code|codex|copilot|copilot-cli|cursor|gemini|windsurf)\b/;

type Hooks = Readonly<Record<string, readonly JsonObject[]>>;

/** Returns the settings with the hooks in place of our earlier ones, first of their event. */
export function addHooks(text: string | undefined, hooks: Hooks, defaults: JsonObject = {}): string {
  return editJson(text, (settings) => {
    const old = isObject(settings['hooks']) ? settings['hooks'] : {};
    const kept = Object.fromEntries(Object.entries(old).map(([event, list]) => [event, withoutOurs(list)]));
    const added = Object.fromEntries(
      Object.entries(hooks).map(([event, list]) => [event, [...list, ...asList(kept[event])]]),
    );
    return { ...defaults, ...settings, hooks: { ...kept, ...added } };
  });
}

/** Returns the commands of ours in a settings file; none where it can't be read. */
export function ourCommands(text: string): readonly string[] {
  let settings: unknown;
  try {
    settings = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return [];
  }
  return isObject(settings) ? allTexts(settings['hooks']).filter((each) => ours.test(each)) : [];
}

function withoutOurs(list: unknown): unknown {
  return Array.isArray(list) ? list.filter((item) => !ours.test(JSON.stringify(item).replaceAll('\\"', '"'))) : list;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
