/** The laws of the decision point, over random policies and requests. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { classify } from '../../../server/engine/classify/classify';
import { decide } from '../../../server/engine/decide';
import { redactText } from '../../../server/engine/detect/redact';
import { decideInsertion } from '../../../server/engine/insertion';
import { isAtOrBelow } from '../../../server/engine/label';
import { compilePolicy } from '../../../server/engine/policy/compile';
import { isStricter } from '../../../server/engine/policy/firstMatch';
import { parsePolicy } from '../../../server/engine/policy/parse';
import type { Policy } from '../../../server/engine/policy/types';
import { parseRequest } from '../../../server/engine/request';
import type { Content, Decision, Request } from '../../../server/engine/types';
import { classifyRule, content, fragments, levels, policy, request, text } from './arbitraries';

const now = new Date('2026-11-21T00:00:00Z');
const compile = (document: Policy) => compilePolicy(document, { digest: 'sha256:test' });
const runs = { numRuns: 10_000 };

describe('laws of decide', function () {
  this.timeout(120_000);

  it('lets nothing flow whose label, after the redactions, is above the clearance', () => {
    fc.assert(
      fc.property(policy, request, (document, asked) => {
        const compiled = compile(document);
        const decision = decide(compiled, asked, now);
        if (decision.effect === 'ask' || decision.effect === 'block') return;
        for (const [index, item] of asked.contents.entries()) {
          const { label } = classify(compiled, redacted(item, index, decision));
          assert.ok(
            isAtOrBelow(compiled.levels, label, decision.destination.clearance),
            JSON.stringify({ decision, label }),
          );
        }
      }),
      runs,
    );
  });

  it('gives no laxer decision for more text, more content or more findings', () => {
    fc.assert(
      fc.property(
        policy,
        request,
        content,
        fc.constantFrom(...fragments),
        text,
        (document, asked, more, planted, added) => {
          const compiled = compile(document);
          const before = decide(compiled, asked, now).effect;
          const contents = asked.contents.map((item) =>
            item.text === undefined ? item : { ...item, text: `${item.text}\n${planted}` },
          );
          const extended = asked.contents.map((item) =>
            item.text === undefined ? item : { ...item, text: `${added}\n${item.text}` },
          );
          const variants: Request[] = [
            { ...asked, contents },
            { ...asked, contents: extended },
            { ...asked, contents: [...asked.contents, more] },
          ];
          for (const variant of variants) assertNotLaxer(before, decide(compiled, variant, now).effect);
        },
      ),
      runs,
    );
  });

  it('gives no laxer decision for one rule more', () => {
    fc.assert(
      fc.property(policy, request, classifyRule('added'), (document, asked, rule) => {
        // The first path rule that applies replaces the default, by the contract; a further one only adds.
        const everywhere = { id: 'everywhere', label: { level: 'internal' }, paths: ['**'] };
        const rules = [...(document.classify?.rules ?? []), ...(rule.detectors === undefined ? [everywhere] : [])];
        const narrower = compile({ ...document, classify: { ...document.classify, rules } });
        const wider = compile({ ...document, classify: { ...document.classify, rules: [...rules, rule] } });
        assertNotLaxer(decide(narrower, asked, now).effect, decide(wider, asked, now).effect);
      }),
      runs,
    );
  });

  it('judges a missing channel by the strictest', () => {
    fc.assert(
      fc.property(policy, request, (document, asked) => {
        const compiled = compile(document);
        const { channel: _, ...destination } = asked.destination;
        const without = decide(compiled, { ...asked, destination }, now).effect;
        assertNotLaxer(decide(compiled, asked, now).effect, without);
      }),
      runs,
    );
  });

  it('answers the same request with the same decision', () => {
    fc.assert(
      fc.property(policy, request, (document, asked) => {
        assert.deepEqual(
          decide(compile(document), asked, now),
          decide(compile(structuredClone(document)), structuredClone(asked), now),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe('nothing throws', function () {
  this.timeout(120_000);

  it('parsePolicy and parseRequest, whatever they are given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' })), fc.anything(), (source, value) => {
        const parsed = parsePolicy(source, 'policy.yaml');
        assert.equal(parsed.policy === undefined, parsed.problems.length > 0);
        const { request: asked, problems } = parseRequest(value, levels);
        assert.equal(asked === undefined, problems.length > 0);
      }),
      runs,
    );
  });

  it('classify, decide and decideInsertion, whatever the text', () => {
    const compiled = compile(fc.sample(policy, { seed: 7, numRuns: 1 })[0] as Policy);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string(), (anyText, path) => {
        const decision = decide(
          compiled,
          { contents: [{ path, text: anyText }], destination: { channel: 'chat' } },
          now,
        );
        assert.ok(decision.effect);
        assert.ok(decideInsertion(compiled, { target: { path }, text: anyText }, now).effect);
      }),
      runs,
    );
  });
});

function redacted(item: Content, index: number, decision: Decision): Content {
  if (item.text === undefined) return item;
  const ranges = decision.obligations.map(({ redact }) => redact).filter((redact) => redact.content === index);
  return { ...item, text: redactText(item.text, ranges) };
}

function assertNotLaxer(before: Decision['effect'], after: Decision['effect']): void {
  assert.ok(!isStricter(before, after), `${before} became ${after}`);
}
