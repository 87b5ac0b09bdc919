/** Diagnostics and comments that quiet findings: the diagnostics follow them, labels and decisions don't. */

import assert from 'node:assert/strict';
import { findingDiagnostics } from '../../../server/lsp/features/diagnostics';
import { viewOf } from './viewOf';

const key = ['AKIA', 'Z7QHX5VRPLKNMW3D'].join('');
const allow = 'portcullis:allow secret/aws-access-key';
const rule = { id: 'secrets', label: { level: 'restricted' }, detectors: ['secret/*'] };
const now = new Date('2026-11-21T05:00:00Z');

function see(text: string) {
  const view = viewOf({ classify: { rules: [rule] } }, { path: 'a.ts' }, text);
  const diagnostics = findingDiagnostics(view, 'https://docs', now);
  return { view, told: diagnostics.map(({ code, range }) => `${range.start.line}:${range.start.character} ${code}`) };
}

describe('diagnostics with suppressions', () => {
  it('tell the findings that no comment quiets', () => {
    const { told } = see(`// ${allow} -- made up\nx = '${key}'\ny = '${key}'`);
    assert.deepEqual(told, ['2:5 secret/aws-access-key']);
  });

  it('warn of a comment that quiets nothing any more', () => {
    const { told } = see(`x = '${key}' // ${allow} until=2026-11-01 -- made up`);
    assert.deepEqual(told, ['0:5 secret/aws-access-key', '0:30 suppression']);
  });

  it('leave the label as it is', () => {
    const text = `x = '${key}' // `;
    const [quiet, loud] = [see(`${text}${allow} -- made up`).view, see(text).view];
    assert.equal(quiet.classification.label.level, 'restricted');
    assert.deepEqual(quiet.classification.findings, loud.classification.findings);
  });
});
