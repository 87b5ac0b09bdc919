/** What is read of models' answers: texts that tools would write, and code that is shown. */

import assert from 'node:assert/strict';
import { answerTexts } from '../../../client/agents/answerTexts';

const events = (...values: readonly object[]): string =>
  [...values.map((value) => `data: ${JSON.stringify(value)}\n`), 'data: [DONE]\n'].join('\n');

describe('answerTexts', () => {
  it('joins the pieces of a streamed call, and tells calls of one answer apart', () => {
    const piece = (index: number, text: string): object => ({
      choices: [{ index: 0, delta: { tool_calls: [{ index, function: { arguments: text } }] } }],
    });
    const answer = events(
      piece(0, '{"filePath":"/a.ts","oldString":"n * 2","newS'),
      piece(1, '{"filePath":"/b.ts","content":"export {};'),
      piece(0, 'tring":"n +\\n n"}'),
      piece(1, '"}'),
    );
    assert.deepEqual(answerTexts(answer), ['n +\n n', 'export {};']);
  });

  it("reads Anthropic's and OpenAI's newer events", () => {
    const anthropic = events(
      { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{"new_str":' } },
      { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '"one"}' } },
    );
    assert.deepEqual(answerTexts(anthropic), ['one']);
    const responses = events(
      { type: 'response.function_call_arguments.delta', output_index: 0, delta: '{"code":' },
      { type: 'response.function_call_arguments.delta', output_index: 0, delta: '"two"}' },
    );
    assert.deepEqual(answerTexts(responses), ['two']);
  });

  it('reads edits within edits, and whole answers', () => {
    const call = { function: { arguments: JSON.stringify({ edits: [{ newText: 'a' }, { newText: 'b' }] }) } };
    assert.deepEqual(answerTexts(JSON.stringify({ choices: [{ message: { tool_calls: [call] } }] })), ['a', 'b']);
  });

  it('reads the code that is shown', () => {
    const content = 'Like this:\n```ts\nconst a = 1;\nconst b = 2;\n```\nand\n````\nplain\n````\n';
    assert.deepEqual(answerTexts(JSON.stringify({ choices: [{ message: { content } }] })), [
      'const a = 1;\nconst b = 2;',
      'plain',
    ]);
  });

  it('reads what was made to cost much in little time', () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`k${at}`, 'x']));
    const fences = Array.from({ length: 1400 }, (_, at) => '`'.repeat(1402 - at)).join('\n');
    const started = performance.now();
    assert.deepEqual(answerTexts(JSON.stringify({ ['z'.repeat(500_000)]: many })), []);
    assert.ok(answerTexts(JSON.stringify({ content: fences })).length < 20);
    assert.ok(performance.now() - started < 10_000);
  });

  it('reads nothing of what is no answer', () => {
    for (const text of ['', 'data: {', '<html>', '{"a":', '[1,2', 'null']) assert.deepEqual(answerTexts(text), []);
  });
});
