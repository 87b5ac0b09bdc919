/** Tests of hover, definition, references, highlighting and rename on the names of a policy. */

import assert from 'node:assert/strict';
import { formatPointer } from '../../../../../server/engine/policy/document';
import { hoverAt } from '../../../../../server/engine/policy/language/hover';
import { definitionsOf, nameAt, rangeOfUse, referencesTo } from '../../../../../server/engine/policy/language/navigate';
import { findRenamable, rename } from '../../../../../server/engine/policy/language/rename';
import { schemasAt } from '../../../../../server/engine/policy/language/schemaAt';
import { listNames, type NameUse, namePlaceAt, namePlaces } from '../../../../../server/engine/policy/names';
import { edited, type Marked, policy } from './marked';

const body = `
classify:
  default: internal
  rules:
    - { id: pay, label: { level: secret, categories: [pci] }, paths: ["pay/**"], detectors: ["acme/*", '!acme/old'] }
    - id: "badges"
      label: { level: 'internal' }
      detectors: [acme/badge]
detectors:
  - { id: acme/badge, title: Badge number, pattern: 'B\\d', remedy: Leave it out. }
  - { id: acme/old, pattern: 'O\\d' }
models:
  - { id: copilot, match: { names: [gpt] }, locality: cloud, clearance: { level: internal, categories: [pci] } }
flow:
  - { levels: [secret], rules: [pay, "badges"], models: [copilot], channels: [chat], effect: ask }
tests:
  - { name: one, path: a, destination: { model: copilot, channel: chat }, expect: { label: { level: internal } } }
`;

/** Puts the cursor before the n-th occurrence of a text. */
function at(text: string, nth = 1): Marked {
  let index = -1;
  for (let count = 0; count < nth; count++) index = body.indexOf(text, index + 1);
  assert.notEqual(index, -1, `'${text}' is not there ${nth} times`);
  return policy(`${body.slice(0, index)}|${body.slice(index)}`);
}

function pointers(uses: readonly NameUse[]): string[] {
  return uses.map(({ segments }) => formatPointer(segments));
}

function useAt({ source, cursor }: Marked): NameUse {
  const use = nameAt(source, cursor);
  assert.ok(use);
  return use;
}

describe('the table of names', () => {
  it('names places that the schema has', () => {
    const wrong = namePlaces.filter(({ pattern }) => {
      const segments = pattern.map((part) => (part === '*' ? 0 : part));
      return !schemasAt(segments).some(({ type, enum: values }) => type === 'string' || values !== undefined);
    });
    assert.deepEqual(wrong, []);
  });

  it('finds every name of a document, whatever else it holds', () => {
    assert.deepEqual(
      listNames({
        levels: ['a', 1, null],
        classify: { default: 'a', rules: [{ id: 'r' }, 3, null] },
        flow: { 0: {} },
      }).map(({ kind, role, name }) => `${role} ${kind} ${name}`),
      ['definition level a', 'reference level a', 'definition rule r'],
    );
    for (const value of [undefined, null, [], 'text', { levels: 'x', models: [[]] }]) {
      assert.deepEqual(listNames(value), []);
    }
    assert.equal(namePlaceAt(['models', 3, 'id'])?.kind, 'model');
    assert.equal(namePlaceAt(['models', 3]), undefined);
  });
});

describe('navigation in policies', () => {
  it('leads from a reference to its definition, from a glob to all it names', () => {
    const target = (marked: Marked): string[] => pointers(definitionsOf(marked.source, useAt(marked)));
    assert.deepEqual(target(at('pay, "badges"')), ['/classify/rules/0/id']);
    assert.deepEqual(target(at('"badges"', 2)), ['/classify/rules/1/id']);
    assert.deepEqual(target(at('copilot, channel')), ['/models/0/id']);
    assert.deepEqual(target(at('internal } } }')), ['/levels/1']);
    assert.deepEqual(target(at('acme/*')), ['/detectors/0/id', '/detectors/1/id']);
    assert.deepEqual(target(at('chat]')), []);
  });

  it('finds references from the definition and from any of them, globs included', () => {
    const found = (marked: Marked): string[] => pointers(referencesTo(marked.source, useAt(marked)));
    const copilot = ['/flow/0/models/0', '/tests/0/destination/model'];
    assert.deepEqual(found(at('copilot')), copilot);
    assert.deepEqual(found(at('copilot', 3)), copilot);
    assert.deepEqual(found(at('acme/badge', 2)), ['/classify/rules/0/detectors/0', '/classify/rules/1/detectors/0']);
    assert.deepEqual(found(at('pci')), ['/classify/rules/0/label/categories/0', '/models/0/clearance/categories/0']);
    assert.deepEqual(found(at('internal')).length, 4);
  });

  it('knows nothing of keys, free text and places outside', () => {
    for (const marked of [at('classify'), at('one, path'), at('Badge number'), policy('mode: enforce\n\n|')]) {
      assert.equal(nameAt(marked.source, marked.cursor), undefined);
    }
  });

  it('marks exactly the written name', () => {
    const { source, text } = at('pay');
    const [use] = source.names.filter(({ name }) => name === 'badges');
    const range = use && rangeOfUse(source, use);
    assert.equal(range && text.slice(range.offset, range.offset + range.length), '"badges"');
  });
});

describe('renaming in policies', () => {
  const renamed = (marked: Marked, name: string): string => {
    const renaming = rename(marked.source, marked.cursor, name);
    assert.ok('edits' in renaming, JSON.stringify(renaming));
    return edited(marked, renaming.edits);
  };
  const refused = (marked: Marked, name: string): string => {
    const renaming = rename(marked.source, marked.cursor, name);
    assert.ok('refusal' in renaming, 'it was renamed');
    return renaming.refusal;
  };

  it('changes the definition and every reference, in the quotes they have', () => {
    assert.equal(renamed(at('badges'), 'staff'), body.replaceAll('badges', 'staff'));
    assert.equal(renamed(at('copilot', 2), 'gpt-5'), body.replaceAll('copilot', 'gpt-5'));
    assert.equal(renamed(at('acme/old'), 'acme/older'), body.replaceAll('acme/old', 'acme/older'));
    assert.equal(renamed(at('pay,'), '2026'), body.replace('id: pay', 'id: "2026"').replace('[pay,', '["2026",'));
    const levels = renamed(at('internal'), 'inner');
    assert.equal(levels.includes('internal'), false);
    assert.match(levels, /level: 'inner' \}/);
  });

  it('offers the name without quotes and without what takes away', () => {
    const range = (marked: Marked): string => {
      const found = findRenamable(marked.source, marked.cursor);
      assert.ok('range' in found);
      return marked.text.slice(found.range.offset, found.range.offset + found.range.length);
    };
    assert.equal(range(at('badges"')), 'badges');
    assert.equal(range(at('!acme/old')), 'acme/old');
  });

  it('refuses what is not defined here, taken, malformed or would change what a glob names', () => {
    assert.match(refused(at('pci'), 'x'), /only levels, rules, models/);
    assert.match(refused(at('classify'), 'x'), /only levels/);
    assert.match(refused(at('acme/*'), 'acme/x'), /'acme\/\*' is not defined/);
    assert.match(refused(at('pay,'), 'badges'), /there is a rule 'badges' already/);
    assert.match(refused(at('pay,'), 'default'), /already/);
    assert.match(refused(at('acme/badge'), 'secret/aws-access-key'), /already/);
    for (const name of ['', 'a b', '-x', 'a: b', 'x'.repeat(300)])
      assert.match(refused(at('pay,'), name), /is not a name/);
    assert.match(refused(at('acme/badge'), 'badge'), /a family and a name/);
    assert.match(refused(at('acme/badge'), 'corp/badge'), /'acme\/\*' would no longer name it/);
  });

  it('works in a half-written document', () => {
    const marked = policy('models:\n  - { id: a|b, match: {} }\nflow:\n  - { models: [ab], effect: }\n  - {\n');
    assert.match(renamed(marked, 'cd'), /id: cd, .*models: \[cd\]/s);
  });
});

describe('hover in policies', () => {
  const shown = (marked: Marked): string | undefined => hoverAt(marked.source, marked.cursor)?.markdown;

  it('documents fields with their values and defaults', () => {
    assert.match(shown(policy('mo|de: enforce\n')) ?? '', /^\*\*mode\*\*\n\n`observe` computes.*Default: `enforce`/s);
    assert.match(shown(at('flow')) ?? '', /first match counts/);
    assert.match(shown(policy('mode: enf|orce\n')) ?? '', /One of `observe`/);
  });

  it('says what names stand for', () => {
    assert.match(shown(at('acme/badge', 2)) ?? '', /\*\*Badge number\*\* `acme\/badge`\n\nLeave it out/);
    assert.match(shown(at('acme/*')) ?? '', /names 2 detectors\n\n- `acme\/badge` Badge number/);
    assert.match(shown(at('pay, "badges"')) ?? '', /Rule `pay`: \*\*secret \\\[pci\\\]\*\*\n\n- paths: `pay\/\*\*`/);
    assert.match(shown(at('copilot', 2)) ?? '', /Model `copilot`, cloud: cleared up to \*\*internal \\\[pci\\\]/);
    assert.match(shown(at('secret], rules')) ?? '', /3 of 3 from the lowest: public \\< internal \\< \*\*secret\*\*/);
    assert.match(shown(at('pci')) ?? '', /Given by: `pay`\. Models cleared for it: `copilot`/);
    assert.match(shown(at('chat]')) ?? '', /conversation/);
  });

  it('hands a path glob on, and is silent elsewhere', () => {
    const { source, cursor } = at('pay/**');
    assert.equal(hoverAt(source, cursor)?.pathGlob, 'pay/**');
    assert.equal(shown(policy('# com|ment')), undefined);
    assert.equal(shown(policy('\n|\n')), undefined);
  });

  it('keeps what a policy says text', () => {
    const marked = policy(
      'models:\n  - { id: a, description: "<b>*x*</b>", match: {}, clearance: {} }\nflow: [{ models: [|a] }]',
    );
    assert.match(shown(marked) ?? '', /\\<b\\>\\\*x\\\*/);
  });
});
