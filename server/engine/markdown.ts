/** Writes text of policies and paths into Markdown so that it stays text. */

/** Returns the text with every character that Markdown or HTML would read escaped. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, (character) => `\\${character}`).replace(/\s*\n\s*/g, ' ');
}

/** Returns the text as inline code. */
export function toCode(text: string): string {
  return `\`${text.replaceAll('`', "'").replace(/\s+/g, ' ')}\``;
}

/** Returns some texts as inline code, the number of the others after them. */
export function toList(texts: readonly string[], most = 8): string {
  if (texts.length === 0) return 'none';
  const more = texts.length > most ? ` and ${texts.length - most} more` : '';
  return `${texts.slice(0, most).map(toCode).join(', ')}${more}`;
}
