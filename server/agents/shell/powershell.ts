/**
 * Reads a command line of PowerShell or cmd: which files it would print, copy or change.
 *
 * Pure, and never throws. Words are found without a grammar; whatever isn't known to be quiet prints all it names.
 */

import { isLoosening, isProduct } from './commands';
import { pathsInText, pathsInWord } from './mentions';
import { joinPieces, type Piece, type Pieces, parseWildcards, plainText, textPiece, unknownPiece } from './pieces';
import { joinReadings, nothingRead, type PathUse, type Reading, type ShellPlace } from './reading';
import { createScope } from './scope';

const quiet =
  /^(?:get-childitem|gci|ls|dir|remove-item|ri|rm|del|erase|rd|rmdir|set-location|sl|cd|chdir|push-location|pushd|pop-location|popd|get-location|gl|pwd|test-path|resolve-path|new-item|ni|mkdir|md|write-output|write-host|echo|get-date|get-process|gps|start-sleep|sleep|measure-object|measure|split-path|join-path|get-item|gi|where|get-command|gcm|cls|clear-host|get-filehash|where-object|select-object|sort-object|format-table|ft|format-list|fl|out-null|if|else|foreach|for|while|return)$/i;
const entering = /^(?:set-location|sl|cd|chdir|push-location|pushd)$/i;
const changing =
  /^(?:remove-item|ri|rm|del|erase|rd|rmdir|new-item|ni|mkdir|md|set-content|sc|add-content|ac|out-file|clear-content|clc|move-item|mi|mv|move|ren|rename-item|rni|copy-item|ci|cp|copy|set-item|si|set-acl|attrib|icacls|tee-object|tee|xcopy|robocopy|mklink)$/i;
/** These run a text. */
const running =
  /^(?:invoke-expression|iex|invoke-command|icm|powershell|pwsh|cmd|start-process|saps|start|bash|sh|wsl)(?:\.exe)?$/i;
/** These run what comes on their input where they are handed none. */
const interpreting = /^(?:invoke-expression|iex|powershell|pwsh|cmd|bash|sh|wsl)(?:\.exe)?$/i;
const deepest = 4;

export function readPowerShell(source: string, place: ShellPlace, depth = 0): Reading {
  const scope = createScope(place);
  const reads: PathUse[] = [];
  const mentions: PathUse[] = [];
  const writes: PathUse[] = [];
  const inner: Reading[] = [];
  let isOpaque = false;
  let isTampering = false;
  for (const words of statements(source)) {
    const [first, ...rest] = words;
    if (first === undefined) continue;
    const name = plainText(first) ?? '';
    const isQuiet = quiet.test(name);
    if (entering.test(name)) for (const word of rest) isOpaque = !scope.enter(word) || isOpaque;
    const product = isQuiet ? -1 : words.findIndex(isProduct);
    if (product !== -1) isTampering ||= isLoosening(words.slice(product + 1));
    const named = isQuiet ? rest : words;
    for (const word of named) {
      const text = plainText(word);
      const isUnknown = text === undefined && word.some(({ kind }) => kind === 'unknown');
      for (const use of pathsInWord(word, scope.folders(), true)) {
        if (isQuiet || (isUnknown && !isReader(name))) mentions.push(use);
        else reads.push(use);
        if (!isQuiet || changing.test(name)) writes.push(use);
      }
      if (running.test(name) && text !== undefined && /\s/.test(text) && depth < deepest) {
        inner.push(readPowerShell(text, { ...place, cwd: scope.folders().at(-1) ?? place.cwd }, depth + 1));
      }
    }
    // Text in base64, or from a variable or a download, is run without being seen.
    if (
      running.test(name) &&
      rest.some((word) => word[0]?.kind === 'unknown' || /^-e(?:nc|c)?/i.test(plainText(word) ?? ''))
    ) {
      isOpaque = true;
    }
    // What comes on its input is run, or what stands in parentheses.
    if (interpreting.test(name) && rest.every((word) => plainText(word)?.startsWith('-') === true)) isOpaque = true;
  }
  // Calls of .NET and script blocks name files inside of other text.
  for (const path of /\[[\w.]+\]::|\$\(/.test(source) ? pathsInText(source) : []) {
    reads.push({ pieces: [textPiece(path)], bases: scope.folders(), isRecursive: true, isEmbedded: true });
  }
  return joinReadings([{ ...nothingRead, reads, mentions, writes, isOpaque, isTampering }, ...inner]);
}

function isReader(name: string): boolean {
  return /^(?:get-content|gc|cat|type|more|select-string|sls|findstr|import-csv|import-clixml|copy-item|ci|cp|copy|compare-object|format-hex|convertfrom-json|get-itemproperty)$/i.test(
    name,
  );
}

/** Returns the statements as words; `\` and `/` both part folders. */
function statements(source: string): Pieces[][] {
  const found: Pieces[][] = [];
  let words: Pieces[] = [];
  let word: Piece[] = [];
  let isWord = false;
  const endWord = (): void => {
    if (isWord) words.push(joinPieces(word));
    word = [];
    isWord = false;
  };
  const endStatement = (): void => {
    endWord();
    if (words.length > 0) found.push(words);
    words = [];
  };
  const token =
    /'((?:[^']|'')*)'?|"((?:[^"`]|`[\s\S]|"")*)"?|`([\s\S])|\$(?:\w+:)?\w+|\$\{[^}]*\}|[;|&\n{}()<>]|[ \t\r,=]+|[*?]+|[^\s'"`$;|&{}()<>,=*?]+|[\s\S]/g;
  for (const [text, single, double, escaped] of source.matchAll(token)) {
    if (/^[;|&\n{}()<>]$/.test(text)) endStatement();
    else if (/^[ \t\r,=]+$/.test(text)) endWord();
    else {
      isWord = true;
      if (single !== undefined) word.push(textPiece(toSlashes(single.replaceAll("''", "'"))));
      else if (double !== undefined) word.push(...interpolate(double));
      else if (escaped !== undefined) word.push(textPiece(escaped === '\n' ? '' : toSlashes(escaped)));
      else if (text.startsWith('$') && text.length > 1) word.push(unknownPiece);
      else if (/^[*?]+$/.test(text)) word.push(...parseWildcards(text));
      else word.push(textPiece(toSlashes(text)));
    }
  }
  endStatement();
  return found;
}

function interpolate(text: string): Piece[] {
  const pieces = text.split(/(\$\([^)]*\)|\$\{[^}]*\}|\$(?:\w+:)?\w+)/);
  return pieces.map((piece, index) =>
    index % 2 === 1 ? unknownPiece : textPiece(toSlashes(piece.replace(/`([\s\S])/g, '$1'))),
  );
}

function toSlashes(text: string): string {
  return text.replaceAll('\\', '/');
}
