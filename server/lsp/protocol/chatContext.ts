/** What the service asks a window when a prompt is about to be sent. Names and types, nothing that runs. */

/** Request from the service: what does the window's chat send by itself that nothing of ours would see? */
export const chatContextRequest = 'portcullis/chatContext';
/** Absolute paths; none while the egress guard stands, which sees what is really sent. */
export interface ChatContextResult {
  readonly unseen: readonly string[];
}
