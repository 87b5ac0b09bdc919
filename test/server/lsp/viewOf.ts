/** A view of a text under a policy written as an object, for tests that need no service. */

import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { compilePolicy } from '../../../server/engine/policy/compile';
import { parsePolicy } from '../../../server/engine/policy/parse';
import { OpenDocument, type View } from '../../../server/lsp/openDocument';
import type { Location } from '../../../server/lsp/paths';

/** Returns the view of a document under the policy's sections, put to levels public, internal and restricted. */
export function viewOf(sections: object, location: Location, text: string): View {
  const head = { apiVersion: 'portcullis/v1', metadata: { name: 'acme', version: '1' } };
  const source = JSON.stringify({ ...head, levels: ['public', 'internal', 'restricted'], ...sections });
  const { policy, problems } = parsePolicy(source, 'acme.yaml');
  assert.ok(policy !== undefined, JSON.stringify(problems));
  const document = new OpenDocument(TextDocument.create('file:///a.ts', 'typescript', 1, text));
  document.relocate(location);
  return document.view(compilePolicy(policy, { digest: 'sha256:00' }));
}
