/** Above each rule with paths how many files they match here, above the tests how many of them pass. */

import type { CodeLens, CodeLensParams } from 'vscode-languageserver';
import type { PathSegments } from '../../engine/policy/document';
import { valueAt } from '../../engine/policy/language/source';
import { invalid } from '../handlers';
import { type MatchesParams, type MatchesResult, matchesRequest } from '../protocol';
import type { Feature } from './feature';
import { describeCount } from './fileMatches';
import type { PolicyFile } from './policyFiles';
import { toRange } from './toProtocol';

/** The command of our own editor extension, which lists what `portcullis/matches` answers. Its argument: `MatchesParams`. */
export const showMatchesCommand = 'portcullis.showMatches';
const maxMatches = 2000;

const listsWithPaths: readonly PathSegments[] = [['classify', 'rules'], ['exceptions']];

export const startCodeLens: Feature = (context, handlers) => {
  const { files, matches, traits } = context;
  handlers.onRequest('textDocument/codeLens', ({ textDocument }: CodeLensParams): CodeLens[] | null => {
    const file = files.get(textDocument.uri);
    if (file === undefined) return null;
    const hasFolders = context.session.folderUris.length > 0;
    const globs = hasFolders ? listsWithPaths.flatMap((list) => lensesOf(file, list)) : [];
    const tests = file.source.document.rangeOf(['tests'], 'key');
    return tests === undefined ? globs : [...globs, toLens(file, tests, ['tests'])];
  });

  handlers.onRequest('codeLens/resolve', async (lens: CodeLens, cancellation): Promise<CodeLens> => {
    const params = checkParams(lens.data);
    const file = files.get(params.uri);
    if (file === undefined) return { ...lens, command: { title: '', command: '' } };
    if (params.segments[0] === 'tests') return { ...lens, command: { title: describeTests(file), command: '' } };
    const found = await matches.find(params.uri, globsAt(file, params.segments), cancellation);
    const title = `${describeCount(found)} match${found.count === 1 ? 'es' : ''}`;
    const isShown = traits().isVscode && found.count > 0;
    return {
      ...lens,
      command: isShown ? { title, command: showMatchesCommand, arguments: [params] } : { title, command: '' },
    };
  });

  handlers.onRequest(matchesRequest, async (received: MatchesParams, cancellation): Promise<MatchesResult> => {
    const params = checkParams(received);
    const file = files.get(params.uri);
    if (file === undefined) throw invalid('the policy is not open');
    const { count, first } = await matches.find(params.uri, globsAt(file, params.segments), cancellation, maxMatches);
    return { count, files: first.map(({ folder, path }) => ({ uri: uriOf(folder, path), path })) };
  });
};

function lensesOf(file: PolicyFile, list: PathSegments): CodeLens[] {
  const entries = valueAt(file.source.value, list);
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((_, index) => {
    const segments = [...list, index];
    const range = file.source.document.rangeOf(segments);
    if (range === undefined || globsAt(file, segments).length === 0) return [];
    return [toLens(file, { offset: range.offset, length: 0 }, segments)];
  });
}

function toLens(file: PolicyFile, range: { offset: number; length: number }, segments: PathSegments): CodeLens {
  return { range: toRange(file, range), data: { uri: file.document.uri, segments } satisfies MatchesParams };
}

function globsAt({ source }: PolicyFile, segments: PathSegments): readonly string[] {
  const globs = valueAt(source.value, [...segments, 'paths']);
  return Array.isArray(globs) ? globs.filter((glob) => typeof glob === 'string') : [];
}

function describeTests(file: PolicyFile): string {
  const { problems, tests } = file.analysis();
  if (problems.length > 0) return 'not run: the policy has problems';
  const failed = tests.filter(({ passed }) => !passed).length;
  return `${tests.length - failed} passed, ${failed} failed`;
}

function checkParams(params: unknown): MatchesParams {
  const { uri, segments } = (params ?? {}) as Partial<MatchesParams>;
  const isPath = Array.isArray(segments) && segments.every((each) => ['string', 'number'].includes(typeof each));
  if (typeof uri !== 'string' || !isPath) throw invalid("'uri' must be a string and 'segments' the way to a rule");
  return { uri, segments };
}

function uriOf(folder: string, path: string): string {
  return `${folder.replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
}
