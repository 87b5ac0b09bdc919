/** What a tool is that can be pointed at the gateway: one file in this folder and a line in `index.ts`. */

/** The machine as far as it decides where a tool keeps its settings. */
export interface ToolHome {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Base URLs of the gateway by the protocol that is spoken there: `anthropic`, `openai`, `ollama`, `gemini`. */
export type Addresses = Readonly<Record<string, string | undefined>>;

export interface ConnectTool {
  /** The word on the command line. */
  readonly id: string;
  readonly name: string;
  /** The protocols it speaks; one of them has to be there. */
  readonly speaks: readonly string[];
  /** Returns the path of the settings file of this user. */
  file(home: ToolHome): string;
  /**
   * Returns the settings with the gateway in them; `undefined` text means that there is no file yet. Throws
   * `SettingsError` where they can't be read.
   */
  connect(text: string | undefined, addresses: Addresses): string;
  /** What the user has to know or do beside it. */
  readonly note?: string;
}

/** Settings that can't be changed safely; the message says why. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
