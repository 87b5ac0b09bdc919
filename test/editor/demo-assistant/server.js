/**
 * A model server on loopback that speaks the OpenAI completions format: POST /v1/completions, not streamed.
 */

const http = require('node:http');
const { complete } = require('./model');

/** Starts it on a free port of 127.0.0.1 and resolves with `{ url, close }`. */
function startModelServer(model) {
  const server = http.createServer(async (request, response) => {
    const send = (status, body) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (request.method !== 'POST' || request.url !== '/v1/completions')
      return send(404, { error: { message: 'unknown path' } });
    let body = '';
    for await (const chunk of request) body += chunk;
    try {
      const { prompt } = JSON.parse(body);
      const text = complete(String(prompt));
      send(200, {
        id: 'cmpl-demo',
        object: 'text_completion',
        model,
        choices: [{ index: 0, text, finish_reason: 'stop' }],
      });
    } catch {
      send(400, { error: { message: 'the body is not a completions request' } });
    }
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      resolve({ url: `http://127.0.0.1:${server.address().port}/v1`, close: () => server.close() });
    });
  });
}

module.exports = { startModelServer };
