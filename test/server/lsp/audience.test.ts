/** Tests of which completion tools may see a document, by what an editor can know of them. */

import assert from 'node:assert/strict';
import { audienceOf } from '../../../server/lsp/audience';
import type { Location } from '../../../server/lsp/paths';
import { viewOf } from './viewOf';

const now = new Date('2026-01-01T00:00:00Z');
const cleared = { level: 'restricted' };
const uncleared = { level: 'public' };

function toolsFor(
  models: readonly { match: object; clearance: object }[],
  sections: object = {},
  location: Location = { path: 'src/a.ts' },
) {
  const named = models.map((model, index) => ({ id: `m${index}`, ...model }));
  const { allowedTools, deniedTools } = audienceOf(viewOf({ models: named, ...sections }, location, 'x'), now);
  return { allowedTools: [...allowedTools].sort(), deniedTools: [...deniedTools].sort() };
}

describe('audienceOf', () => {
  it('allows the tools whose entry asks for nothing else and is cleared', () => {
    const models = [
      { match: { tools: ['Acme.Helper', 'good.*'] }, clearance: cleared },
      { match: { tools: ['bad.helper', 'worse.*'] }, clearance: uncleared },
    ];
    assert.deepEqual(toolsFor(models), {
      allowedTools: ['acme.helper', 'good.*'],
      deniedTools: ['bad.helper', 'worse.*'],
    });
  });

  const besides = {
    weights: [`sha256:${'0'.repeat(64)}`],
    hosts: ['localhost'],
    endpoints: ['http://localhost:11434'],
    names: ['qwen*'],
  };
  for (const [field, values] of Object.entries(besides)) {
    it(`allows no tool by an entry that also asks for ${field}`, () => {
      const match = { tools: ['acme.helper', 'other.*'], [field]: values };
      assert.deepEqual(toolsFor([{ match, clearance: cleared }]), {
        allowedTools: [],
        deniedTools: ['acme.helper', 'other.*'],
      });
    });
  }

  it('judges a tool that several entries name by the least of those that hold', () => {
    const tools = ['acme.helper'];
    const both = [
      { match: { tools }, clearance: cleared },
      { match: { tools: ['acme.*'] }, clearance: uncleared },
    ];
    assert.deepEqual(toolsFor(both), { allowedTools: [], deniedTools: ['acme.*', 'acme.helper'] });
  });

  it('denies what an entry takes away from those it allows', () => {
    const tools = ['acme.*', '!acme.cloud', '!acme.*-beta'];
    assert.deepEqual(toolsFor([{ match: { tools }, clearance: cleared }]), {
      allowedTools: ['acme.*'],
      deniedTools: ['acme.*-beta', 'acme.cloud'],
    });
    const elsewhere = { match: { tools: ['acme.cloud'] }, clearance: cleared };
    assert.deepEqual(toolsFor([{ match: { tools }, clearance: cleared }, elsewhere]).allowedTools, [
      'acme.*',
      'acme.cloud',
    ]);
  });

  it('counts an exception on a link only where it holds for what the link leads to', () => {
    const sections = {
      exceptions: [
        { id: 'docs', paths: ['docs/**'], until: '2027-01-01T00:00:00Z', reason: 'public', approvedBy: 'security' },
      ],
    };
    const models = [{ match: { tools: ['acme.helper'] }, clearance: uncleared }];
    const allowedAt = (location: Location) => toolsFor(models, sections, location).allowedTools;
    assert.deepEqual(allowedAt({ path: 'docs/a.md' }), ['acme.helper']);
    assert.deepEqual(allowedAt({ path: 'docs/a.md', realPath: 'src/a.ts' }), []);
  });
});
