/**
 * Findings in their surroundings: ranges are the value's alone, one finding a value, and ordinary code stays quiet.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { builtinDetectors } from '../../../../server/engine/detect/builtin';
import { compileDetectors } from '../../../../server/engine/detect/compile';
import { parseMarked, toMarks } from './markedText';

const { scanner } = compileDetectors(builtinDetectors, { vet: false });
const aws = `AKIA${'Q3EGRJ7VXN5TZ2LM'}`;

const cases: Readonly<Record<string, string>> = {
  'a key and its secret': `
const id = '${aws}';
//          ^^^^^^^^^^^^^^^^^^^^ secret/aws-access-key
const secretKey = 'k9vLq2x7Wq7Lpz4RtZt7w9qLxf8Jq2mZxR4dvk2Pm+';
//                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ secret/generic-credential
`,
  'a credential in several languages': `
password = "k9vLq2x7"
//          ^^^^^^^^ secret/generic-credential
$config['db_password'] = 'Wq7Lpz4Rt';
//                        ^^^^^^^^^ secret/generic-credential
const char* api_key = "t7Hk2PqLw9ZxVb4N";
//                     ^^^^^^^^^^^^^^^^ secret/generic-credential
  client_secret: "t7Hk2PqLw9ZxVb4N"
//                ^^^^^^^^^^^^^^^^ secret/generic-credential
DB_PASSWORD=Wq7Lpz4Rt
#           ^^^^^^^^^ secret/generic-credential
`,
  'a password within an address': `
url = "postgres://app:k9vLq2x7@db.acme-corp.io/shop"
//                    ^^^^^^^^ secret/postgres-connection-string
`,
  'what only looks like a credential': `
const password = process.env.DB_PASSWORD;
const tokenType = 'access_token';
password: "{{ .Values.password }}"
apiKey: string;
if (token === 'identifier') return parser.nextToken("}", 'string-literal');
export const SECRET_KEY_BASE = readSecret('secret-key-base');
passwordHint = "first pet"
<input type="password" name="password" placeholder="Password">
const cacheKey = "users:list:v2";
sha: "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12"
`,
  'personal data beside other numbers': `
const card = "4539 1488 0343 6467", order = "4539148803436468";
//            ^^^^^^^^^^^^^^^^^^^ pii/payment-card
pi = 3.14159265358979323846; id = 20240511123456789;
mail("kenji.ito@acme-corp.co.jp");
//    ^^^^^^^^^^^^^^^^^^^^^^^^^ pii/email
`,
  'a marking and a sentence about markings': `
// CONFIDENTIAL
// ^^^^^^^^^^^^ marker/confidential
// Levels are public, internal, confidential and restricted.
enum Level { CONFIDENTIAL = 'CONFIDENTIAL' }
`,
};

describe('findings in marked text', () => {
  for (const [name, marked] of Object.entries(cases)) {
    it(name, () => {
      const { text, marks } = parseMarked(marked);
      assert.deepEqual(toMarks(scanner.scan(text).findings), marks);
    });
  }

  it('of high confidence are absent from ordinary source', () => {
    const resolve = createRequire(join(process.cwd(), 'package.json')).resolve;
    const sources = [
      'typescript/package.json',
      'mocha',
      'yaml',
      'commander',
      'ajv',
      'minimatch',
      'fast-check',
      'lodash',
    ].map((name) => resolve(name));
    sources.push(join(dirname(resolve('lodash')), 'lodash.js'), join(dirname(resolve('ajv')), 'core.js'));
    for (const path of sources) {
      const text = readFileSync(path, 'utf8');
      const high = scanner
        .scan(text)
        .findings.filter(({ confidence, detector }) => confidence === 'high' || detector.startsWith('secret/'));
      assert.deepEqual(high, [], path);
    }
  });
});
