/**
 * What a proposal of a policy is made from: what someone saw of a repository. Data alone, and which files say most.
 *
 * Paths and texts come from the repository, thus from anyone.
 */

/** What detectors found in one file. */
export interface Sample {
  readonly path: string;
  /** Distinct values found, by the detector's family (`secret`, `pii`, `marker`). */
  readonly values: Readonly<Record<string, number>>;
}

export interface Survey {
  /** The repository's name. */
  readonly name: string;
  /** Every file, relative to the root and `/`-separated. */
  readonly paths: readonly string[];
  /** The texts of the files that `isTelling` names. */
  readonly texts: ReadonlyMap<string, string>;
  /** The files whose content was looked at. */
  readonly samples: readonly Sample[];
}

/** What a person said, or the default of each question. */
export interface Answers {
  /** Whether the code is public, so that any model may have it. */
  readonly isOpenSource: boolean;
  /** Ids of the assistants (`assistants.ts`) that are approved for ordinary code. */
  readonly assistants: readonly string[];
  /** Whether the data files that were found are confidential. */
  readonly areDataFilesConfidential: boolean;
  /** Whom developers ask for an exception. */
  readonly owner: string;
}

const telling =
  /^(?:licen[cs]e|copying)[^/]*$|^package\.json$|(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$|^\.continue\/config\.(?:ya?ml|json)$|^\.vscode\/(?:settings|extensions)\.json$/i;

/** Reports whether a file's text says what the project is or which assistants it is worked on with. */
export function isTelling(path: string): boolean {
  return telling.test(path);
}

const foreign = new Set([
  ...['node_modules', 'bower_components', 'vendor', 'third_party', 'site-packages', '.venv', 'venv', '__pycache__'],
  ...['dist', 'build', 'target', 'out', '.next', '.terraform', 'coverage'],
]);

/** Reports whether a file is others' work or a build's, which says nothing of what is sensitive here. */
export function isForeign(path: string): boolean {
  return path.split('/').some((segment) => foreign.has(segment.toLowerCase()));
}

/** Names of folders for trying out, as a glob's alternatives and for `isTrial`. */
export const trialFolders: readonly string[] = [
  ...['test', 'tests', '__tests__', 'spec', 'specs', 'testdata', 'fixtures', 'mocks', 'examples', 'samples'],
  ...['migrations', 'seeds'],
];

/** Reports whether a file is for trying out: what it holds is seldom real. */
export function isTrial(path: string): boolean {
  return path
    .split('/')
    .slice(0, -1)
    .some((segment) => trialFolders.includes(segment));
}
