/** How each of a policy's tests comes out, at the end of its first line. */

import type { InlayHint, InlayHintParams } from 'vscode-languageserver';
import { describeOutcome } from '../../engine/policy/language/expectation';
import type { Feature } from './feature';

export const startInlayHints: Feature = ({ files }, handlers) => {
  handlers.onRequest('textDocument/inlayHint', ({ textDocument, range }: InlayHintParams): InlayHint[] | null => {
    const file = files.get(textDocument.uri);
    if (file === undefined) return null;
    return file.analysis().tests.flatMap((result): InlayHint[] => {
      const test = file.source.document.rangeOf(['tests', result.index]);
      if (test === undefined) return [];
      const { line } = file.document.positionAt(test.offset);
      if (line < range.start.line || line > range.end.line) return [];
      const text = file.document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
      const position = { line, character: text.replace(/\r?\n$/, '').length };
      const tooltip = result.passed ? {} : { tooltip: result.message };
      return [{ position, label: describeOutcome(result), paddingLeft: true, ...tooltip }];
    });
  });
};
