/**
 * The pass for encoded text with the built-in detectors: each way to hide a key, where the finding lies, and ordinary
 * text in which nothing may be found.
 */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { builtinDetectors } from '../../../../../server/engine/detect/builtin';
import { compileDetectors } from '../../../../../server/engine/detect/compile';
import { foundTexts, runPass } from './passTools';

const { scanner } = compileDetectors(builtinDetectors, { vet: false });
const left = 'AKIAQRZT4M';
const right = 'WPX7BNKD2V';
const key = left + right;
const settings = `# settings\nAWS_KEY=${key}\nDEBUG=1\n`;

function base64(text: string | Buffer): string {
  return Buffer.from(text).toString('base64');
}

function keysIn(text: string): string[] {
  const findings = scanner.scan(text).findings.filter(({ detector }) => detector === 'secret/aws-access-key');
  return findings.map(({ offset, length }) => text.slice(offset, offset + length));
}

/** What is scanned, and what the finding covers. */
const hidden: Readonly<Record<string, readonly [string, string]>> = {
  'JavaScript concatenation': [`k = "${left}" + "${right}"`, `${left}" + "${right}`],
  'concatenation of single quotes': [`k='${left}'+'${right}'`, `${left}'+'${right}`],
  'concatenation over lines': [`k = "${left}" +\n    "${right}";`, `${left}" +\n    "${right}`],
  'a line that begins with the operator': [`k = "${left}"\n  + "${right}"`, `${left}"\n  + "${right}`],
  'three pieces': [`k = 'AKIA' + 'QRZT4M' + '${right}'`, `AKIA' + 'QRZT4M' + '${right}`],
  'adjacent literals': [`char *k = "${left}" "${right}";`, `${left}" "${right}`],
  'adjacent literals over lines': [`k = ("${left}"\n     "${right}")`, `${left}"\n     "${right}`],
  'adjacent literals over CRLF lines': [`k = ("${left}" +\r\n  "${right}")`, `${left}" +\r\n  "${right}`],
  'the dot of PHP': [`<?php $k = '${left}' . '${right}';`, `${left}' . '${right}`],
  'the ampersand of Visual Basic': [`k = "${left}" & "${right}"`, `${left}" & "${right}`],
  'a joined array': [`k = ["${left}", "${right}"].join("")`, `${left}", "${right}`],
  'a joined list of Python': [`k = ''.join(['${left}', '${right}'])`, `${left}', '${right}`],
  concat: [`k = "${left}".concat("${right}")`, `${left}".concat("${right}`],
  'a template': [`k = \`${left}\${'${right}'}\``, `${left}\${'${right}`],
  'a continued line': [`k = "${left}\\\n${right}"`, `${left}\\\n${right}`],
  'a line of an escaped text': [`"A=1\\nB=2\\nAWS=${key}\\nC=3"`, key],
  'JSON in a string': [`body = "{\\"access\\":\\"${key}\\"}"`, key],
  'JSON in a string in a string': [
    `"{\\"a\\":\\"{\\\\\\"b\\\\\\":\\\\\\"\\\\u0041${key.slice(1)}\\\\\\"}\\"}"`,
    `\\\\u0041${key.slice(1)}`,
  ],
  'one escaped letter': [`k = "\\x41${key.slice(1)}"`, `\\x41${key.slice(1)}`],
  'JSON in an address': [`GET /?j=%7B%22k%22%3A%22x%3D%41${key.slice(1)}%22%7D`, `%41${key.slice(1)}`],
  'quoted-printable': [`key=3D${left}=\n${right} and so on`, `${left}=\n${right}`],
};

describe('encoded text with the built-in detectors', () => {
  for (const [name, [text, covered]] of Object.entries(hidden)) {
    it(`sees a key through ${name}`, () => assert.deepEqual(keysIn(text), [covered]));
  }

  it('maps a finding in base64 onto the groups of four that cover it', () => {
    const encoded = base64(settings);
    const [found] = keysIn(`x: ${encoded}`);
    assert.ok(found !== undefined && found.length <= 32 && encoded.includes(found));
    assert.ok(Buffer.from(found, 'base64').toString().includes(key));
  });

  it('reads base64 that is wrapped over lines or string literals', () => {
    const lines = base64(settings.repeat(6)).match(/.{1,64}/g)!;
    const pem = `-----BEGIN DATA-----\n${lines.join('\n')}\n-----END DATA-----`;
    const source = lines.map((line) => `"${line}"`).join(' +\n    ');
    assert.equal(keysIn(pem).length, 6);
    assert.equal(keysIn(`const data = ${source};`).length, 6);
    assert.equal(keysIn(`{"data": "${lines.join('\\n')}"}`).length, 6);
  });

  it('looks into text that was encoded several times', () => {
    const packed = base64(gzipSync(`z = "${base64(gzipSync(settings))}"`));
    assert.deepEqual(keysIn(`"${packed}"`), [packed]);
  });

  it('trusts a guess less', () => {
    const at = (text: string) => scanner.scan(text).findings.map(({ confidence }) => confidence);
    assert.deepEqual(at(`k = "${key}"`), ['high']);
    assert.deepEqual(at(Buffer.from(settings).toString('hex')), ['medium']);
  });

  it('takes characters that are written as escapes for what they are: visible', () => {
    const escapes =
      'const marks = ["\\u202e", "\\u200b", "\\ufeff", "\\xad"]; const a = "\\x41\\x42\\x43\\u200b\\x44";';
    assert.deepEqual(scanner.scan(escapes).findings, []);
  });

  it('reports a key that stands in the clear once', () => {
    assert.deepEqual(keysIn(`a = "x\\n" + "${key}"; b = "\\x41\\x42\\x43 ${key}"`), [key, key]);
  });
});

/** Bytes that look random and are the same each time. */
function noise(length: number, seed: string): Buffer {
  const blocks: Buffer[] = [];
  for (let i = 0; i * 32 < length; i++) blocks.push(createHash('sha256').update(`${seed}${i}`).digest());
  return Buffer.concat(blocks).subarray(0, length);
}

describe('encoded text that is none', () => {
  const anything = /[^\n]{4,}/g;
  const payload = base64('{"sub":"1234567890","mail":"someone"}').replace(/=+$/, '');
  const ordinary: Readonly<Record<string, string>> = {
    'digests of a lock file': Array.from(
      { length: 50 },
      (_, i) => `"integrity": "sha512-${base64(noise(64, `${i}`))}",`,
    ).join('\n'),
    'hashes in hex': Array.from({ length: 50 }, (_, i) => noise(32, `${i}`).toString('hex')).join('\n'),
    'an image': `url(data:image/png;base64,${base64(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), noise(3000, 'p')]))})`,
    'a GIF': base64(Buffer.concat([Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1'), noise(60, 'g')])),
    WebAssembly: base64(Buffer.concat([Buffer.from('\0asm\x01\0\0\0', 'latin1'), noise(900, 'w')])),
    'a font': base64(Buffer.concat([Buffer.from('wOF2\0\x01\0\0', 'latin1'), noise(900, 'f')])),
    'a certificate': base64(Buffer.concat([Buffer.from([0x30, 0x82, 5, 0x10, 0x30, 0x82]), noise(800, 'c')])).replace(
      /.{64}/g,
      '$&\n',
    ),
    'packed bytes that are no text': base64(gzipSync(noise(300, 'z'))),
    'a JSON web token': `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.${payload}.${base64(noise(32, 'j'))}`,
    'long names': 'AbstractSingletonProxyFactoryBeanDefinitionRegistry = getElementsByTagNameAndClassNameOrAttribute',
    paths: 'import x from "../../../some/long/path/to/another/module/that-is-deep/in_the_tree/index"',
    numbers: `const table = [${Array.from({ length: 200 }, (_, i) => (i * 37) % 1000).join(', ')}];`,
    prose: 'throw new Error("the file " + "could not be read, " +\n  "because " + name + " is missing");',
    'escapes of ordinary strings': 'log("a\\tb\\n"); x.replace(/\\d+\\.\\d+/g, "\\"$&\\""); re = /[\\x00-\\x1f]/;',
    'format strings and addresses': 'printf("%d %s %02x\\n"); "https://host/a%20b?c=1&d=2"; a && b; x % 20;',
  };
  for (const [name, text] of Object.entries(ordinary)) {
    it(`hands over nothing of ${name}`, () => {
      assert.deepEqual(foundTexts(text, anything), []);
      assert.equal(runPass(text, anything).scanned, 0);
    });
  }
});
