/**
 * What a host of agents is to its hooks: how its payload is read, and how it is told no. One file per host beside this.
 *
 * Invariant: an answer can refuse or have a person asked. None lets pass what the host would not let pass by itself.
 */

import type { Dialect } from '../shell';
import type { JsonObject } from './payload';

/** Files of the editor that a prompt takes along, absolute. */
export interface AddedFiles {
  /** As the editor says it. */
  readonly told: readonly string[];
  /** All that is open where the editor did not say it in time. */
  readonly assumed: readonly string[];
}

/** What an event is about, whatever its host calls it. */
export type Ask =
  | { readonly kind: 'read'; readonly path: string; readonly text?: string }
  /** Lines that match, with the files they may come from. Without a pattern every line may. */
  | {
      readonly kind: 'search';
      readonly pattern?: string;
      readonly isLiteral: boolean;
      readonly path?: string;
      readonly include?: string;
    }
  | { readonly kind: 'shell'; readonly command: string; readonly cwd?: string; readonly dialect: Dialect }
  | { readonly kind: 'edit'; readonly path: string; readonly text: string }
  | { readonly kind: 'mcp'; readonly tool: string; readonly input: unknown }
  /** `files` are what the text refers to, `added` what comes along by itself. */
  | { readonly kind: 'prompt'; readonly text: string; readonly files: readonly string[]; readonly added?: AddedFiles }
  /** What a tool returned, before the model sees it. */
  | { readonly kind: 'output'; readonly value: unknown }
  /** A tool that is not known: its arguments may name files. */
  | { readonly kind: 'other'; readonly input: unknown };

export interface HookEvent {
  /** The host's own name of the event. */
  readonly name: string;
  readonly asks: readonly Ask[];
  readonly cwd?: string;
  readonly roots?: readonly string[];
  /** The model's wire name, where the payload has it. */
  readonly model?: string;
  /** The host's own version, where the payload has it. */
  readonly version?: string;
  readonly tool?: string;
  /** Why the payload can't be judged; a gate is then closed. */
  readonly problem?: string;
}

/** What a payload says beside what it asks; empty texts say nothing. */
type Facts = { readonly [Fact in 'cwd' | 'model' | 'version' | 'tool']?: string | undefined };

/** Returns the event; `asks` is what it is about, or why that can't be told. */
export function toEvent(name: string, asks: readonly Ask[] | string, facts: Facts): HookEvent {
  const said = Object.entries(facts).filter(([, value]) => value !== undefined && value !== '');
  return {
    name,
    ...(typeof asks === 'string' ? { asks: [], problem: asks } : { asks }),
    ...(Object.fromEntries(said) as { readonly [Fact in keyof Facts]?: string }),
  };
}

export interface HookVerdict {
  readonly effect: 'allow' | 'ask' | 'block';
  /** A sentence for agent and developer: what is refused, why, how to go on. Empty for `allow`. */
  readonly reason: string;
  /** What a tool returned, with what may not flow taken out. */
  readonly output?: unknown;
}

export interface HookReply {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

export interface HookHost {
  /** The word on the command line. */
  readonly id: string;
  readonly name: string;
  /** What policies call it in `match.tools`. */
  readonly tool: string;
  /** The host it sends to unless its settings say otherwise, where there is one. */
  readonly endpoint?: { readonly variable: string; readonly host: string };
  /** Whether its prompts take files of the editor along that no payload names. */
  readonly addsFiles?: true;
  /** Events at which something can be refused; the others are never answered. */
  readonly gates: readonly string[];
  /** Reads a payload; `event` is what the settings call it by, where they do. Never throws. */
  parse(payload: JsonObject, event: string | undefined): HookEvent;
  /** Reports whether a person can be asked at this event. */
  canAsk(event: HookEvent): boolean;
  answer(event: HookEvent, verdict: HookVerdict): HookReply;
  readonly settings: HookSettings;
}

/** The host's own settings file, where hooks are told. */
export interface HookSettings {
  file(home: { readonly home: string; readonly env: Readonly<Record<string, string | undefined>> }): string;
  /** Returns the settings with our hooks in them. Throws `SettingsError` where they can't be kept. */
  install(text: string | undefined, command: (event: string) => HookCommand): string;
  readonly note?: string;
}

/** A command for the shells of both kinds of machine. */
export interface HookCommand {
  readonly posix: string;
  readonly windows: string;
  /** The one for this machine. */
  readonly own: string;
}

export const noOpinion: HookReply = { stdout: '', stderr: '', code: 0 };

export function jsonReply(value: unknown): HookReply {
  return { stdout: JSON.stringify(value), stderr: '', code: 0 };
}

/** Exit code 2 with the reason on stderr closes a gate in every host. */
export function closedReply(reason: string): HookReply {
  return { stdout: '', stderr: `${reason}\n`, code: 2 };
}
