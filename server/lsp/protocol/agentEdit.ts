/** What a window is told of edits that agents' hooks have announced. Names and types, nothing that runs. */

/** Notification from the service: an agent is about to write this, and may. */
export const agentEditNotification = 'portcullis/agentEdit';
export interface AgentEditParams {
  /** Absolute. */
  readonly path: string;
  /** The new text, of the whole file or of a part of it. */
  readonly text: string;
  /** What policies call the agent's host, which is the extension's id where it is one. */
  readonly tool: string;
}
