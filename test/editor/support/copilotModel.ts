/**
 * A loopback model for the editor's own Copilot: speaks OpenAI chat completions, streamed, keeps every byte it gets, and
 * orders the tool calls that a test has put into its script.
 */

import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** What the model does at each of its turns after a prompt; past the last step it says `done`. */
export type Step = { readonly tool: string; readonly input: object } | { readonly say: string };

export interface CopilotModel {
  readonly url: string;
  close(): Promise<void>;
}

interface Message {
  readonly role: string;
  readonly content?: unknown;
}

/** Returns where the parts of a model's folder are: its script, and what it got. */
export function modelFiles(dir: string): { readonly script: string; readonly received: string } {
  return { script: path.join(dir, 'script.json'), received: path.join(dir, 'received.log') };
}

/** Starts a model on a free port; script and log are files of `dir`, so that tests in another process reach them. */
export async function startCopilotModel(dir: string): Promise<CopilotModel> {
  const { script, received } = modelFiles(dir);
  fs.mkdirSync(dir, { recursive: true });
  fs.writeFileSync(script, '[]');
  fs.writeFileSync(received, '');
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      fs.appendFileSync(received, chunk);
    });
    request.on('end', () => {
      const steps = JSON.parse(fs.readFileSync(script, 'utf8')) as readonly Step[];
      answer(response, JSON.parse(Buffer.concat(chunks).toString() || '{}'), steps);
    });
  });
  server.on('connection', (socket) => socket.on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(
  response: http.ServerResponse,
  body: { readonly messages?: readonly Message[]; readonly tools?: readonly unknown[]; readonly stream?: boolean },
  steps: readonly Step[],
): void {
  const turn = turnOf(body.messages ?? []);
  const step = (body.tools?.length ?? 0) > 0 ? steps[turn] : steps.find((each) => 'say' in each);
  const call = step !== undefined && 'tool' in step ? step : undefined;
  const content = step !== undefined && 'say' in step ? step.say : 'done';
  const tool_calls =
    call === undefined
      ? undefined
      : [
          {
            index: 0,
            id: `call_${turn}_${call.tool}`,
            type: 'function',
            function: { name: call.tool, arguments: JSON.stringify(call.input) },
          },
        ];
  const message = { role: 'assistant', content: tool_calls === undefined ? content : null, tool_calls };
  const finish_reason = tool_calls === undefined ? 'stop' : 'tool_calls';
  const base = { id: `chatcmpl-${turn}`, created: 1, model: 'mock-1' };
  if (body.stream !== true) {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ ...base, object: 'chat.completion', choices: [{ index: 0, message, finish_reason }] }),
    );
    return;
  }
  response.setHeader('content-type', 'text/event-stream');
  const object = 'chat.completion.chunk';
  const send = (choice: object): void => {
    response.write(`data: ${JSON.stringify({ ...base, object, choices: [{ index: 0, ...choice }] })}\n\n`);
  };
  send({ delta: message, finish_reason: null });
  send({ delta: {}, finish_reason });
  response.end('data: [DONE]\n\n');
}

/** How many tool calls have been answered since the last prompt. */
function turnOf(messages: readonly Message[]): number {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  return messages.slice(last + 1).filter(({ role }) => role === 'tool').length;
}
