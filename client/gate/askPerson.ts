/**
 * Offers to put back a suggestion that the policy allows only if a person agrees. Until they do, it is out.
 */

import * as vscode from 'vscode';
import type { Change } from './changes';
import { rangeOf } from './editorChanges';
import { digestOf, type Origin, recordOutcome, type Service, toRange } from './inspect';
import { editDocument } from './page';

/** Asks whether `changes` shall be made after all. Resolves when the answer is carried out and recorded. */
export async function offerAgain(
  service: Service,
  document: vscode.TextDocument,
  origin: Origin,
  changes: readonly Change[],
  message: string,
): Promise<void> {
  let places = [...changes];
  const watch = vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.document !== document) return;
    for (const { rangeOffset, rangeLength, text } of event.contentChanges) {
      places = places.map((place) =>
        rangeOffset < place.offset
          ? { ...place, offset: Math.max(rangeOffset, place.offset + text.length - rangeLength) }
          : place,
      );
    }
  });
  try {
    const insert = 'Insert Anyway';
    const choice = await vscode.window.showWarningMessage(message, insert, 'Leave Out');
    const isKept = choice === insert && (await editDocument(document, places));
    const [first] = places;
    const range = isKept && first ? rangeOf(document, first.offset, first.offset + first.text.length) : undefined;
    await recordOutcome(service, document.uri.toString(), origin, {
      outcome: isKept ? 'kept' : 'removed',
      textDigest: digestOf(changes.map(({ text }) => text).join('')),
      ...(range && { range: toRange(range) }),
    });
  } finally {
    watch.dispose();
  }
}
