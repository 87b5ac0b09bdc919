/**
 * The last good text of each policy file, in memory and, where there is one, in a memory that outlives the service.
 */

import type { Fault, LastGood } from './layerFile';

/** Texts by the path of the file they stood in, kept over restarts. */
export interface PolicyMemory {
  load(path: string): Promise<string | undefined>;
  save(path: string, text: string): Promise<void>;
}

/** So many files are remembered here; of more, those that were good longest ago are forgotten. */
const mostTexts = 200;

export interface Remembered extends LastGood {
  /** Fetches what was remembered of files that were not asked for before. */
  load(paths: readonly string[]): Promise<void>;
}

export function createRemembered(memory: PolicyMemory | undefined, fault: Fault): Remembered {
  const texts = new Map<string, string>();
  const asked = new Set<string>();
  return {
    get: (path) => texts.get(path),
    set(path, text) {
      if (texts.get(path) === text) return;
      texts.delete(path);
      texts.set(path, text);
      const [oldest] = texts.keys();
      if (texts.size > mostTexts && oldest !== undefined) {
        texts.delete(oldest);
        asked.delete(oldest);
      }
      memory?.save(path, text).catch((error) => fault('remembering a policy', error));
    },
    async load(paths) {
      for (const path of paths) {
        if (asked.has(path)) continue;
        asked.add(path);
        const text = await memory?.load(path).catch((error) => fault('recalling a policy', error));
        if (typeof text === 'string' && !texts.has(path)) texts.set(path, text);
      }
    },
  };
}
