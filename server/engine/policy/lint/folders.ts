/** The folders of a workspace, to guess what a misspelt glob was meant to name. */

import { nearest } from '../nearest';

export interface Folders {
  /** Returns the glob with its first wrong segment replaced by the nearest name that is there, or `undefined`. */
  guess(glob: string): string | undefined;
}

export function createFolders(files: readonly string[]): Folders {
  let root: Folder | undefined;
  return {
    guess(glob) {
      root ??= createTree(files);
      const segments = glob.split('/');
      let folder = root;
      for (const [index, segment] of segments.entries()) {
        if (/[*?[\]{}()!+@\\]/.test(segment)) return undefined;
        const next = folder.get(segment);
        if (next === undefined) {
          const name = nearest(segment, folder.keys());
          return name && [...segments.slice(0, index), name, ...segments.slice(index + 1)].join('/');
        }
        folder = next;
      }
      return undefined;
    },
  };
}

interface Folder extends Map<string, Folder> {}

function createTree(files: readonly string[]): Folder {
  const root: Folder = new Map();
  for (const file of files) {
    let folder = root;
    for (const segment of file.split('/')) {
      let next = folder.get(segment);
      if (next === undefined) {
        next = new Map();
        folder.set(segment, next);
      }
      folder = next;
    }
  }
  return root;
}
