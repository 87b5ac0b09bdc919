/**
 * The journal: the groups of entries acknowledged since the last checkpoint, as text. Knows no files.
 *
 * Every line is a checked line (checkedLine.ts). The first is `portcullis-journal 1 <origin> <start>`; then come groups,
 * each one write and one fsync: for every entry its leaf and its opening, then `commit <size> <base64 root>`. A group
 * counts only once its commit line is whole. JSON has no NUL: NULs are what a power cut leaves of unsynced blocks.
 */

import { formatCheckedLine, formatCheckedLines, lineAt, parseCheckedLine } from './checkedLine';
import { type Hash, hashLength } from './merkle';
import { parseOpening } from './opening';

/** An entry as bytes, with its hash and what is kept beside it. */
export interface LogRecord {
  readonly leaf: Buffer;
  readonly hash: Hash;
  /** The checked line, with its newline, of the canonical JSON of the `Opening`: so it stands in journal and openings. */
  readonly openingLine: Buffer;
}

export interface JournalHeader {
  readonly origin: string;
  /** Index of the journal's first entry. */
  readonly start: number;
}

export interface JournalGroup {
  readonly records: readonly LogRecord[];
  /** Size and root of the tree once the group is in it. */
  readonly size: number;
  readonly root: Hash;
  /** Offset of the commit line. */
  readonly commitOffset: number;
}

export interface Journal {
  readonly header?: JournalHeader;
  readonly groups: readonly JournalGroup[];
  /** Offset after the last whole group. */
  readonly end: number;
  /** What follows the last whole group, if anything does. */
  readonly tail?: JournalTail;
}

export interface JournalTail {
  /** True where it is a write that was cut off, so never acknowledged; false where written bytes have changed. */
  readonly torn: boolean;
  /** Offset of the first bad line. */
  readonly offset: number;
  /** The entry that line belongs to, where it does. */
  readonly index?: number;
}

export function formatJournalHeader({ origin, start }: JournalHeader): Buffer {
  return formatCheckedLine(Buffer.from(`portcullis-journal 1 ${origin} ${start}`));
}

/** Returns records of leaves and openings, which take turns in `texts`, and their lines as they stand in a group. */
export function layOutRecords(texts: readonly string[]): { readonly lines: Buffer; readonly records: LogRecord[] } {
  const { bytes, starts, ends, hashes } = formatCheckedLines(texts);
  const records: LogRecord[] = [];
  for (let i = 0; i < texts.length; i += 2) {
    records.push({
      leaf: bytes.subarray(starts[i], ends[i]),
      hash: hashes.subarray(i * hashLength, (i + 1) * hashLength),
      openingLine: lineAt(bytes, starts[i + 1] as number, ends[i + 1] as number),
    });
  }
  return { lines: bytes, records };
}

/** Returns the group of records whose lines these are. */
export function formatJournalGroup(lines: Buffer, size: number, root: Hash): Buffer {
  return Buffer.concat([lines, formatCheckedLine(Buffer.from(`commit ${size} ${root.toString('base64')}`))]);
}

/** Returns the lines of records as they stand in a group. */
export function formatRecords(records: readonly LogRecord[]): Buffer {
  return Buffer.concat(records.flatMap(({ leaf, hash, openingLine }) => [formatCheckedLine(leaf, hash), openingLine]));
}

/** Returns the journal as far as it is whole; the roots are as stated, not computed. */
export function parseJournal(bytes: Buffer): Journal {
  const headerLine = parseCheckedLine(bytes, 0);
  const header = headerLine && parseHeader(headerLine.text.toString());
  if (!headerLine || !header) return { groups: [], end: 0, tail: { torn: false, offset: 0 } };

  const groups: JournalGroup[] = [];
  let end = headerLine.end;
  let size = header.start;
  let records: LogRecord[] = [];
  for (let offset = end; offset < bytes.length; ) {
    const index = size + records.length;
    const damaged = (at: number): Journal => {
      const torn = isTorn(bytes, at);
      return { header, groups, end, tail: { torn, offset: at, index } };
    };
    const line = parseCheckedLine(bytes, offset);
    if (!line) return damaged(offset);
    const root = line.text[0] === openBrace ? undefined : parseCommit(line.text.toString(), index);
    if (root && records.length > 0) {
      groups.push({ records, size: index, root, commitOffset: offset });
      size = index;
      records = [];
      end = line.end;
      offset = line.end;
      continue;
    }
    if (line.text[0] !== openBrace) return damaged(offset);
    const opening = parseCheckedLine(bytes, line.end);
    if (!opening || parseOpening(opening.text.toString())?.index !== index) return damaged(line.end);
    records.push({ leaf: line.text, hash: line.hash, openingLine: bytes.subarray(opening.offset, opening.end) });
    offset = opening.end;
  }
  if (end === bytes.length) return { header, groups, end };
  return { header, groups, end, tail: { torn: true, offset: bytes.length } };
}

/**
 * Reports whether the bytes from the bad line on are what a write that was cut off leaves: a line without its end (kill
 * -9, full disk), or blocks of zeros (power cut). Anything else was whole once and has changed.
 */
function isTorn(bytes: Buffer, offset: number): boolean {
  if (bytes.includes(zeros, offset)) return true;
  if (bytes.includes(newline, offset)) return false;
  const ended = Buffer.concat([bytes.subarray(offset, -1), Buffer.of(newline)]);
  return parseCheckedLine(ended, 0) === undefined;
}

function parseHeader(text: string): JournalHeader | undefined {
  const match = /^portcullis-journal 1 (\S+) (0|[1-9]\d{0,14})$/.exec(text);
  return match ? { origin: match[1] as string, start: Number(match[2]) } : undefined;
}

function parseCommit(text: string, size: number): Hash | undefined {
  const match = /^commit (\d+) ([A-Za-z0-9+/]{43}=)$/.exec(text);
  return match && Number(match[1]) === size ? Buffer.from(match[2] as string, 'base64') : undefined;
}

const openBrace = 0x7b;
const newline = 0x0a;
const zeros = Buffer.alloc(8);
