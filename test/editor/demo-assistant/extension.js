/**
 * A third party's coding assistant in miniature: inline completions from a model server over HTTP.
 *
 * It knows nothing of Portcullis. One source is packed twice, as `local-assistant` and `cloud-assistant`.
 */

const fs = require('node:fs');
const http = require('node:http');
const vscode = require('vscode');
const { startModelServer } = require('./server');

/** Characters of context before the cursor that leave for the model. */
const contextLength = 4000;

async function activate(context) {
  const { id, packageJSON } = context.extension;
  const { model, section } = packageJSON.demo;
  const server = await startModelServer(model);
  const asked = [];
  const note = (uri) => {
    asked.push(uri);
    // For tests that look on from outside the extension host.
    if (process.env.DEMO_ASSISTANT_LOG)
      fs.appendFileSync(process.env.DEMO_ASSISTANT_LOG, `${JSON.stringify({ id, uri })}\n`);
  };
  const provider = {
    async provideInlineCompletionItems(document, position, _context, token) {
      if (!vscode.workspace.getConfiguration(section).get('enabled')) return [];
      note(document.uri.toString());
      const offset = document.offsetAt(position);
      const text = document.getText();
      const prompt = text.slice(Math.max(0, offset - contextLength), offset);
      const suffix = text.slice(offset, offset + contextLength);
      const answer = await post(`${server.url}/completions`, { model, prompt, suffix, max_tokens: 256 });
      const completion = answer.choices[0].text;
      if (token.isCancellationRequested || completion === '') return [];
      return [new vscode.InlineCompletionItem(completion, new vscode.Range(position, position))];
    },
  };
  const status = vscode.window.createStatusBarItem('model', vscode.StatusBarAlignment.Right);
  status.text = model;
  status.tooltip = `${packageJSON.displayName} is ready`;
  status.show();
  context.subscriptions.push(status);
  context.subscriptions.push(vscode.languages.registerInlineCompletionItemProvider({ pattern: '**' }, provider), {
    dispose: () => server.close(),
  });
  return {
    model,
    endpoint: server.url,
    /** The documents that content of was sent to the model so far, a URI for each request. */
    requests: () => [...asked],
    /** Sends JSON to a server as an assistant's client may: by `fetch`, or by `http` in pieces. Resolves with what it shows. */
    send: (way, url, body) => (way === 'fetch' ? sendByFetch(url, body) : sendInPieces(url, body)),
    /** Whether this host lets an extension that no one listed use a proposed API. */
    proposedApi: () => {
      try {
        vscode.workspace
          .registerTimelineProvider('file', { id: 'demo', label: 'Demo', provideTimeline: () => undefined })
          .dispose();
        return true;
      } catch {
        return false;
      }
    },
  };
}

function post(url, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(
      url,
      { method: 'POST', headers: { 'content-type': 'application/json' } },
      async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        try {
          resolve(JSON.parse(text));
        } catch (error) {
          reject(error);
        }
      },
    );
    request.on('error', reject);
    request.end(JSON.stringify(body));
  });
}

async function sendByFetch(url, body) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return `${response.status} ${await response.text()}`;
}

function sendInPieces(url, body) {
  return new Promise((resolve) => {
    const request = http.request(
      url,
      { method: 'POST', headers: { 'content-type': 'application/json' } },
      (response) => {
        response.resume().once('end', () => resolve(`${response.statusCode}`));
      },
    );
    request.on('error', ({ code, message }) => resolve(`${code} ${message}`));
    for (const piece of JSON.stringify(body).match(/[\s\S]{1,20}/g)) request.write(piece);
    request.end();
  });
}

module.exports = { activate };
