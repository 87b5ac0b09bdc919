/** The exports as lines of text: JSON Lines, CSV that no spreadsheet runs, CEF that no value breaks out of. */

import assert from 'node:assert/strict';
import { cef } from '../../../../server/provenance/exports/cef';
import { csv } from '../../../../server/provenance/exports/csv';
import { jsonl } from '../../../../server/provenance/exports/jsonl';
import { context, entryOf, evilPaths, exportAll, sampleItems } from './items';

describe('exports as text', () => {
  it('gives JSON Lines with index and path, and says what was erased', () => {
    const lines = exportAll(jsonl)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.equal(lines.length, sampleItems().length);
    assert.equal(lines[0].path, evilPaths[0]);
    assert.deepEqual(lines.at(-1).erased, ['path']);
    assert.equal(lines.at(-1).path, undefined);
  });

  it('gives a table that reads back as it was, after RFC 4180', () => {
    const [head, ...rows] = parseCsv(exportAll(csv)) as [string[], ...string[][]];
    const column = head.indexOf('path');
    assert.equal(rows.length, sampleItems().length);
    assert.ok(rows.every((row) => row.length === head.length));
    evilPaths.forEach((path, i) => {
      const cell = rows[i]?.[column] as string;
      assert.equal(cell.startsWith("'") ? cell.slice(1) : cell, path);
    });
    assert.equal(rows.at(-1)?.[column], '(erased)');
  });

  it('has no cell that a spreadsheet takes for a formula', () => {
    const evil = { tool: { id: '=1+1' }, model: { id: '-1', name: '@x', how: '+1' } };
    const items = [...sampleItems(), { index: 99, entry: entryOf(50, evil), path: ' =1' }];
    const cells = parseCsv(exportAll(csv, items)).flat();
    assert.deepEqual(
      cells.filter((cell) => /^\s*[=+\-@\t\r]/.test(cell)),
      [],
    );
  });

  it('escapes header and extension of CEF', () => {
    const items = sampleItems();
    const lines = exportAll(cef, items).trimEnd().split('\n');
    assert.equal(lines.length, items.length);
    lines.forEach((line, i) => {
      const { header, fields } = parseCef(line);
      assert.deepEqual(header.slice(0, 4), ['CEF:0', 'Portcullis', 'Portcullis', context.version]);
      assert.match(header[6] as string, /^([0-9]|10)$/);
      const item = items[i];
      assert.equal(fields['externalId'], item?.entry.id);
      assert.equal(fields['rt'], String(Date.parse(item?.entry.time as string)));
      const path = item?.path?.replace(/[^\P{Cc}\r\n]/gu, ' ');
      if (item?.entry.kind === 'insertion') assert.equal(fields['filePath'], path ?? '(erased)');
      if (item?.entry.decision.rule) assert.equal(fields['cs5'], 'a|b=c');
    });
    const [line = ''] = exportAll(cef, [
      { index: 0, entry: entryOf(0, { tool: { id: 'a|b\\c\nd' } }), path: 'x' },
    ]).split('\n');
    assert.match(parseCef(line).header[5] as string, /a\|b\\c d/);
  });
});

function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== '\r\n') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** A reader of CEF written from its description alone. */
function parseCef(line: string): { header: string[]; fields: Record<string, string> } {
  const parts = [...line.matchAll(/((?:[^\\|]|\\.)*)\|/g)].slice(0, 7);
  const header = parts.map(([, text = '']) => text.replace(/\\([\\|])/g, '$1'));
  const extension = line.slice(parts.reduce((sum, [part]) => sum + part.length, 0));
  const fields: Record<string, string> = {};
  for (const [, key = '', value = ''] of extension.matchAll(/(\w+)=((?:[^\\=]|\\.)*?)(?= \w+=|$)/g)) {
    const unescapes: Record<string, string> = { n: '\n', r: '\r' };
    fields[key] = value.replace(/\\(.)/g, (_, letter: string) => unescapes[letter] ?? letter);
  }
  return { header, fields };
}
