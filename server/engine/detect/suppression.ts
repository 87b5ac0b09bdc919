/**
 * Comments that quiet findings: `portcullis:allow secret/aws-access-key until=2027-01-31 -- reason`.
 *
 * They quiet what is reported and shown, never what a text is classified as: whoever writes a text, an AI among them, can
 * write such a comment. Nothing that labels or decides may import this file.
 */

import { compileGlobs } from '../glob';
import type { Finding } from './types';

/** A comment that quiets findings of some detectors on one line. Offsets are UTF-16 code units, as a finding's. */
export interface Suppression {
  readonly offset: number;
  readonly length: number;
  /** The line it is about: from its first code unit to behind its last. */
  readonly from: number;
  readonly to: number;
  /** Globs of detector ids, each with a literal family. */
  readonly detectors: readonly string[];
  /** The first instant (epoch milliseconds) at which it holds no more. */
  readonly until?: number;
  readonly reason: string;
}

/** A comment that was meant to quiet something and doesn't. Messages are lower-case and name what to do. */
export interface SuppressionProblem {
  readonly offset: number;
  readonly length: number;
  readonly message: string;
}

export interface Suppressions {
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly SuppressionProblem[];
}

const marker = 'portcullis:allow';
const longestComment = 1000;
/** A text may hold any number of them. */
const mostComments = 10_000;

const none: Suppressions = { suppressions: [], problems: [] };

/** Comment openers, each with what closes it on the same line; '' where only the line's end does. */
const openers: readonly (readonly [RegExp, string])[] = [
  [/<!--+[ \t]*$/, '-->'],
  [/<%--[ \t]*$/, '--%>'],
  [/\/\*+!?[ \t]*$/, '*/'],
  [/\{#-?[ \t]*$/, '#}'],
  [/\{-[ \t]*$/, '-}'],
  [/\(\*+[ \t]*$/, '*)'],
  [/(?:\/\/[/!]?|#+|--|;+|%+|\bREM|\bdnl|::)[ \t]*$/i, ''],
  [/^[ \t]*(?:\*|'|\.\.|!)[ \t]*$/, ''],
];

/** Returns a text's suppressions, those that hold at `now` (epoch milliseconds), and why the others don't. */
export function parseSuppressions(text: string, now: number): Suppressions {
  let at = text.indexOf(marker);
  if (at < 0) return none;
  const suppressions: Suppression[] = [];
  const problems: SuppressionProblem[] = [];
  let line = { lineStart: 0, lineEnd: -1 };
  for (let seen = 0; at >= 0 && seen < mostComments; at = text.indexOf(marker, at + marker.length), seen++) {
    if (at > line.lineEnd) line = { lineStart: text.lastIndexOf('\n', at) + 1, lineEnd: endOfLine(text, at) };
    const comment = commentAt(text, at, line);
    if (comment === undefined) continue;
    const { offset, length, body } = comment;
    const parsed = parseBody(body);
    if (typeof parsed === 'string') problems.push({ offset, length, message: parsed });
    else if (parsed.until !== undefined && parsed.until <= now) {
      const day = new Date(parsed.until).toISOString().slice(0, 10);
      problems.push({
        offset,
        length,
        message: `the suppression held until ${day}; settle the finding or set a later day`,
      });
    } else suppressions.push({ offset, length, ...lineOf(text, comment), ...parsed });
  }
  return { suppressions, problems };
}

/** Returns the suppression on whose line a finding begins and that names its detector; `suppressions` as parsed. */
export function suppressionOf(finding: Finding, suppressions: readonly Suppression[]): Suppression | undefined {
  const { offset, detector } = finding;
  let low = 0;
  let high = suppressions.length;
  // Comments come in the order of the lines they are about.
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((suppressions[middle] as Suppression).to < offset) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < suppressions.length; i++) {
    const suppression = suppressions[i] as Suppression;
    if (suppression.from > offset) return undefined;
    if (compileGlobs(suppression.detectors)(detector)) return suppression;
  }
  return undefined;
}

interface Comment {
  readonly offset: number;
  readonly length: number;
  /** What stands behind the marker, without what closes the comment. */
  readonly body: string;
  /** The comment's line. */
  readonly lineStart: number;
  readonly lineEnd: number;
  /** Whether nothing else stands on it. */
  readonly isAlone: boolean;
}

/** Returns the comment whose first words are the marker, `undefined` where the marker is no comment's beginning. */
function commentAt(text: string, at: number, line: Pick<Comment, 'lineStart' | 'lineEnd'>): Comment | undefined {
  const { lineStart, lineEnd } = line;
  // Of very long lines only what is near matters.
  const before = text.slice(Math.max(lineStart, at - longestComment), at);
  for (const [opener, closer] of openers) {
    const opened = opener.exec(before);
    if (opened === null) continue;
    const rest = text.slice(at + marker.length, Math.min(lineEnd, at + longestComment));
    const closed = closer === '' ? -1 : rest.indexOf(closer);
    const body = closed < 0 ? rest.replace(/(?:\*\/|-->|\*\})\s*$/, '') : rest.slice(0, closed);
    const after = closed < 0 ? '' : rest.slice(closed + closer.length);
    const isAlone = before.slice(0, opened.index).trim() === '' && after.trim() === '';
    return { offset: at, length: marker.length + body.trimEnd().length, body, lineStart, lineEnd, isAlone };
  }
  return undefined;
}

/** Returns the line a comment is about: its own, or where it stands alone the next that is no such comment itself. */
function lineOf(text: string, { lineStart, lineEnd, isAlone }: Comment): { from: number; to: number } {
  if (!isAlone) return { from: lineStart, to: lineEnd };
  let from = Math.min(lineEnd + 1, text.length);
  for (let skipped = 0; from < text.length && skipped < 20; skipped++) {
    const to = endOfLine(text, from);
    const line = text.slice(from, Math.min(to, from + longestComment));
    const at = line.indexOf(marker);
    const isOneMore = at >= 0 && commentAt(text, from + at, { lineStart: from, lineEnd: to })?.isAlone === true;
    if (!isOneMore && !/^\s*(?:\*\/|-->|--%>|#\}|-\}|\*\))\s*$/.test(line)) break;
    from = Math.min(to + 1, text.length);
  }
  return { from, to: endOfLine(text, from) };
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Returns what the words behind the marker say, or what is wrong with them. */
function parseBody(body: string): Pick<Suppression, 'detectors' | 'until' | 'reason'> | string {
  const split = /\s(?:--|—)(?:\s|$)/.exec(body);
  const words = (split === null ? body : body.slice(0, split.index)).split(/[\s,]+/).filter((word) => word !== '');
  const reason = split === null ? '' : body.slice(split.index + split[0].length).trim();
  const detectors = words.filter((word) => !word.includes('='));
  if (detectors.length === 0) return 'the suppression names no detector; write portcullis:allow secret/name -- reason';
  for (const glob of detectors) {
    if (glob.length > 200 || !/^[a-z0-9][\w.-]*\/[\w.*/@-]+$/i.test(glob)) {
      return 'the suppression names what is no detector; write an id, or a glob of one family as in secret/aws-*';
    }
  }
  if (reason === '') return 'the suppression gives no reason; add one behind --';
  const settings = words.filter((word) => word.includes('='));
  if (settings.some((word) => !word.startsWith('until=')) || settings.length > 1) {
    return 'the suppression has settings it may not have; only until=YYYY-MM-DD is known';
  }
  const [setting] = settings;
  if (setting === undefined) return { detectors, reason };
  const until = parseDay(setting.slice('until='.length));
  return until === undefined
    ? 'the suppression has a malformed day; write until=YYYY-MM-DD'
    : { detectors, until, reason };
}

/** Returns the beginning of that day in UTC: like an exception, a suppression holds before it. */
function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const start = Date.parse(`${text}T00:00:00Z`);
  // Days that no month has are read as other ones.
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== text) return undefined;
  return start;
}
