/**
 * The policy files an editor has open, each read once a version and only when a feature asks for that version.
 */

import type { TextDocument } from 'vscode-languageserver-textdocument';
import { analysePolicy, type PolicyAnalysis, warnOf } from '../../engine/policy/language/analyse';
import { type PolicySource, readPolicySource } from '../../engine/policy/language/source';
import type { Warning } from '../../engine/policy/lint';
import type { Policy } from '../../engine/policy/types';
import { pathOfUri } from '../paths';
import type { Session } from '../session';
import type { FileMatches } from './fileMatches';
import { headLength, isJsonFile, isPolicyFile, placeOf } from './isPolicyFile';

/** A policy as it is written at one version. */
export interface PolicyFile {
  readonly document: TextDocument;
  readonly version: number;
  readonly source: PolicySource;
  readonly isJson: boolean;
  /** Its problems and how its tests come out; computed once. */
  analysis(): PolicyAnalysis;
  /** What is valid and wrong; computed once, and again when other files of the workspace are known. */
  warnings(): readonly Warning[];
}

export interface PolicyFiles {
  /** Returns the open policy of that URI as it is now, or `undefined` where it is no policy or not open. */
  get(uri: string): PolicyFile | undefined;
  /** Returns it as it was last read, of an earlier version where the newest was not read yet; its document is newer. */
  lastRead(uri: string): PolicyFile | undefined;
  isPolicy(document: TextDocument): boolean;
}

interface Known {
  readonly file: PolicyFile;
  readonly organisation: Policy;
}

export function createPolicyFiles(session: Session, matches: FileMatches): PolicyFiles {
  const { services } = session;
  const known = new WeakMap<TextDocument, Known>();

  const isPolicy = (document: TextDocument): boolean => {
    const { uri, languageId } = document;
    const head = (): string => document.getText().slice(0, headLength);
    return isPolicyFile({ uri, languageId, head }, services.installedPolicies);
  };

  const find = (uri: string, isCurrent: (before: PolicyFile, document: TextDocument) => boolean) => {
    const document = session.textOf(uri);
    if (document === undefined) return undefined;
    const organisation = services.policy().compiled.policy;
    const before = known.get(document);
    if (before?.organisation === organisation && isCurrent(before.file, document)) return before.file;
    if (!isPolicy(document)) return undefined;
    const file = read(session, matches, document, organisation);
    known.set(document, { file, organisation });
    return file;
  };

  return {
    isPolicy,
    get: (uri) => find(uri, (before, { version }) => before.version === version),
    lastRead: (uri) => find(uri, () => true),
  };
}

function read({ services }: Session, matches: FileMatches, document: TextDocument, organisation: Policy): PolicyFile {
  const path = pathOfUri(document.uri) ?? document.uri;
  const kind = placeOf(path, services.installedPolicies);
  const source = readPolicySource(document.getText(), path, { ...(kind && { kind }), organisation });
  let analysis: PolicyAnalysis | undefined;
  let warned: { readonly files: readonly string[] | undefined; readonly warnings: readonly Warning[] } | undefined;
  const file: PolicyFile = {
    document,
    version: document.version,
    source,
    isJson: isJsonFile(document),
    analysis() {
      const caseInsensitivePaths = services.hasCaseInsensitivePaths;
      analysis ??= analysePolicy(source, { path, now: services.now(), caseInsensitivePaths });
      return analysis;
    },
    warnings() {
      const files = matches.known(document.uri);
      if (warned === undefined || warned.files !== files) {
        warned = { files, warnings: warnOf(source, file.analysis(), services.now(), files) };
      }
      return warned.warnings;
    },
  };
  return file;
}
