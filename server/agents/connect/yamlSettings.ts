/** Changes a YAML settings file, keeping its comments. Pure. */

import { type Document, parseDocument } from 'yaml';
import { SettingsError } from './tool';

/** Returns the text after `change`. Throws `SettingsError` where it is no YAML. */
export function editYaml(text: string | undefined, change: (document: Document) => void): string {
  const document = parseDocument(text ?? '');
  if (document.errors.length > 0) throw new SettingsError('it is not well-formed YAML');
  change(document as unknown as Document);
  return document.toString({ lineWidth: 0 });
}
