/** Tests of requests that are written to a connection by hand. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import tls from 'node:tls';
import * as undici from 'undici';
import { makeCertificate } from '../../server/provenance/sinks/certificate';
import { chat, installRig, RawServer, type Rig, secret } from './rig';

const head = 'POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n';

describe('egress guard: sockets', () => {
  let server: RawServer;
  let rig: Rig;
  beforeEach(async () => {
    server = await RawServer.start();
    rig = installRig({
      registry: { mode: 'enforce', hosts: [`127.0.0.1:${server.port}`], endpoints: [], trusted: [] },
    });
  });
  afterEach(() => {
    rig.guard.uninstall();
    server.close();
  });

  for (const connect of ['connect', 'createConnection'] as const) {
    it(`refuses a request written by hand after net.${connect}`, async () => {
      const socket = net[connect]({ host: '127.0.0.1', port: server.port });
      socket.write(`${head}content-length: 9\r\n\r\n${secret}`);
      const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
      assert.equal(error.code, 'EPORTCULLIS');
      assert.equal(server.received, '');
    });
  }

  it('knows a port that is given as text', async () => {
    const socket = net.connect(String(server.port) as unknown as number, '127.0.0.1');
    socket.write(`${head}content-length: 9\r\n\r\n${secret}`);
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    assert.equal(error.code, 'EPORTCULLIS');
    assert.equal(server.received, '');
  });

  it('lets what was decided about through, and what is no request', async () => {
    const agent = new http.Agent();
    agent.createConnection = (options) => net.connect(options as net.TcpNetConnectOpts);
    const request = http.request(`${server.origin}/v1/chat/completions?x=1`, { method: 'POST', agent });
    request.end(chat('hello'));
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    assert.equal(response.resume().statusCode, 200);
    const socket = net.connect(server.port, '127.0.0.1');
    socket.write('hello by hand\r\n\r\n');
    await once(socket, 'data');
    socket.destroy();
    assert.ok(server.received.endsWith('hello by hand\r\n\r\n'));
    assert.deepEqual(rig.refused, []);
  });

  it('does the same under TLS', async () => {
    const { key, cert } = makeCertificate();
    let received = '';
    const secure = https.createServer({ key, cert }, (incoming, response) => {
      incoming.on('data', (bytes) => {
        received += bytes;
      });
      incoming.on('end', () => response.end('ok'));
    });
    secure.listen(0, '127.0.0.1');
    await once(secure, 'listening');
    const { port } = secure.address() as AddressInfo;
    rig.guard.setRegistry({ mode: 'enforce', hosts: [`localhost:${port}`], endpoints: [], trusted: [] });
    const url = `https://localhost:${port}/v1/chat/completions`;
    const request = https.request(url, { method: 'POST', ca: cert });
    request.end(chat('by https'));
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    response.resume();
    const dispatcher = new undici.Agent({ connect: { ca: cert } });
    const answer = await undici.request(url, { method: 'POST', body: chat(' by undici'), dispatcher });
    await answer.body.dump();
    assert.equal(received, chat('by https') + chat(' by undici'));
    const socket = tls.connect({ host: 'localhost', port, ca: cert });
    await once(socket, 'secureConnect');
    socket.end(`${head}content-length: 9\r\n\r\n${secret}`.replace('completions', 'by-hand'));
    assert.match(String(await once(socket, 'error')), /written to a connection by hand/);
    assert.ok(!received.includes(secret));
    await dispatcher.destroy();
    https.globalAgent.destroy();
    secure.closeAllConnections();
    secure.close();
  });
});
