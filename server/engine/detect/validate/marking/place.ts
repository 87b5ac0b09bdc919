/**
 * Where a marking stands in its line: what of the line is a comment's, heading's or string's own sign, and what is text.
 *
 * Knows the notations of many languages roughly, and no marking.
 */

export interface Place {
  /** The text before the value, without comment signs, decoration and what belongs to code before a comment. */
  readonly lead: string;
  /** The text behind the value, without decoration and closing signs at its start. */
  readonly trail: string;
  /** Whether the value alone fills a string literal or a code span. */
  readonly quoted: boolean;
  /** Whether the value begins an item of a list or a cell of a table. */
  readonly item: boolean;
  /** Whether the line is a comment or has decoration of its own before the value. */
  readonly set: boolean;
}

type Groups = Readonly<Record<string, string | undefined>>;

const escapedBreak = /\\r?\\n|\\n|<br ?\/?>/;
/** Signs that open a comment, a heading, emphasis, a quotation or an element, one after the other. */
const leader =
  /^(?:\s+|["']{3}|["'`](?=\s*(?:[/#*>=<_-]|$))|\/\/+[!/]?|\/\*+!?|\*+\/?|#+!?|--+|;+|%+|<!--+|\{-+|\(\*+|\{\{!(?:--)?|(?:@?rem|dnl|::)(?=\s)|[=~_>!|[({'.+【《-]+(?=[\s*_=~A-Z[(©-]|[^\x00-\x7f]|$)|<\/?[a-z][^<>]{0,80}>|\\[a-z]{3,12}\{)/i;
const inlineComment = /^.{0,200}?[\s;,{})](?:\/\/+|\/\*+|#+|--+|<!--)\s+/;
const closer = /^(?:\s+|\*+\/?|-->|[_=~#]+|["']{3}|--+|<\/[a-z][^<>]{0,20}>|[\])}】》]+|\*\))/i;
/** What stands at a line's end to close what began before the value. */
const end = /(?:\s|\*\/|-->|["'`]{1,3},?|<\/[a-z]\w{0,9}>|\*\*|\*\)|[=#~-]{2,}){1,8}$/i;

/** Returns the place of a value; `before` ends with the value itself, `after` begins behind it. */
export function placeOf(value: string, groups: Groups): Place {
  const whole = groups['before'] ?? value;
  const before = lastPart(whole.slice(0, Math.max(0, whole.length - value.length)));
  const after = (groups['after'] ?? '').split(escapedBreak)[0]!;
  let lead = before;
  const inline = inlineComment.exec(lead);
  if (inline !== null) lead = lead.slice(inline[0].length);
  let signs = inline === null ? '' : '//';
  for (let match = leader.exec(lead); match !== null && match[0] !== ''; match = leader.exec(lead)) {
    signs += match[0];
    lead = lead.slice(match[0].length);
  }
  let trail = after;
  for (let match = closer.exec(trail); match !== null; match = closer.exec(trail)) trail = trail.slice(match[0].length);
  trail = trail.replace(end, '');
  const quote = /["'`“‘«]$/.exec(before)?.[0];
  const quoted = quote !== undefined && /^[.,]?["'`”’»]/.test(after) && !/^(?:"""|''')/.test(after);
  const item =
    /^(?:[*+-]|\d{1,2}[.)]) $/.test(before.replace(/\*\*$|__$/, '')) ||
    (/\|\s*\**$/.test(before) && /^\**\s*\|/.test(after));
  return { lead, trail, quoted, item, set: /[^\s"'`]/.test(signs) };
}

function lastPart(text: string): string {
  return text.split(escapedBreak).at(-1)!;
}
