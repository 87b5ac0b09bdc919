/** Writes text of policies and paths into Markdown so that it stays text. */

export { escapeMarkdown, toCode } from '../engine/markdown';
