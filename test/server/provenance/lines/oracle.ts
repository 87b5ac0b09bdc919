/**
 * The truth about random edits: documents as lists of characters, each with the entry it came from. Knows nothing of how
 * attribution is kept; it performs an action on its own characters and says what an editor would report of it.
 */

import fc from 'fast-check';
import type { Source } from '../../../../server/provenance/lines/attribution';
import type { Origin, TextEdit } from '../../../../server/provenance/lines/trackedDocument';

export interface Char {
  readonly char: string;
  readonly entry?: string;
}

export interface OracleDocument {
  chars: readonly Char[];
  readonly undone: (readonly Char[])[];
  readonly done: (readonly Char[])[];
}

const kinds = ['type', 'ai', 'delete', 'retype', 'undo', 'redo', 'cut', 'copy', 'paste', 'reload', 'format'] as const;

/** What is done; numbers are taken modulo what there is. */
export interface Action {
  readonly kind: (typeof kinds)[number];
  readonly document: number;
  readonly at: number;
  readonly length: number;
}

/** Arbitrary actions. With few characters, edits whose result could mean several things are left out. */
export function actions(alphabet: 'distinct' | 'few'): fc.Arbitrary<Action> {
  return fc.record({
    kind: fc.constantFrom(...kinds.slice(0, alphabet === 'few' ? 9 : undefined)),
    document: fc.nat(1),
    at: fc.nat(1000),
    length: fc.integer({ min: 1, max: 12 }),
  });
}

export type Step =
  | { readonly kind: 'edit'; readonly edits: readonly TextEdit[]; readonly origin: Origin }
  | { readonly kind: 'copy'; readonly start: number; readonly end: number };

export function createOracle(alphabet: 'distinct' | 'few') {
  let count = 0;
  let entries = 0;
  let clipboard: readonly Char[] = [];
  const fresh = (length: number, entry?: string): Char[] =>
    Array.from({ length }, () => ({
      char:
        alphabet === 'few' ? ('ab\n '[(count++ * 7) % 4] as string) : String.fromCharCode(0xe000 + (count++ % 6400)),
      ...(entry === undefined ? {} : { entry }),
    }));
  const create = (): OracleDocument => ({ chars: fresh(5), undone: [], done: [] });
  const documents: readonly OracleDocument[] = [create(), create()];

  const change = (document: OracleDocument, chars: readonly Char[], origin: Origin, edits: TextEdit[]): Step => {
    document.done.push(document.chars);
    document.undone.length = 0;
    document.chars = chars;
    return { kind: 'edit', edits, origin };
  };
  const put = (document: OracleDocument, at: number, removed: number, chars: readonly Char[], origin: Origin): Step =>
    change(document, document.chars.toSpliced(at, removed, ...chars), origin, [
      { offset: at, removed, inserted: textOf(chars) },
    ]);
  const source = (): Source => sourceOf(`E${entries++}`);

  const travel = (document: OracleDocument, origin: 'undo' | 'redo', steps: number): Step | undefined => {
    const [from, to] = origin === 'undo' ? [document.done, document.undone] : [document.undone, document.done];
    const before = document.chars;
    for (let i = 0; i < steps; i++) {
      const state = from.pop();
      if (state === undefined) break;
      to.push(document.chars);
      document.chars = state;
    }
    if (before === document.chars) return undefined;
    return { kind: 'edit', edits: [covering(textOf(before), textOf(document.chars))], origin };
  };

  return {
    documents,
    insert(document: OracleDocument, at: number, length: number, byModel: boolean) {
      const origin: Origin = byModel ? source() : 'typed';
      const chars = fresh(length, typeof origin === 'object' ? origin.entry : undefined);
      put(document, at, 0, chars, origin);
      return { edit: { offset: at, removed: 0, inserted: textOf(chars) }, origin };
    },
    perform(document: OracleDocument, { kind, at: place, length }: Action): Step | undefined {
      const { chars } = document;
      const at = place % (chars.length + 1);
      const end = Math.min(chars.length, at + length);
      switch (kind) {
        case 'type':
          return put(document, at, 0, fresh(length), 'typed');
        case 'ai': {
          const from = source();
          return put(document, at, place % 3 === 0 ? end - at : 0, fresh(length, from.entry), from);
        }
        case 'delete':
          return end > at ? put(document, at, end - at, [], 'edit') : undefined;
        case 'retype': // Overtypes a range; what it begins and ends with is put back by the editor.
          if (end - at < 4) return undefined;
          if (alphabet === 'few') return put(document, at, end - at, fresh(length), 'typed');
          return put(
            document,
            at,
            end - at,
            [...chars.slice(at, at + 1), ...fresh(3), ...chars.slice(end - 2, end)],
            'edit',
          );
        case 'undo':
        case 'redo':
          // With few characters, states in between may have the same text.
          return travel(document, kind, alphabet === 'few' ? 1 : (length % 3) + 1);
        case 'cut':
          if (end === at) return undefined;
          clipboard = chars.slice(at, end);
          return put(document, at, end - at, [], 'cut');
        case 'copy':
          if (end === at) return undefined;
          clipboard = chars.slice(at, end);
          return { kind: 'copy', start: at, end };
        case 'paste':
          return clipboard.length > 0 ? put(document, at, 0, clipboard, 'paste') : undefined;
        case 'reload': {
          // Two words of one letter each come, and one goes, at places far apart; the whole text is reported.
          const next = [...chars.slice(0, at), ...spaced(fresh(1)), ...chars.slice(at)];
          const without = next.toSpliced((place * 31) % next.length, 1);
          return change(document, without, 'edit', [whole(chars, without)]);
        }
        case 'format': {
          const next = chars.flatMap((char, i) => (i % length === 1 ? [...spaced([]), char] : [char]));
          return change(document, next, 'edit', [whole(chars, next)]);
        }
      }
    },
  };
}

export function sourceOf(entry: string): Source {
  return {
    entry,
    model: 'copilot-business',
    name: 'gpt-5',
    tool: 'github.copilot-chat',
    policy: `sha256:${'ab'.repeat(32)}`,
    time: '2026-11-21T05:00:00.000Z',
  };
}

function spaced(chars: readonly Char[]): Char[] {
  return [{ char: '\n' }, ...chars, { char: ' ' }];
}

function whole(chars: readonly Char[], next: readonly Char[]): TextEdit {
  return { offset: 0, removed: chars.length, inserted: textOf(next) };
}

/** Returns the one edit that leads from a text to another, as editors report an undo of several steps. */
function covering(text: string, next: string): TextEdit {
  const shorter = Math.min(text.length, next.length);
  let prefix = 0;
  while (prefix < shorter && text[prefix] === next[prefix]) prefix++;
  let suffix = 0;
  while (suffix < shorter - prefix && text.at(-1 - suffix) === next.at(-1 - suffix)) suffix++;
  return { offset: prefix, removed: text.length - prefix - suffix, inserted: next.slice(prefix, next.length - suffix) };
}

function textOf(chars: readonly Char[]): string {
  return chars.map(({ char }) => char).join('');
}
