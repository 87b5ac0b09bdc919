/**
 * What a model's answer would have written somewhere: the new texts in the arguments of its tool calls, and the code it
 * shows. Pure, for every form that sends pieces as JSON, whole or as server-sent events.
 */

const longestAnswer = 1024 * 1024;
const deepest = 40;
const mostPieces = 100_000;
/** So much of a name tells places apart: names are the sender's, and each place holds all above it. */
const longestName = 64;
/** Names that tools give to the text they write. */
const written =
  /^(?:new_?string|new_?str|new_?text|content|contents|file_text|code|new_?code|new_?source|insert_text|text|input|patch|replacement)$/i;

/** Returns the texts, each once; none for what can't be read. */
export function answerTexts(answer: string): readonly string[] {
  if (answer.length > longestAnswer) return [];
  const streams = new Map<string, string>();
  for (const event of eventsOf(answer)) gather(event, '', streams, 0);
  const texts = [...streams.values()].flatMap((text) => [...writtenIn(parse(text), 0), ...fenced(text)]);
  return [...new Set(texts)];
}

function eventsOf(answer: string): readonly unknown[] {
  const whole = parse(answer);
  if (whole !== undefined) return [whole];
  return answer.split(/\r?\n/).flatMap((line) => {
    const event = parse(line.replace(/^data:/, ''));
    return event === undefined ? [] : [event];
  });
}

/** Joins the pieces that come at the same place; pieces of several calls say which they are of. */
function gather(value: unknown, place: string, streams: Map<string, string>, depth: number): void {
  if (depth > deepest || streams.size > mostPieces) return;
  if (typeof value === 'string') streams.set(place, (streams.get(place) ?? '') + value);
  if (typeof value !== 'object' || value === null) return;
  const { index, output_index } = value as { index?: unknown; output_index?: unknown };
  const own = `${place}#${numberOf(index)}.${numberOf(output_index)}`;
  for (const [key, item] of Object.entries(value)) {
    gather(item, Array.isArray(value) ? own : `${own}/${key.slice(0, longestName)}`, streams, depth + 1);
  }
}

function numberOf(value: unknown): number | '' {
  return typeof value === 'number' ? value : '';
}

function writtenIn(value: unknown, depth: number): readonly string[] {
  if (typeof value !== 'object' || value === null || depth > deepest) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    typeof item === 'string' ? (written.test(key) ? [item] : []) : writtenIn(item, depth + 1),
  );
}

function fenced(text: string): readonly string[] {
  return [...text.matchAll(/^(`{3,16})[^\n`]*\n([\s\S]*?)\n\1/gm)].map((match) => match[2] as string);
}

function parse(text: string): unknown {
  const trimmed = text.trim();
  if (!/^[[{]/.test(trimmed)) return undefined;
  try {
    return JSON.parse(trimmed);
  } catch {
    return undefined;
  }
}
