/**
 * A word of a command line as far as it is known before it runs: text, wildcards, and what only the shell will know.
 *
 * Pure. Knows no file: whoever has the files asks for the expression that they are held against.
 */

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** Any characters but `/`. */
  | { readonly kind: 'star' }
  /** One character but `/`. */
  | { readonly kind: 'one' }
  /** Anything at all: a variable nobody has seen set, the output of a command. */
  | { readonly kind: 'unknown' };

export type Pieces = readonly Piece[];

export const unknownPiece: Piece = { kind: 'unknown' };

/** More wildcards than that are taken for one that stands for anything. */
const mostWildcards = 12;

export function textPiece(text: string): Piece {
  return { kind: 'text', text };
}

/** Returns the word's text where all of it is known, else `undefined`. */
export function plainText(pieces: Pieces): string | undefined {
  let text = '';
  for (const piece of pieces) {
    if (piece.kind !== 'text') return undefined;
    text += piece.text;
  }
  return text;
}

/** Returns the known text at the word's beginning. */
export function leadingText(pieces: Pieces): string {
  let text = '';
  for (const piece of pieces) {
    if (piece.kind !== 'text') break;
    text += piece.text;
  }
  return text;
}

export function isUnknown(pieces: Pieces): boolean {
  return pieces.some(({ kind }) => kind === 'unknown');
}

/** Returns the pieces after the first `separator` in the leading text, `undefined` where it isn't there. */
export function piecesAfter(pieces: Pieces, separator: string): Pieces | undefined {
  const [first, ...rest] = pieces;
  if (first?.kind !== 'text') return undefined;
  const at = first.text.indexOf(separator);
  if (at === -1) return undefined;
  const left = first.text.slice(at + separator.length);
  return left === '' ? rest : [textPiece(left), ...rest];
}

/** Returns the pieces with neighbours of one kind made one, and bounded. */
export function joinPieces(pieces: Pieces): Pieces {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text') joined[joined.length - 1] = textPiece(last.text + piece.text);
    else if (piece.kind !== 'text' && piece.kind !== 'one' && last?.kind === piece.kind) {
      // `**` may cross folders where the shell is set so.
      joined[joined.length - 1] = unknownPiece;
    } else if (piece.kind !== 'text' || piece.text !== '') joined.push(piece);
  }
  const wild = joined.filter(({ kind }) => kind !== 'text').length;
  return wild > mostWildcards ? [unknownPiece] : joined;
}

/**
 * Returns what tells whether a path is one that the word may come to, or is below one where `orBelow` says so.
 *
 * Takes no more than the path's length times the word's, whatever its wildcards are: both may be made to harm.
 */
export function createMatcher(pieces: Pieces, ignoreCase: boolean): (path: string, orBelow: boolean) => boolean {
  const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
  const word = pieces.map((piece) => (piece.kind === 'text' ? textPiece(fold(piece.text)) : piece));
  return (path, orBelow) => {
    const text = fold(path);
    let ends: readonly number[] = [0];
    for (const piece of word) {
      ends = advance(piece, text, ends);
      if (ends.length === 0) return false;
    }
    return ends.some((end) => end === text.length || (orBelow && end > 0 && text[end] === '/'));
  };
}

/** Returns where a piece may end in the text, ascending, for all places where it may start. */
function advance(piece: Piece, text: string, starts: readonly number[]): readonly number[] {
  if (piece.kind === 'text') {
    return starts.filter((at) => text.startsWith(piece.text, at)).map((at) => at + piece.text.length);
  }
  if (piece.kind === 'one') return starts.filter((at) => at < text.length && text[at] !== '/').map((at) => at + 1);
  const ends: number[] = [];
  let covered = -1;
  for (const start of starts) {
    for (let at = start; at > covered && at <= text.length; at++) {
      ends.push(at);
      covered = at;
      if (piece.kind === 'star' && text[at] === '/') break;
    }
  }
  return ends;
}

/** Returns a text with shell wildcards in it as pieces, without quoting. */
export function parseWildcards(text: string): Pieces {
  const pieces: Piece[] = [];
  for (const [part] of text.matchAll(/\*\*?|\?|\[[^\]]*\]|[@!+*?]\([^)]*\)|[^*?[]+|\[/g)) {
    if (part === '**') pieces.push(unknownPiece);
    else if (part === '*') pieces.push({ kind: 'star' });
    else if (part === '?' || (part.startsWith('[') && part.length > 1)) pieces.push({ kind: 'one' });
    else pieces.push(textPiece(part));
  }
  return joinPieces(pieces);
}
