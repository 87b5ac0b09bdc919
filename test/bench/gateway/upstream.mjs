/** The upstream of the benchmark, a process of its own: reads a request and answers at once, whole or streamed. */

import { createServer } from 'node:http';

const words = 'This is the answer of a model, long enough to look like one. ';
const whole = JSON.stringify({
  id: 'x',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: words.repeat(30) }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});
const event = (delta, finish) =>
  `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const events = words
  .repeat(3)
  .match(/\S+\s/g)
  .map((content) => event({ content }, null));
const last = `${event({}, 'stop')}data: [DONE]\n\n`;

const server = createServer((req, res) => {
  if (req.method === 'GET') return res.writeHead(404).end();
  let isStream = false;
  req.on('data', (chunk) => {
    isStream ||= chunk.includes('"stream":true');
  });
  req.on('end', () => {
    if (!isStream) {
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(whole) }).end(whole);
      return;
    }
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    let index = 0;
    const next = () => {
      if (index === events.length) return res.end(last);
      res.write(events[index++]);
      setImmediate(next);
    };
    next();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port));
