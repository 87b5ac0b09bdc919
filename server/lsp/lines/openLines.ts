/**
 * Which characters of one editor's open documents came from a model: followed from the insertions that are logged,
 * through every edit, to what is stored when a document is saved. A document without any costs nothing.
 *
 * Knows no file and no git; what is stored is handed in.
 */

import { attribute, hasSources, type Source } from '../../provenance/lines/attribution';
import { createFragments, isSignificant } from '../../provenance/lines/fragments';
import { authorsOfLines, type LineAuthors } from '../../provenance/lines/lines';
import { formatStored, parseStored, recallAttribution } from '../../provenance/lines/stored';
import { type TextEdit, TrackedDocument } from '../../provenance/lines/trackedDocument';
import { pathOfUri } from '../paths';

/** What is stored of files, by absolute path; files outside of repositories have nothing. */
export interface LineRecords {
  load(path: string): Promise<string | undefined>;
  /** Replaces what is stored, removes it where `undefined`. */
  save(path: string, stored: string | undefined): Promise<void>;
}

interface State {
  document?: TrackedDocument;
  /** What happens to the document until what is stored of it is read. */
  waiting?: ((document: TrackedDocument) => void)[];
  /** Resolves once it was read. */
  loaded: Promise<void>;
  isStored: boolean;
  /** Of the text that was followed last. */
  version: number;
  /** Why a version to come will be, where that was said. */
  told?: { readonly version: number; readonly reason: 'undo' | 'redo' };
}

/** So many documents are remembered after they were closed. */
const maxClosed = 8;

/** A place in a text, in code units. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

export class OpenLines {
  private readonly states = new Map<string, State>();
  private readonly fragments = createFragments();
  private readonly logging = new Set<Promise<unknown>>();
  private closed: readonly TrackedDocument[] = [];

  constructor(private readonly records: LineRecords | undefined) {}

  open(uri: string, version: number, text: string): void {
    const state: State = { loaded: Promise.resolve(), isStored: false, version, waiting: [] };
    const original = this.originalOf(text);
    this.states.set(uri, state);
    if (original === undefined) {
      state.loaded = this.load(uri, text, state);
      return;
    }
    delete state.waiting;
    state.document = new TrackedDocument(text, this.fragments, original.attribution);
    void this.save(uri, text).catch(() => undefined);
  }

  /** Takes the edits of one change in, which made the version of the text `before`. */
  edit(uri: string, version: number, edits: readonly TextEdit[], before: string): void {
    const state = this.states.get(uri);
    if (state === undefined) return;
    const origin = state.told?.version === version ? state.told.reason : 'edit';
    state.version = version;
    for (const { inserted } of edits) this.findOriginal(inserted);
    const apply = (document: TrackedDocument): void => document.edit(edits, origin);
    if (state.waiting !== undefined) state.waiting.push(apply);
    else if (state.document !== undefined) apply(state.document);
    else if (edits.some(({ inserted }) => hasSources(this.fragments.returned(inserted)?.attribution))) {
      // A model's text comes from another document to one that was a person's alone.
      state.document = new TrackedDocument(before, this.fragments);
      apply(state.document);
    }
  }

  /** Takes in why a document came to be of a version, which may be said before the change or after it. */
  explain(uri: string, version: number, reason: 'undo' | 'redo'): void {
    const state = this.states.get(uri);
    if (state === undefined || version < state.version) return;
    if (version > state.version) state.told = { version, reason };
    else if (state.waiting !== undefined) state.waiting.push((document) => document.reinterpret(reason));
    else state.document?.reinterpret(reason);
  }

  /**
   * Gives stretches of a document's present text to a model; `logged` resolves to the id of the log's entry.
   *
   * Until then the source has an id of its own, and keeps it where the entry could not be written.
   */
  claim(uri: string, text: string, stretches: readonly Stretch[], source: Source, logged: Promise<string>): void {
    const state = this.states.get(uri);
    if (state === undefined) return;
    const named: { -readonly [F in keyof Source]: Source[F] } = source;
    const naming = logged.then(
      (id) => {
        named.entry = id;
      },
      () => undefined,
    );
    this.logging.add(naming);
    void naming.finally(() => this.logging.delete(naming));
    const apply = (document: TrackedDocument): void => {
      for (const { start, end } of stretches) document.claim(start, end, named);
    };
    if (state.waiting !== undefined) state.waiting.push(apply);
    else {
      const followed = state.document?.text === text ? state.document : new TrackedDocument(text, this.fragments);
      state.document = followed;
      apply(followed);
    }
  }

  /** Stores what is known of a document that was saved with this text. */
  async save(uri: string, text: string): Promise<void> {
    const state = this.states.get(uri);
    const path = pathOfUri(uri);
    if (state === undefined || path === undefined || this.records === undefined) return;
    await state.loaded;
    const { document } = state;
    const { attribution } = document?.text === text ? document : { attribution: undefined };
    // The entries of what is saved may still be on their way.
    await Promise.all(this.logging);
    if (hasSources(attribution)) await this.records.save(path, formatStored(path, attribution, text));
    else if (state.isStored) await this.records.save(path, undefined);
    state.isStored = hasSources(attribution);
  }

  close(uri: string): void {
    const document = this.states.get(uri)?.document;
    this.states.delete(uri);
    if (hasSources(document?.attribution))
      this.closed = [...this.closed.slice(1 - maxClosed), document as TrackedDocument];
  }

  /** Returns the lines that are not a person's alone, by 1-based number; none where the text is not the one followed. */
  async authors(uri: string, text: string): Promise<ReadonlyMap<number, LineAuthors>> {
    const state = this.states.get(uri);
    await state?.loaded;
    const document = state?.document;
    return document?.text === text ? authorsOfLines(document.attribution, text) : new Map();
  }

  /** Returns a document of the same text: a file that is renamed is opened anew under another name. */
  private originalOf(text: string): TrackedDocument | undefined {
    if (!isSignificant(text)) return undefined;
    const followed = [...this.states.values()].flatMap(({ document }) => document ?? []);
    return [...this.closed, ...followed].findLast(
      (document) => document.text === text && hasSources(document.attribution),
    );
  }

  /** Looks for text that is put in among a model's, of which it may be a copy: copying is not told of. */
  private findOriginal(inserted: string): void {
    if (!isSignificant(inserted) || !/\W/.test(inserted.trim()) || this.fragments.returned(inserted) !== undefined)
      return;
    for (const { document } of this.states.values()) {
      const at = document?.text.indexOf(inserted) ?? -1;
      if (at !== -1) document?.copy(at, at + inserted.length);
    }
  }

  private async load(uri: string, text: string, state: State): Promise<void> {
    const path = pathOfUri(uri);
    const json = path === undefined ? undefined : await this.records?.load(path).catch(() => undefined);
    const stored = json === undefined ? undefined : parseStored(json);
    const waiting = state.waiting ?? [];
    delete state.waiting;
    state.isStored = stored !== undefined;
    const recalled = stored === undefined ? attribute(text.length) : recallAttribution(stored, text);
    const document = new TrackedDocument(text, this.fragments, recalled);
    for (const apply of waiting) apply(document);
    if (hasSources(document.attribution)) state.document = document;
  }
}
