/**
 * A document as an editor has it open, with its classification, kept up to date edit by edit.
 *
 * Knows no connection: whoever holds it says what changed and asks for what is true now.
 */

import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { classifyScanned } from '../engine/classify/classify';
import type { ScanResult } from '../engine/detect/types';
import type { CompiledPolicy } from '../engine/policy/compiled';
import type { Classification } from '../engine/types';
import type { TextEdit } from '../provenance/lines/trackedDocument';
import { combineEdits, type Edit } from './edit';
import type { Location } from './paths';

/** Above so many code units a document isn't scanned; its classification is then that of one that may hold anything. */
export const maxScannedLength = 20_000_000;

const notScanned: ScanResult = { findings: [], exhausted: true };

/** What is true of a document under a policy. */
export interface View {
  readonly compiled: CompiledPolicy;
  readonly document: TextDocument;
  readonly location: Location;
  readonly scan: ScanResult;
  readonly classification: Classification;
}

export class OpenDocument {
  /** Resolves once the document's links are followed; until then its label may be too low. */
  located: Promise<void> = Promise.resolve();
  /** Where the document leads, as the machine names it. */
  realPath: string | undefined;
  private location: Location = {};
  private current: View | undefined;
  /** What changed since `current`; `whole` where that is more than an edit. */
  private pending: Edit | 'whole' | undefined;
  /** True once a change couldn't be applied: nothing is known of the text then. */
  private lost = false;

  constructor(private document: TextDocument) {}

  get uri(): string {
    return this.document.uri;
  }

  get version(): number {
    return this.document.version;
  }

  /** The text as the editor has it; the same object after every edit. */
  get text(): TextDocument {
    return this.document;
  }

  /**
   * Takes the changes of one `didChange`; returns those that were made. One that can't be applied leaves the document
   * unscannable.
   */
  change(changes: readonly TextDocumentContentChangeEvent[], version: number): readonly TextEdit[] {
    const edits: TextEdit[] = [];
    for (const change of changes) {
      try {
        const noted = this.note(change);
        const edit = toTextEdit(noted, this.document);
        this.document = TextDocument.update(this.document, [noted], version);
        edits.push(edit);
        if (!('range' in change)) this.lost = false;
      } catch {
        this.lost = true;
        this.pending = 'whole';
      }
    }
    if (changes.length === 0) this.document = TextDocument.update(this.document, [], version);
    return edits;
  }

  /** Says where the document is, and where that leads on this machine. */
  relocate(location: Location, realPath?: string): void {
    // A path can move what detectors make of the text.
    if (location.path !== this.location.path) this.pending = 'whole';
    this.location = location;
    this.realPath = realPath;
    this.current = this.current && { ...this.current, location, classification: this.classify(this.current, location) };
  }

  /** Returns what is true now under the policy; scans only what changed since it was last asked. */
  view(compiled: CompiledPolicy): View {
    const known = this.current;
    if (known !== undefined && known.compiled === compiled && this.pending === undefined) return known;
    const scan = this.scan(compiled, known);
    const view = { compiled, document: this.document, location: this.location, scan };
    this.pending = undefined;
    this.current = { ...view, classification: this.classify(view, this.location) };
    return this.current;
  }

  private scan(compiled: CompiledPolicy, known: View | undefined): ScanResult {
    const text = this.document.getText();
    if (this.lost || text.length > maxScannedLength) return notScanned;
    const edit = this.pending;
    if (known === undefined || known.compiled !== compiled || edit === 'whole' || known.scan === notScanned) {
      return compiled.scanner.scan(text, this.location.path);
    }
    return edit === undefined ? known.scan : compiled.scanner.rescan(known.scan, text, edit);
  }

  private classify({ compiled, scan }: Omit<View, 'classification'>, location: Location): Classification {
    return classifyScanned(compiled, { ...location, text: this.document.getText() }, scan);
  }

  /** Notes what a change will do, and returns it with its range inside the text, as `TextDocument` needs it. */
  private note(change: TextDocumentContentChangeEvent): TextDocumentContentChangeEvent {
    if (!('range' in change)) {
      this.pending = 'whole';
      return change;
    }
    const { start, end } = change.range;
    if (![start.line, start.character, end.line, end.character].every(Number.isInteger)) throw new TypeError('range');
    const ends = [this.document.offsetAt(start), this.document.offsetAt(end)];
    const from = Math.min(...ends);
    const to = Math.max(...ends);
    if (this.pending !== 'whole') {
      this.pending = combineEdits(this.pending, { offset: from, removed: to - from, inserted: change.text.length });
    }
    const range = { start: this.document.positionAt(from), end: this.document.positionAt(to) };
    return { range, text: change.text };
  }
}

function toTextEdit(change: TextDocumentContentChangeEvent, document: TextDocument): TextEdit {
  if (!('range' in change)) return { offset: 0, removed: document.getText().length, inserted: change.text };
  const offset = document.offsetAt(change.range.start);
  return { offset, removed: document.offsetAt(change.range.end) - offset, inserted: change.text };
}
