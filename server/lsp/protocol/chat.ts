/** The messages about what is typed into a chat, before it is sent. Names and types, nothing that runs. */

/** Request: may this prompt be sent? Recorded where it may not. */
export const judgePromptRequest = 'portcullis/judgePrompt';
export interface JudgePromptParams {
  /** What the inputs hold, each by itself. */
  readonly texts: readonly string[];
  /** Absolute paths of the files that they refer to. */
  readonly files: readonly string[];
  /** Names of what comes along and can't be told or looked at: it counts as whatever the policy knows. */
  readonly unknown?: readonly string[];
  /** The tool that sends, as policies call it. */
  readonly tool: string;
}
export interface JudgePromptResult {
  /** `redact`: send `texts` instead. */
  readonly effect: 'allow' | 'warn' | 'redact' | 'block';
  /** False in observe mode: obey as if `allow`. */
  readonly enforced: boolean;
  /** Whether the policy names the tool; else which model gets the prompt is known only on its way out. */
  readonly isDestinationKnown: boolean;
  /** A sentence for the developer: what, why, how to go on. Empty for `allow`. */
  readonly message: string;
  /** The texts with what may not flow taken out, for `redact`. */
  readonly texts?: readonly string[];
}
