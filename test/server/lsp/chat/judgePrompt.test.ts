/** Whether a prompt may be sent: what is typed, what it refers to, what it quotes. */

import assert from 'node:assert/strict';
import { compilePolicy } from '../../../../server/engine/policy/compile';
import { parsePolicy } from '../../../../server/engine/policy/parse';
import type { Atom } from '../../../../server/engine/types';
import { judgePrompt, type PromptQuestion } from '../../../../server/lsp/chat/judgePrompt';

const key = ['AKIA', 'Z7QHX5VRPLKNMW3D'].join('');
const now = new Date('2026-11-21T05:00:00Z');
const known = 'github.copilot-chat';

function policyWith(lines: readonly string[]) {
  const text = `
apiVersion: portcullis/v1
metadata: { name: acme, version: "1" }
levels: [public, internal, secret]
classify: { rules: [ { id: keys, label: { level: secret, categories: [secret] }, detectors: ["secret/*"] } ] }
models: [ { id: copilot, match: { tools: [${known}] }, clearance: { level: internal } } ]
${lines.join('\n')}`;
  const { policy, problems } = parsePolicy(text, 'policy.yaml', { as: 'organisation' });
  assert.deepEqual(problems, []);
  return compilePolicy(policy ?? assert.fail('no policy'), { digest: 'sha256:00', caseInsensitivePaths: false });
}
const redacting = policyWith(['flow: [ { channels: [chat], categories: [secret], effect: redact } ]']);
const blocking = policyWith([]);
const judge = (policy: typeof blocking, question: Partial<PromptQuestion>) =>
  judgePrompt(policy, { texts: [], tool: known, attached: [], now, ...question }).result;
const atom = (cause: Atom['cause'], level = 'secret'): Atom => ({ label: { level, categories: [] }, cause, rule: 'r' });

describe('prompts', () => {
  it('pass where nothing in them is above the clearance', () => {
    assert.deepEqual(judge(blocking, { texts: ['what is a monad?'] }), {
      effect: 'allow',
      enforced: true,
      isDestinationKnown: true,
      message: '',
    });
  });

  it('are redacted where the policy says so and that is enough', () => {
    const { effect, texts, message } = judge(redacting, { texts: ['hello', `use ${key} here`] });
    assert.equal(effect, 'redact');
    assert.equal(texts?.[0], 'hello');
    assert.match(texts?.[1] ?? '', /^use \[redacted:secret\/[\w-]+\] here$/);
    assert.match(message, /The prompt holds text that is secret \[secret\] \(rule keys\)/);
    assert.ok(!message.includes(key));
  });

  it('are refused where that is not enough, or not allowed', () => {
    assert.equal(judge(blocking, { texts: [key] }).effect, 'block');
    const attached = [{ path: 'a.ts', atoms: [atom('path')] }];
    const { effect, message } = judge(redacting, { texts: [key], attached });
    assert.equal(effect, 'block');
    assert.match(
      message,
      /^The prompt refers to a\.ts, which is secret \(rule r\), and copilot is cleared for internal\. Policy acme\.$/,
    );
  });

  it('are refused for lines that they quote of a labelled document', () => {
    const { message } = judge(blocking, { texts: ['…'], attached: [{ path: 'a.ts', atoms: [atom('fingerprint')] }] });
    assert.match(message, /^The prompt holds lines of a\.ts, which is secret/);
  });

  it('leave the default label to the guard where the tool is not one of the policy', () => {
    const unknown = { tool: 'acme.chat', texts: ['hello'] };
    const said = judge(blocking, { ...unknown, attached: [{ path: 'a.ts', atoms: [atom('default', 'internal')] }] });
    assert.deepEqual([said.effect, said.isDestinationKnown], ['allow', false]);
    const marked = judge(blocking, { ...unknown, attached: [{ path: 'a.ts', atoms: [atom('path', 'internal')] }] });
    assert.equal(marked.effect, 'block');
    assert.match(marked.message, /and a model the policy does not name is cleared for public/);
  });

  it('are only told of under a policy that observes', () => {
    const { effect, enforced } = judge(policyWith(['mode: observe']), { texts: [key] });
    assert.deepEqual([effect, enforced], ['block', false]);
  });
});
