/**
 * Remembers what was refused, so that an undo or redo that brings it back is noticed. The second line of defence.
 *
 * Holds refused texts in memory only, the latest few a document; they are never shown or written.
 */

import type { Change } from './changes';

/** Shorter texts are not worth a guard: they stand everywhere. */
const leastLength = 6;
const most = 20;

export class Guard {
  private readonly refused = new Map<string, string[]>();

  /** Remembers a refused text of a document. */
  remember(uri: string, text: string): void {
    if (text.trim().length < leastLength) return;
    const texts = this.refused.get(uri) ?? [];
    this.refused.set(uri, [...texts.filter((known) => known !== text), text].slice(-most));
  }

  forget(uri: string): void {
    this.refused.delete(uri);
  }

  /** Returns the changes that take out what an undo or redo has brought back; offsets are of the text after it. */
  answer(uri: string, changes: readonly Change[]): Change[] {
    const texts = this.refused.get(uri);
    if (texts === undefined) return [];
    const answers: Change[] = [];
    let shift = 0;
    for (const { offset, removed, text } of [...changes].sort((a, b) => a.offset - b.offset)) {
      const found = texts.filter((refused) => text.includes(refused)).sort((a, b) => b.length - a.length)[0];
      if (found !== undefined) {
        answers.push({ offset: offset + shift + text.indexOf(found), removed: found.length, text: '' });
      }
      shift += text.length - removed;
    }
    return answers;
  }
}
