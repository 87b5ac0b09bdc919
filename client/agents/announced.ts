/**
 * Edits that agents' hooks have announced, and which changes of documents they are. Pure: time is handed in.
 *
 * An announcement is used once. A person's change is taken for an agent's only where it brings in just what was announced.
 */

import type { Change } from '../gate/changes';

export interface Announcement {
  /** Absolute. */
  readonly path: string;
  /** The new text, of the whole file or of a part of it. */
  readonly text: string;
  readonly tool: string;
}

/** A change with the text around it. */
export interface CarriedOut {
  readonly changes: readonly Change[];
  readonly before: string;
  readonly after: string;
}

/** Hosts ask people before they write; after this long in milliseconds nobody has answered. */
const longest = 120_000;
const most = 100;
const shortest = 3;

export class Announced {
  private readonly known: { readonly announcement: Announcement; readonly until: number }[] = [];

  constructor(private readonly ignoreCase: boolean) {}

  add(announcement: Announcement, now: number): void {
    this.known.push({ announcement, until: now + longest });
    if (this.known.length > most) this.known.shift();
  }

  /** Reports whether anything is announced for a file. */
  has(path: string, now: number): boolean {
    return this.known.some(({ announcement, until }) => until >= now && this.isSame(announcement.path, path));
  }

  /** Returns the announcement that a change carries out, and forgets it; `undefined` for a change that is nobody's. */
  take(path: string, change: CarriedOut, now: number): Announcement | undefined {
    const index = this.known.findIndex(
      ({ announcement, until }) =>
        until >= now && this.isSame(announcement.path, path) && isCarriedOut(announcement.text, change),
    );
    return index < 0 ? undefined : this.known.splice(index, 1)[0]?.announcement;
  }

  private isSame(a: string, b: string): boolean {
    return this.ignoreCase ? a.toLowerCase() === b.toLowerCase() : a === b;
  }
}

/** Reports whether a change has brought a whole text in; one that is too short says nothing. */
export function bringsIn(text: string, before: string, after: string): boolean {
  const [wanted, was, is] = [text.trimEnd(), before, after].map((each) => each.replaceAll('\r\n', '\n'));
  return wanted!.trim().length >= shortest && is!.includes(wanted!) && !was!.includes(wanted!);
}

function isCarriedOut(text: string, { changes, before, after }: CarriedOut): boolean {
  if (bringsIn(text, before, after)) return true;
  // Editors write only what differs, and hosts leave out what stays.
  const lines = changes.flatMap((change) => change.text.split(/\r?\n/)).map((line) => line.trim());
  const telling = lines.filter((line) => line.length > shortest);
  const isNew = telling.some((line) => !before.includes(line));
  return isNew && telling.every((line) => text.includes(line));
}
