/**
 * Keeps the layout of DESIGN.md true: who may import whom, how long a file may be, how it opens, what it may not hold.
 */

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';

const root = path.resolve(__dirname, '..');
const longest = 300;

/** Folders of server/, each with those it may import from beside itself. `cli` and `service` wire everything. */
const layers: Readonly<Record<string, readonly string[]>> = {
  'server/engine': [],
  'server/provenance': ['server/engine'],
  'server/host': ['server/engine', 'server/provenance', 'server/lsp/protocol', 'server/gateway/types'],
  'server/models': ['server/engine', 'server/provenance', 'server/host', 'server/gateway/types'],
  'server/agents': ['server/engine', 'server/provenance', 'server/host', 'server/lsp/protocol'],
  'server/coverage': ['server/engine', 'server/host', 'server/agents', 'server/lsp/protocol'],
  'server/gateway': ['server/engine', 'server/provenance', 'server/host', 'server/models'],
  'server/lsp': ['server/engine', 'server/provenance', 'server/host'],
  'server/service': ['server'],
  'server/cli': ['server'],
  client: ['server/lsp/protocol'],
};

const sources = ['client', 'server'].flatMap(filesUnder).filter((file) => /\.tsx?$/.test(file));
const kept = [...sources, ...['scripts', 'test'].flatMap(filesUnder)].filter((file) => /\.(ts|[cm]?js)$/.test(file));

describe('tidy', () => {
  it('imports go down only', () => {
    const wrong = sources.flatMap((file) =>
      imports(file)
        .filter((to) => !isAllowed(file, to))
        .map((to) => `${file} imports ${to}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('the engine is pure: no vscode, no Node.js modules, no clock, no randomness', () => {
    const engine = sources.filter((file) => file.startsWith('server/engine/'));
    const impure = /\b(?:Date\.now|new Date\(\)|Math\.random|performance\.now|process\.|setTimeout|setInterval)/;
    assert.deepEqual(
      engine.filter((file) => impure.test(withoutStrings(code(file)))),
      [],
    );
    const forbidden = engine.flatMap((file) =>
      packages(file)
        .filter(isMachine)
        .map((name) => `${file} imports ${name}`),
    );
    assert.deepEqual(forbidden, []);
  });

  it('only the client knows vscode', () => {
    const others = sources.filter((file) => !file.startsWith('client/') && packages(file).includes('vscode'));
    assert.deepEqual(others, []);
  });

  it(`no file is longer than ${longest} lines`, () => {
    const long = kept.filter((file) => read(file).trimEnd().split('\n').length > longest);
    assert.deepEqual(long, []);
  });

  it('each file opens by saying what it is for', () => {
    const silent = kept.filter((file) => !/^(?:#!.*\n)?(?:\/\*\*?|\/\/)\s*(?:\*\s*)?\S.{15,}/.test(read(file)));
    assert.deepEqual(silent, []);
  });

  it('nothing is left undone, skipped or singled out', () => {
    const marks = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].map((word) => `\\b${word}\\b`).join('|'));
    const tricks = /\b(?:describe|context|it)\.(?:only|skip)\(|\bx(?:it|describe)\(/;
    const left = kept.filter((file) => marks.test(comments(file)) || (!isThis(file) && tricks.test(read(file))));
    assert.deepEqual(left, []);
  });
});

function isAllowed(file: string, to: string): boolean {
  const layer = Object.keys(layers).find((folder) => isWithin(file, folder));
  if (!layer) return false;
  // Data that the bundles carry: schemas, and the version.
  if (isWithin(to, 'policies') || to === 'package.json') return to.endsWith('.json');
  return [layer, ...(layers[layer] as readonly string[])].some((folder) => isWithin(to, folder));
}

function isWithin(file: string, folder: string): boolean {
  return file === folder || file.startsWith(`${folder}/`);
}

/** Returns what a file imports from its own tree, as paths from the root without extension. */
function imports(file: string): string[] {
  const relative = specifiers(file).filter((specifier) => specifier.startsWith('.'));
  return relative.map((specifier) => path.posix.join(path.posix.dirname(file), specifier));
}

function packages(file: string): string[] {
  return specifiers(file).filter((specifier) => !specifier.startsWith('.'));
}

function specifiers(file: string): string[] {
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\(\s*)(['"])([^'"\n]+)\1/g;
  return [...code(file).matchAll(pattern)].map((match) => match[2] as string);
}

function isMachine(name: string): boolean {
  return name === 'vscode' || name.startsWith('node:') || builtinModules.includes(name) || name.startsWith('vscode-');
}

function isThis(file: string): boolean {
  return file === 'test/tidy.test.ts';
}

function read(file: string): string {
  return fs.readFileSync(path.join(root, file), 'utf8');
}

/** Returns a file's text without comments, roughly: comments on lines of their own. */
function code(file: string): string {
  return read(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');
}

function withoutStrings(text: string): string {
  return text.replace(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g, "''");
}

/** Returns a file's comments, roughly. */
function comments(file: string): string {
  return (read(file).match(/\/\*[\s\S]*?\*\/|\/\/.*$/gm) ?? []).join('\n');
}

/** Returns the files under a folder but for generated ones and test data, `/`-separated from the root. */
function filesUnder(folder: string): string[] {
  const entries = fs.readdirSync(path.join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const relative = `${folder}/${entry.name}`;
    if (/\.generated\.|^(?:fixtures|node_modules|corpora|data)$/.test(entry.name)) return [];
    return entry.isDirectory() ? filesUnder(relative) : [relative];
  });
}
