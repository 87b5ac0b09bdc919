/**
 * A policy's text in its one canonical layout: the schema's order of keys, short things on one line, few quotes.
 *
 * Takes what can be parsed, whether it is a valid policy or not. Invariant: value and comments stay what they were.
 */

import { type PolicyDocument, parsePolicyDocument } from '../document';
import type { Problem } from '../problem';
import { formatJson, isJson } from './json';
import { layOut } from './layOut';
import { isSameMeaning, type Meaning, meaningOf } from './meaning';

export interface FormattedPolicy {
  /** Absent where there is a problem. Ends with one line end; without byte order mark. */
  readonly text?: string;
  readonly problems: readonly Problem[];
}

/** More passes than any text is known to need before it stays as it is. */
const maxPasses = 6;

/** Formats a policy in YAML or JSON; its line ends stay the first one's. `path` is only for the problems. */
export function formatPolicy(text: string, path = ''): FormattedPolicy {
  const body = text.replace(/^\uFEFF/, '');
  const isCrlf = /^[^\n]*\r\n/.test(body);
  const source = body.replaceAll('\r\n', '\n');
  const document = parsePolicyDocument(source, path);
  const { problems, problemAt } = document;
  if (problems.length > 0) return { problems };
  const formatted = settle(document);
  if (formatted === undefined) {
    return {
      problems: [
        problemAt(
          [],
          'NOT_FORMATTABLE',
          'the layout of this text can not be changed without changing what it says',
          'write aliases and unusual comments out, or lay it out by hand',
        ),
      ],
    };
  }
  return { text: isCrlf ? formatted.replaceAll('\n', '\r\n') : formatted, problems };
}

/** Lays a text out until that changes nothing more, so that formatting twice is formatting once. */
function settle(written: PolicyDocument): string | undefined {
  const meaning = meaningOf(written);
  let document = written;
  for (let pass = 0; pass < maxPasses; pass++) {
    const next = layOutOnce(document, meaning);
    if (next === undefined || next.text === document.text) return next?.text;
    document = next;
  }
  return undefined;
}

/** Returns the text in its layout, parsed; `undefined` where it would say something else. */
function layOutOnce(document: PolicyDocument, meaning: Meaning): PolicyDocument | undefined {
  const { text: source } = document;
  if (isJson(source)) return parsePolicyDocument(formatJson(source), '');
  // Where an alias would come before its anchor, the keys stay in the order they have.
  for (const isSorted of [true, false]) {
    const text = layOut(isSorted ? document : parsePolicyDocument(source, ''), { isSorted });
    if (text === source) return document;
    const laidOut = text === undefined ? undefined : parsePolicyDocument(text, '');
    if (laidOut?.problems.length === 0 && isSameMeaning(meaning, meaningOf(laidOut))) return laidOut;
  }
  return undefined;
}
