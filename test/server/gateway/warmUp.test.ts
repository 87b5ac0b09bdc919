/** The gateway's warm-up: what it runs through, and that it ends when it is told to. */

import assert from 'node:assert/strict';
import type { CompiledPolicy } from '../../../server/engine/policy/compiled';
import { warmUp } from '../../../server/gateway/warmUp';
import { policyOf } from './gatewayRig';

describe('the warm-up', () => {
  const upstreams = 'gateway: { upstreams: { openai: "https://api.openai.com" } }';
  const insertions = 'insertions: [{ detectors: [secret/*], effect: block }]';

  /** Returns a policy that lets nothing pass, and the texts that its scanner is given. */
  function watched(more: string): { readonly policy: CompiledPolicy; readonly texts: string[] } {
    const texts: string[] = [];
    const policy = policyOf((text) => `${text.replace('default: internal', 'default: restricted')}\n${more}\n`);
    const { scanner } = policy;
    const scan: typeof scanner.scan = (text, path) => {
      texts.push(text);
      return scanner.scan(text, path);
    };
    return { policy: { ...policy, scanner: { ...scanner, scan } }, texts };
  }

  it('looks at common words of detectors, at prompts and at whole and streamed answers, also where all is refused', async () => {
    const { policy, texts } = watched(`${insertions}\n${upstreams}`);
    let asked = 0;
    await warmUp(policy, async () => asked++ < 100);
    const short = policy.scanner.detectors.map(({ keywords = [] }) =>
      keywords.find((word) => /^[a-z]{1,5}$/.test(word)),
    );
    const words = short.filter((word) => word !== undefined);
    assert.ok(words.length > 10);
    for (const word of words) {
      assert.ok(
        texts.some((text) => text.includes(word)),
        word,
      );
    }
    const isPrompt = (text: string) => text.includes('/v1/chat/completions');
    const answers = texts.filter((text) => !isPrompt(text) && text.includes('export async function load'));
    assert.ok(texts.some((text) => isPrompt(text) && text.includes('export async function load')));
    assert.ok(answers.some((text) => text.trimEnd().endsWith('}')));
    const [whole = ''] = answers.toSorted((a, b) => b.length - a.length);
    assert.ok(answers.some((text) => text.length < whole.length / 2 && whole.includes(text)));
  });

  it('asks before each request, and ends at the first no', async () => {
    const { policy, texts } = watched(upstreams);
    let asked = 0;
    await warmUp(policy, async () => asked++ < 3);
    assert.equal(asked, 4);
    assert.equal(texts.length, 3);
  });

  it('does nothing for a policy without upstreams', async () => {
    const { policy, texts } = watched('');
    await warmUp(policy, async () => true);
    assert.deepEqual(texts, []);
  });
});
