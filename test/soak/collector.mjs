/**
 * An OTLP collector as a process of its own, to be killed: notes the indexes of each batch in a file, then answers.
 *
 * Arguments: port (0 for any), file, and after how many batches it kills itself with the last one noted and not answered.
 * Prints its port once it listens.
 */

import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [port, file, last] = process.argv.slice(2);
let batches = 0;
const server = createServer((request, response) => {
  take(request, response).catch(() => response.destroy());
});

async function take(request, response) {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  const records = JSON.parse(body).resourceLogs.flatMap(({ scopeLogs }) =>
    scopeLogs.flatMap((each) => each.logRecords),
  );
  const indexes = records.map(
    ({ attributes }) => attributes.find(({ key }) => key === 'portcullis.log.index').value.intValue,
  );
  appendFileSync(file, `${indexes.join(' ')}\n`);
  if (++batches === Number(last)) process.kill(process.pid, 'SIGKILL');
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
}

server.listen(Number(port), '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
