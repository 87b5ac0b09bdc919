/** Tests of which documents are taken for policies, and for which layer by their place. */

import assert from 'node:assert/strict';
import { headLength, isPolicyFile, placeOf } from '../../../../server/lsp/policyFile/isPolicyFile';

const installed = ['/etc/portcullis/policy.yaml', '/home/a/.config/portcullis/policy.yaml'];

function is(name: string, text: string, languageId = 'yaml'): boolean {
  return isPolicyFile({ uri: `file:///work/${name}`, languageId, head: () => text.slice(0, headLength) }, installed);
}

describe('a policy file', () => {
  it('says so near its beginning, in YAML or JSON', () => {
    for (const text of [
      'apiVersion: portcullis/v1',
      '# comment\n\napiVersion: "portcullis/v2"\n',
      "metadata: {}\n'apiVersion' : 'portcullis/v1'\n",
      '{ "apiVersion": "portcullis/v1" }',
      '{\n  "apiVersion": "portcullis/v1"\n}',
      '{ "metadata": { "name": "it\'s \\"}" }, "apiVersion": "portcullis/v1" }',
      "{ metadata: { name: it's }, apiVersion: portcullis/v1 }",
      '%YAML 1.2\n# comment\n---\napiVersion: portcullis/v1\n',
    ]) {
      assert.ok(is('a.yaml', text), text);
    }
    assert.ok(is('a.json', '{"apiVersion":"portcullis/v1"}', 'json'));
    assert.ok(is('a.yml', 'apiVersion: portcullis/v1', 'plaintext'));
  });

  it('is no other file', () => {
    for (const text of [
      '',
      'apiVersion: apps/v1',
      '# apiVersion: portcullis/v1',
      'data:\n  apiVersion: portcullis/v1\n',
      'text: apiVersion: portcullis/v1',
      'apiVersion: v1\nkind: ConfigMap\n---\napiVersion: portcullis/v1\n',
      '--- { a: 1 }\n...\napiVersion: portcullis/v1\n',
      'data:\r\n  - a\r\n---\r\napiVersion: portcullis/v1\r\n',
      '{ "a": 1 }\n---\n{ "apiVersion": "portcullis/v1" }',
      '{\n  "items": [\n    {\n      "apiVersion": "portcullis/v1"\n    }\n  ]\n}',
      '{ "text": "{ \\"apiVersion\\": \\"portcullis/v1\\" }" }',
      `${'#\n'.repeat(headLength)}apiVersion: portcullis/v1`,
    ]) {
      assert.ok(!is('a.yaml', text), text.slice(0, 60));
    }
    assert.ok(!is('a.ts', 'apiVersion: portcullis/v1', 'typescript'));
  });

  it('is not even read where its name says enough', () => {
    const head = (): string => assert.fail('it was read');
    assert.ok(!isPolicyFile({ uri: 'file:///work/a.ts', languageId: 'typescript', head }, installed));
    assert.ok(isPolicyFile({ uri: 'file:///work/.portcullis/policy.yaml', languageId: 'yaml', head }, installed));
  });

  it('is told apart quickly, whatever it holds', () => {
    for (const text of [
      ' '.repeat(headLength),
      '\n'.repeat(headLength),
      '{ '.repeat(headLength / 2),
      '"\\'.repeat(headLength / 2),
    ]) {
      assert.ok(!is('a.yaml', text));
    }
  });

  it('is the layer of its place', () => {
    assert.equal(placeOf('/work/.portcullis/policy.yaml', installed), 'workspace');
    assert.equal(placeOf('/etc/portcullis/policy.yaml', installed), 'organisation');
    assert.equal(placeOf('/etc/portcullis/layers/payments.yaml', installed), 'team');
    assert.equal(placeOf('/etc/portcullis/layers/old/payments.yaml', installed), undefined);
    assert.equal(placeOf('/work/policy.yaml', installed), undefined);
    assert.equal(placeOf(undefined, installed), undefined);
    assert.equal(
      placeOf('c:/ProgramData/Portcullis/policy.yaml', ['C:\\ProgramData\\Portcullis\\policy.yaml']),
      'organisation',
    );
  });
});
