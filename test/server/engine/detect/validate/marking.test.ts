/** Markings in the notations of many languages, and the words about markings that are none. */

import assert from 'node:assert/strict';
import { familyScanner } from './familyScanner';

const find = familyScanner('marker');

/** `@` is where the marking stands. */
const notations: Readonly<Record<string, string>> = {
  'a line of its own': '@',
  'a line comment': '// @',
  'a line comment without a space': '//@',
  'a comment after code': 'int x = 1; // @',
  'a shell comment': '# @',
  'an SQL comment': '-- @',
  'a Lisp or assembler comment': ';; @',
  'a TeX or Erlang comment': '%% @',
  'a block comment': '/* @ */',
  'a line of a block comment': '/*\n * @\n */',
  'a documentation comment': '/// @',
  'an HTML comment': '<!-- @ -->',
  'a batch file': 'REM @',
  'a docstring': '"""@"""',
  'a docstring of lines': '"""\n@\n"""',
  'a heading': '## @',
  'bold text': '**@**',
  'a quotation': '> **@**',
  'a ruled banner': '# ======= @ =======',
  'a boxed banner': '/*********** @ ***********/',
  'a cell of a notebook': '   "source": [\n    "# @\\n",\n    "import os"',
  'an element': '<p class="banner">@</p>',
  'a label': 'Classification: @',
  'a name before it': '// Acme Corp. - @',
  'a copyright line': ' * Copyright (c) 2024 Acme Inc. All rights reserved. @',
};

const everywhere: readonly [detector: string, marking: string][] = [
  ['confidential', 'CONFIDENTIAL'],
  ['confidential', 'STRICTLY CONFIDENTIAL'],
  ['confidential', 'PROPRIETARY AND CONFIDENTIAL'],
  ['us-top-secret', 'TOP SECRET'],
  ['nato-eu', 'NATO RESTRICTED'],
  ['fouo', 'FOR OFFICIAL USE ONLY'],
  ['tlp', 'TLP:AMBER+STRICT'],
  ['cui', 'CUI//SP-PRVCY'],
  ['us-classified', 'SECRET//NOFORN'],
  ['de-classified', 'VS-NfD'],
  ['fr-classified', 'DIFFUSION RESTREINTE'],
  ['export-control', 'EXPORT CONTROLLED'],
  ['trade-secret', 'TRADE SECRET'],
  ['internal-only', 'INTERNAL USE ONLY'],
  ['attorney-client', 'ATTORNEY-CLIENT PRIVILEGED'],
  ['confidential-german', 'VERTRAULICH'],
  ['confidential-romance', 'CONFIDENTIEL'],
  ['confidential-cjk', '社外秘'],
];

const misses: readonly string[] = [
  'This file is not confidential.',
  '// non-confidential sample data',
  'How to keep data confidential',
  'OAuth 2.0 confidential clients authenticate with a secret.',
  'const CONFIDENTIAL = "confidential";',
  "enum Level { Public = 'public', Confidential = 'confidential' }",
  'export type Level = "public" | "internal" | "confidential" | "restricted";',
  'if (level === "TOP SECRET") deny();',
  "it('marks a file as CONFIDENTIAL', () => {",
  'import { confidential } from "./confidential-computing";',
  'Azure Confidential Computing protects data in use.',
  'The Defend Trade Secrets Act of 2016 is a federal law.',
  'TLP_RED = 3; const tlpRed = "TLP:RED";',
  'My top secret recipe for pancakes',
  '| Level | Meaning |\n| CONFIDENTIAL | staff only |',
  'Levels: PUBLIC, INTERNAL, CONFIDENTIAL, RESTRICTED',
  'The levels are TLP:RED, TLP:AMBER, TLP:GREEN and TLP:CLEAR.',
  '1. **Confidential**: shared with named persons',
  'See what "CONFIDENTIAL" means in section 4.',
  'Documents marked as NATO SECRET are stored apart.',
  'This software is provided "as is", without warranty of any kind.',
  'Redistribution and use in source and binary forms are permitted.',
  'You may not use this file except in compliance with the License.',
  '/** For internal use only. */',
  '// internal use only, do not call directly',
  'Proprietary extensions of vendors are ignored.',
  'protected boolean isOpen() { return open; }',
  'private and protected members',
  'the export controller handles requests',
  'Not all information subject to change is listed',
  'without limitation, trade secrets, patents or copyrights',
  'attorney-client privilege is explained in chapter 2',
  'npm unpublish removes an unpublished version',
  '## [Unreleased]',
  '1.0.0-alpha is a pre-release version',
  'the embargoed list of countries',
  'everything you need to know about promises',
  'This function contains personal_data handling',
  'sensitivity: 0.8',
  'classification: image',
];

describe('markings', () => {
  for (const [name, notation] of Object.entries(notations)) {
    it(`are seen as ${name}`, () => {
      for (const [detector, marking] of everywhere) {
        const text = notation.replace('@', marking);
        assert.ok(find(text).includes(detector), `${detector} in ${text}: ${find(text)}`);
      }
    });
  }

  it('are no markings in sentences, lists, code and licences', () => {
    for (const text of misses) assert.deepEqual(find(text), [], text);
  });

  it('are no markings when negated or quoted', () => {
    for (const [detector, marking] of everywhere) {
      for (const text of [`This is not ${marking}`, `level = '${marking}';`, `use \`${marking}\` here`]) {
        assert.ok(!find(text).includes(detector), text);
      }
    }
  });
});
