/**
 * From a document's URI to the path that the policy's globs are matched with. Pure; knows no file system.
 */

/** A workspace folder: its path as the editor names it and where that leads. */
export interface Folder {
  readonly path: string;
  readonly realPath: string;
}

/** Where a document is, as the policy sees it; nothing for one that was never saved. */
export interface Location {
  readonly path?: string;
  readonly realPath?: string;
}

/**
 * Returns the absolute, `/`-separated path of a URI, `undefined` for one without, as `untitled:Untitled-1`.
 *
 * Any scheme with an absolute path counts: a notebook's cell, a remote file or an older version in Git are the file's
 * content all the same.
 */
export function pathOfUri(uri: string): string | undefined {
  const match = /^[a-z][a-z0-9+.-]*:(?:\/\/([^/?#]*))?([^?#]*)/i.exec(uri);
  const encoded = match?.[2];
  if (encoded === undefined || !encoded.startsWith('/')) return undefined;
  const path = decode(encoded);
  if (isDrivePath(path)) return `${path.charAt(1).toLowerCase()}${path.slice(2)}`;
  const authority = match?.[1] ?? '';
  return uri.toLowerCase().startsWith('file:') && authority !== '' ? `//${decode(authority)}${path}` : path;
}

/** Reports whether the URI names a file of this machine, whose links can be followed. */
export function isOnDisk(uri: string): boolean {
  return /^(file|vscode-notebook-cell):/i.test(uri) && pathOfUri(uri) !== undefined;
}

/**
 * Returns the path relative to the innermost folder that holds it; where none does, the path without its root.
 *
 * `path` is absolute and `/`-separated.
 */
export function relativeTo(folders: readonly string[], path: string, caseInsensitive: boolean): string {
  const holding = withSlash(innermost(folders, path, caseInsensitive) ?? '');
  return holding === '/' ? path.replace(/^([a-z]:)?\/+/i, '') : path.slice(holding.length);
}

/** Returns the paths of all folders that hold a path, or what it leads to. */
export function foldersOf(
  folders: readonly Folder[],
  path: string | undefined,
  realPath: string | undefined,
  caseInsensitive: boolean,
): readonly string[] {
  const holds = (folder: string, held: string | undefined): boolean =>
    held !== undefined && innermost([folder], held, caseInsensitive) !== undefined;
  const real = realPath === undefined ? undefined : toSlashes(realPath);
  return folders
    .filter((folder) => holds(folder.path, path) || holds(folder.realPath, real))
    .map(({ path: own }) => own);
}

function innermost(folders: readonly string[], path: string, caseInsensitive: boolean): string | undefined {
  const fold = (text: string): string => (caseInsensitive ? text.toLowerCase() : text);
  return folders
    .filter((folder) => fold(path).startsWith(fold(withSlash(folder))))
    .reduce<string | undefined>(
      (longest, folder) => (longest === undefined || folder.length > longest.length ? folder : longest),
      undefined,
    );
}

function withSlash(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`;
}

/** Returns a document's location from its absolute path and where that leads. */
export function locate(
  folders: readonly Folder[],
  path: string | undefined,
  realPath: string | undefined,
  caseInsensitive: boolean,
): Location {
  if (path === undefined) return {};
  const own = relativeTo(
    folders.map((folder) => folder.path),
    path,
    caseInsensitive,
  );
  if (realPath === undefined) return { path: own };
  const real = relativeTo(
    folders.map((folder) => folder.realPath),
    toSlashes(realPath),
    caseInsensitive,
  );
  return real === own ? { path: own } : { path: own, realPath: real };
}

/** Returns a path of this machine with `/` between its parts and its drive in lower case. */
export function toSlashes(path: string): string {
  if (!/^[a-z]:[\\/]/i.test(path) && !path.startsWith('\\\\')) return path;
  const slashed = path.replaceAll('\\', '/');
  return /^[A-Z]:/.test(slashed) ? `${slashed.charAt(0).toLowerCase()}${slashed.slice(1)}` : slashed;
}

function isDrivePath(path: string): boolean {
  return /^\/[a-z]:\//i.test(path);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
