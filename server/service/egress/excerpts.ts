/**
 * Recognises lines of labelled documents that are or were open in what is about to leave, so that a copy has the label
 * of its source.
 *
 * Bounded in number and size. Of a document it keeps the hashes of its lines; the text is the editor's, looked at again
 * only when something leaves.
 */

import type { Atom, Content } from '../../engine/types';
import type { View } from '../../lsp/openDocument';
import { allLineHashes, leavingHashes, lineHashes } from './lines';

export interface Excerpts {
  /** Takes what is now true of an open document. */
  remember(view: Pick<View, 'document' | 'location' | 'classification'>): void;
  /** Returns the documents of which the text holds lines, as contents with their labels. */
  find(text: string): readonly Content[];
}

interface Source {
  readonly document: View['document'];
  readonly content: Content;
  version: number;
  hashes: readonly number[];
  /** Those of all its lines, where it is short and too few of them tell. */
  all: readonly number[];
}

const mostDocuments = 256;
const mostLines = 400_000;
/** So many in a row, or so many in all, are no chance. One is none where the text also names the file. */
const inARow = 3;
const inAll = 5;
/** In UTF-16 units: a longer document that tells this little is a list of numbers or of braces. */
const longestShort = 4096;

export function createExcerpts(): Excerpts {
  /** The last told of at the end. */
  const sources = new Map<string, Source>();

  function look(source: Source): void {
    if (source.version === source.document.version) return;
    source.version = source.document.version;
    const text = source.document.getText();
    source.hashes = lineHashes(text);
    source.all = text.length <= longestShort && new Set(source.hashes).size < inARow ? allLineHashes(text) : [];
  }

  function forget(): void {
    let lines = [...sources.values()].reduce((sum, { hashes }) => sum + hashes.length, 0);
    for (const [uri, { hashes }] of sources) {
      if (sources.size <= mostDocuments && lines <= mostLines) return;
      lines -= hashes.length;
      sources.delete(uri);
    }
  }

  return {
    remember({ document, location, classification }) {
      const known = sources.get(document.uri);
      sources.delete(document.uri);
      const atoms = classification.atoms.flatMap(toExcerptAtom);
      if (atoms.length === 0) return;
      const isSame = known?.document === document;
      sources.set(document.uri, {
        document,
        content: { ...location, atoms },
        version: isSame ? known.version : Number.NaN,
        hashes: isSame ? known.hashes : [],
        all: isSame ? known.all : [],
      });
      forget();
    },
    find(text) {
      if (sources.size === 0) return [];
      const leaving = new Set(leavingHashes(text));
      if (leaving.size === 0) return [];
      const found: Content[] = [];
      for (const source of sources.values()) {
        look(source);
        if (holdsExcerpt(source, leaving, text)) found.push(source.content);
      }
      forget();
      return found;
    },
  };
}

/** What a document's place or a marking says holds for its parts; a finding speaks of its own place alone. */
function toExcerptAtom({ findings, ...atom }: Atom): Atom[] {
  const isMarked = findings?.some(({ detector }) => detector.startsWith('marker/')) === true;
  const isOfAll = atom.cause === 'path' || atom.cause === 'assertion' || isMarked;
  return isOfAll ? [{ ...atom, cause: 'fingerprint' }] : [];
}

function holdsExcerpt({ hashes, all, content }: Source, leaving: ReadonlySet<number>, text: string): boolean {
  // Of a file this small the whole is as much as there is; what tells nothing may stand in others as well.
  if (all.length > 0 && all.every((hash) => leaving.has(hash))) return hashes.length > 0 || isNamed(content, text);
  const seen = new Set<number>();
  let row = 0;
  for (const hash of hashes) {
    if (!leaving.has(hash)) {
      row = 0;
      continue;
    }
    seen.add(hash);
    row++;
    if (seen.size >= inAll || (row >= inARow && seen.size >= inARow)) return true;
  }
  return seen.size > 0 && isNamed(content, text);
}

/** Reports whether a text names the file by its path in the workspace, as chats do with what they take along. */
function isNamed({ path = '', realPath = '' }: Content, text: string): boolean {
  return [path, realPath].some(
    (name) => name !== '' && (text.includes(name) || text.includes(name.replaceAll('/', '\\'))),
  );
}
