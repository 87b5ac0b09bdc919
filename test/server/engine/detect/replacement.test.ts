/** The quick fix's edit in each language: quotes go with the literal, and nothing is offered where it would be wrong. */

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolation of other languages.

import assert from 'node:assert/strict';
import { environmentReference, suggestVariableName } from '../../../../server/engine/detect/remedy';
import { replacementFor } from '../../../../server/engine/detect/replacement';

/** `before«secret»after` in a language becomes `expected`; `undefined` where no fix is right. */
const cases: readonly [language: string, marked: string, expected: string | undefined][] = [
  ['typescript', "const apiKey = '«S»';", 'const apiKey = process.env.API_KEY;'],
  ['javascript', 'fetch(u, { headers: { token: "«S»" } })', 'fetch(u, { headers: { token: process.env.TOKEN } })'],
  ['typescript', 'const url = `https://a:«S»@host`;', 'const url = `https://a:${process.env.URL_PASSWORD}@host`;'],
  ['typescript', "const url = 'https://a:«S»@host';", undefined],
  ['typescript', '// apiKey = "«S»"', undefined],
  ['python', "API_KEY = '«S»'", 'API_KEY = os.environ["API_KEY"]'],
  ['python', "API_KEY = b'«S»'", undefined],
  ['python', '# API_KEY = "«S»"', undefined],
  ['java', 'String dbPassword = "«S»";', 'String dbPassword = System.getenv("DB_PASSWORD");'],
  ['go', 'token := "«S»"', 'token := os.Getenv("TOKEN")'],
  ['ruby', 'url = "https://a:«S»@host"', 'url = "https://a:#{ENV[\'URL_PASSWORD\']}@host"'],
  ['yaml', 'api_key: «S»', 'api_key: ${API_KEY}'],
  ['yaml', 'api_key: "«S»"', 'api_key: "${API_KEY}"'],
  ['dotenv', 'DB_PASSWORD=«S»', 'DB_PASSWORD=${DB_PASSWORD}'],
  ['shellscript', "export TOKEN='«S»'", 'export TOKEN="${TOKEN}"'],
  ['shellscript', 'export TOKEN=«S»', 'export TOKEN=${TOKEN}'],
  ['csharp', 'var apiKey = "«S»";', 'var apiKey = Environment.GetEnvironmentVariable("API_KEY");'],
  ['powershell', '$apiKey = "«S»"', '$apiKey = $env:API_KEY'],
  ['json', '{ "apiKey": "«S»" }', undefined],
  ['plaintext', '«S»', undefined],
];

describe('replacementFor', () => {
  for (const [language, marked, expected] of cases) {
    it(`${language}: ${marked}`, () => {
      const offset = marked.indexOf('«');
      const text = marked.replace('«S»', 'k9vLq2x7');
      const finding = { detector: 'secret/url-password', offset, length: 8, confidence: 'high' } as const;
      const edit = replacementFor(text, finding, language);
      const after = edit && text.slice(0, edit.offset) + edit.text + text.slice(edit.offset + edit.length);
      assert.equal(after, expected);
    });
  }
});

describe('environmentReference', () => {
  it('knows a language or says so', () => {
    assert.equal(environmentReference('rust', 'X'), 'std::env::var("X").unwrap()');
    assert.equal(environmentReference('php', 'X'), "getenv('X')");
    assert.equal(environmentReference('markdown', 'X'), undefined);
    assert.equal(environmentReference('constructor', 'X'), undefined);
  });

  it('names the variable after what the value is given to, else after the detector', () => {
    assert.equal(suggestVariableName('  const stripeAPIKey: string = "', 'secret/stripe-key'), 'STRIPE_API_KEY');
    assert.equal(suggestVariableName('"client-secret": "', 'secret/generic-credential'), 'CLIENT_SECRET');
    assert.equal(suggestVariableName('call(', 'secret/stripe-key'), 'STRIPE_KEY');
  });
});
