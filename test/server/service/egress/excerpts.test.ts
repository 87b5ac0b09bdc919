/** Tests of recognising lines of labelled documents in what is about to leave. */

import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Atom } from '../../../../server/engine/types';
import { createExcerpts } from '../../../../server/service/egress/excerpts';

const label = { level: 'restricted', categories: ['pci'] };
const byPath: Atom = { label, cause: 'path', rule: 'payments' };
const lines = Array.from({ length: 12 }, (_, line) => `  const settled${line} = ledger.settle(batch, ${line});`);

function remember(
  excerpts: ReturnType<typeof createExcerpts>,
  text: string,
  { uri = 'file:///w/pay.ts', atoms = [byPath] }: { uri?: string; atoms?: readonly Atom[] } = {},
): TextDocument {
  const document = TextDocument.create(uri, 'typescript', 1, text);
  excerpts.remember({ document, location: { path: 'pay.ts' }, classification: { label, atoms, findings: [] } });
  return document;
}

describe('excerpts of open documents', () => {
  const finds = (text: string, source = lines.join('\n')): boolean => {
    const excerpts = createExcerpts();
    remember(excerpts, source);
    return excerpts.find(text).length > 0;
  };

  it('are recognised by three lines in a row, or five in all', () => {
    assert.ok(finds(lines.slice(4, 7).join('\n')));
    assert.ok(!finds(lines.slice(4, 6).join('\n')));
    assert.ok(!finds([0, 2, 4, 6].map((line) => lines[line]).join('\n')));
    assert.ok(finds([0, 2, 4, 6, 8].map((line) => `text between\n${lines[line]}`).join('\n')));
  });

  it('are recognised whole where there is little of them', () => {
    const small = '// settle_canary_7f3a\nconst pin = 4711;\n}\n';
    assert.ok(finds(`before\n${small}after`, small));
    assert.ok(finds('pay.ts\nconst pin = 4711;', 'const pin = 4711;'));
    assert.ok(!finds('explain\nconst pin = 4711;', 'const pin = 4711;'), 'it may stand anywhere');
    assert.ok(!finds('const pin = 4711;', small));
    assert.ok(!finds('}\n);\n', '}\n);\n'), 'brackets alone say nothing');
  });

  it('are recognised by one line where the text names the file', () => {
    assert.ok(finds(`<attachment filePath="/w/pay.ts">\n${lines[4]}\n</attachment>`));
    assert.ok(finds(`pay.ts:5:${lines[4]}`));
    assert.ok(!finds(`<attachment filePath="/w/other.ts">\n${lines[4]}\n</attachment>`));
    assert.ok(!finds('the current file is /w/pay.ts, with nothing of it'));
  });

  it('are recognised with other spaces, line numbers, marks of a diff and line ends', () => {
    for (const shown of [
      (line: string) => line.trim(),
      (line: string, at: number) => `${at + 10}: ${line}`,
      (line: string, at: number) => `${at}\t${line}`,
      (line: string) => `+ ${line}`,
      (line: string) => `> ${line}`,
      (line: string) => line.replace('  ', '\t\t'),
    ]) {
      assert.ok(finds(lines.slice(0, 3).map(shown).join('\r\n')), shown.toString());
    }
  });

  it('are recognised where a terminal broke long lines at its width', () => {
    const long = lines.map((line, at) => `${line} // ${`the ledger's settlement number ${at} of the day, `.repeat(4)}`);
    const broken = (width: number): string =>
      long
        .slice(0, 3)
        .flatMap((line) => line.match(new RegExp(`.{1,${width}}`, 'g')) ?? [])
        .join('\n');
    for (const width of [60, 80, 132]) assert.ok(finds(broken(width), long.join('\n')), `${width} columns`);
  });

  it('are not made of what stands in every file', () => {
    const head = [
      '// Copyright 2026 Acme Corporation',
      '// Licensed under the Apache License',
      '// you may not use this',
    ];
    const imports = ['fs', 'path', 'url', 'zlib'].map((name) => `import * as ${name} from 'node:${name}';`);
    const short = ['}', 'return;', '  });', '} else {', 'break;', 'end'];
    const shared = [...head, ...imports, ...short].join('\n');
    assert.ok(!finds(shared, [shared, ...lines].join('\n')));
  });

  it('have the labels of their place and markings, not of single findings', () => {
    const excerpts = createExcerpts();
    const found = (detector: string): Atom => ({
      label,
      cause: 'detector',
      rule: 'r',
      findings: [{ detector, offset: 0, length: 1, confidence: 'high' }],
    });
    remember(excerpts, lines.join('\n'), { atoms: [byPath, found('secret/x'), found('marker/tlp')] });
    const [content] = excerpts.find(lines.join('\n'));
    assert.deepEqual(content?.atoms, [
      { label, cause: 'fingerprint', rule: 'payments' },
      { label, cause: 'fingerprint', rule: 'r' },
    ]);
    assert.equal(content?.path, 'pay.ts');
  });

  it('follow edits, and forget documents that are no longer labelled', () => {
    const excerpts = createExcerpts();
    let document = remember(excerpts, lines.join('\n'));
    assert.equal(excerpts.find(lines.join('\n')).length, 1);
    document = TextDocument.update(document, [{ text: 'something else entirely\n' }], 2);
    assert.equal(excerpts.find(lines.join('\n')).length, 0);
    TextDocument.update(document, [{ text: lines.join('\n') }], 3);
    assert.equal(excerpts.find(lines.join('\n')).length, 1);
    remember(excerpts, lines.join('\n'), { atoms: [] });
    assert.equal(excerpts.find(lines.join('\n')).length, 0);
  });

  it('stay bounded: the documents of longest ago are forgotten', () => {
    const excerpts = createExcerpts();
    const source = (name: number) => lines.map((line) => `${line} // of file ${name}`).join('\n');
    for (let name = 0; name < 300; name++) remember(excerpts, source(name), { uri: `file:///w/${name}.ts` });
    assert.equal(excerpts.find(source(0)).length, 0);
    assert.equal(excerpts.find(source(299)).length, 1);
  });
});
