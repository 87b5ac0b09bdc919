/**
 * Values split by template placeholders that hold nothing but a literal: `AKIA${'IOSF'}`.
 */

import { occurrencesOf } from '../spans';
import { type Literal, literalAt } from './literalText';
import { buildPiece } from './piece';
import type { Look } from './sink';

const context = 200;
const longest = 4096;
const lineFeed = 0x0a;

const findBeginnings = ["${'", '${"'].map(occurrencesOf);

/** Hands over templates with their literal placeholders put in. */
export const lookForTemplates: Look = (text, sink, spansIn) => {
  for (const find of findBeginnings) {
    let floor = 0;
    for (const { from: at } of spansIn(find)) {
      if (at < floor || placeholderAt(text, at) === undefined) continue;
      let from = at;
      while (from > 0 && at - from < context && text.charCodeAt(from - 1) !== lineFeed) from--;
      const piece = buildPiece(text);
      let kept = from;
      for (let next = at; next >= 0; next = nextPlaceholder(text, kept)) {
        const literal = placeholderAt(text, next);
        if (literal === undefined || piece.length > longest) break;
        piece.keep(kept, next);
        piece.keep(literal.textFrom, literal.textTo);
        kept = literal.to + 1;
      }
      floor = kept;
      if (sink.room <= 0 || !sink.spend(kept - from)) return;
      const rest = text.slice(kept, kept + context).indexOf('\n');
      piece.keep(kept, rest < 0 ? kept + context : kept + rest);
      sink.take(piece.build());
    }
  }
};

/** Returns the literal that is all that the placeholder at `at` holds. */
function placeholderAt(text: string, at: number): Literal | undefined {
  const literal = literalAt(text, at + 2);
  return literal !== undefined && text.charCodeAt(literal.to) === 0x7d ? literal : undefined;
}

function nextPlaceholder(text: string, from: number): number {
  const offset = text.slice(from, from + context).indexOf('${');
  return offset < 0 ? -1 : from + offset;
}
