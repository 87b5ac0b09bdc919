/** The classification rules that a repository's files ask for, each with what was seen. */

import { compileGlobLists } from '../../glob';
import type { ClassifyRule } from '../types';
import { dataEndings, folderSigns } from './folderSigns';
import { credentialGlobs, frameworks } from './frameworks';
import { isForeign, isTrial, type Sample, type Survey, trialFolders } from './survey';

/** A rule as it's written: with what it is for and what in the repository it is about. */
export interface ProposedRule extends ClassifyRule {
  readonly description: string;
  /** Files of the repository the rule holds for now. */
  readonly files: readonly string[];
  /** A path for its test where there is no such file. */
  readonly example?: string;
  /** A text for its test, for rules about content, and what that text is. */
  readonly text?: string;
  readonly subject?: string;
  readonly pack?: string;
}

/** How many distinct values of people's data make a file personal data. */
const manyValues = 3;

type Unseen = Omit<ProposedRule, 'files'>;

/** Returns the rules about places, in the order they are written. */
export function proposePathRules(survey: Survey, withDataFiles: boolean): readonly ProposedRule[] {
  const paths = survey.paths.filter((path) => !isForeign(path));
  const rules: readonly Unseen[] = [
    {
      id: 'credential-files',
      description: 'Files that usually hold credentials, whatever their content looks like.',
      label: { level: 'restricted', categories: ['secret'] },
      paths: [
        ...credentialGlobs,
        ...frameworks.filter(({ file }) => paths.some((path) => file.test(path))).flatMap(({ globs }) => globs),
      ],
      example: 'deploy/.env',
    },
    ...proposeFolders(paths.filter((path) => !isTrial(path))),
    ...(withDataFiles ? proposeDataFiles(findDataFiles(survey)) : []),
    ...proposePersonalFolders(survey),
  ];
  return withFiles(rules, paths);
}

/** Matches each path once against all rules: a repository may have very many. */
function withFiles(rules: readonly Unseen[], paths: readonly string[]): ProposedRule[] {
  const matching = compileGlobLists(rules.map((rule) => rule.paths ?? []));
  const files = rules.map((): string[] => []);
  for (const path of paths) for (const index of matching(path)) files[index]?.push(path);
  return rules.map((rule, index) => ({ ...rule, files: files[index] ?? [] }));
}

/** Returns the data files outside folders for trying out. */
export function findDataFiles({ paths }: Pick<Survey, 'paths'>): readonly string[] {
  return paths.filter((path) => dataEnding(path) !== undefined && !isForeign(path) && !isTrial(path));
}

function dataEnding(path: string): string | undefined {
  const ending = path.slice(path.lastIndexOf('.') + 1);
  return dataEndings.includes(ending) ? ending : undefined;
}

/** Returns a rule for each sign that is there; `paths` are looked at once, folder names first. */
function proposeFolders(paths: readonly string[]): Unseen[] {
  const names = new Map<string, boolean>();
  for (const path of paths) {
    const isData = dataEnding(path) !== undefined;
    for (const name of foldersOf(path)) if (isData || !names.has(name)) names.set(name, isData);
  }
  return folderSigns.flatMap(({ id, description, label, folders, isDataOnly, pack }) => {
    const found = [...names].filter(
      ([name, holdsData]) => folders.includes(name.toLowerCase()) && isPlain(name) && (holdsData || !isDataOnly),
    );
    if (found.length === 0) return [];
    const within = isDataOnly ? `**/*.{${dataEndings.join(',')}}` : '**';
    const globs = found.map(([name]) => `**/${name}/${within}`).sort();
    return [{ id, description, label, paths: globs, ...(pack === undefined ? {} : { pack }) }];
  });
}

function proposeDataFiles(files: readonly string[]): Unseen[] {
  const endings = [...new Set(files.map((path) => dataEnding(path) as string))].sort();
  if (endings.length === 0) return [];
  return [
    {
      id: 'data-files',
      description: 'Files of data, outside tests and examples.',
      label: { level: 'confidential' },
      paths: [
        endings.length === 1 ? `**/*.${endings[0]}` : `**/*.{${endings.join(',')}}`,
        `!**/{${trialFolders.join(',')}}/**`,
      ],
    },
  ];
}

/** Folders most of whose files hold several people's data. */
function proposePersonalFolders({ samples }: Survey): Unseen[] {
  const folders = new Map<string, Sample[]>();
  for (const sample of samples) {
    const folder = sample.path.slice(0, Math.max(0, sample.path.lastIndexOf('/')));
    if (folder === '' || isForeign(sample.path) || isTrial(sample.path) || !folder.split('/').every(isPlain)) continue;
    folders.set(folder, [...(folders.get(folder) ?? []), sample]);
  }
  const personal = [...folders].filter(([, inFolder]) => {
    const personalFiles = inFolder.filter(({ values }) => (values['pii'] ?? 0) >= manyValues).length;
    return personalFiles >= 2 && personalFiles * 2 >= inFolder.length;
  });
  if (personal.length === 0) return [];
  return [
    {
      id: 'personal-data-folders',
      description: "Folders whose files hold many people's data.",
      label: { level: 'confidential', categories: ['pii'] },
      paths: personal.map(([folder]) => `${folder}/**`).sort(),
      pack: 'gdpr',
    },
  ];
}

function foldersOf(path: string): string[] {
  return path.split('/').slice(0, -1);
}

/** Only names without a sign that globs give a meaning are written as one. */
function isPlain(name: string): boolean {
  return /^[\w][\w.-]*$/.test(name);
}
