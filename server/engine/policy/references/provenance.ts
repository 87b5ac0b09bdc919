/** What of the log's section can't work: recipients with a slip of the pen, sinks whose address doesn't fit their type. */

import { quoted } from '../quoted';
import type { SinkSpec } from '../types';
import { type Check, eachAt, fieldOf } from './check';

/** A recipient is bech32 (BIP 173), whose checksum finds what was mistyped. */
export const checkRecipients: Check = ({ value }, report) => {
  eachAt(value, 'provenance/recipients/*', (recipient, segments) => {
    if (typeof recipient !== 'string' || hasChecksum(recipient)) return;
    report(segments, 'WRONG_VALUE', () => ({
      message: `${quoted(recipient)} is not an age recipient: a letter of it is wrong`,
      hint: 'copy it again from where age-keygen printed it',
    }));
  });
};

const schemes: Readonly<Record<SinkSpec['type'], { readonly safe: string; readonly plain: string }>> = {
  otlp: { safe: 'https:', plain: 'http:' },
  webhook: { safe: 'https:', plain: 'http:' },
  syslog: { safe: 'tls:', plain: 'tcp:' },
};

export const checkSinks: Check = ({ value }, report) => {
  eachAt(value, 'provenance/sinks/*', (sink, segments) => {
    const type = fieldOf(sink, 'type') as SinkSpec['type'];
    const url = fieldOf(sink, 'url');
    const scheme = Object.hasOwn(schemes, String(type)) ? schemes[type] : undefined;
    if (typeof url !== 'string' || scheme === undefined) return;
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    const isSafe = parsed?.protocol === scheme.safe;
    const isPlain = parsed?.protocol === scheme.plain;
    if (!parsed?.hostname || !(isSafe || isPlain) || (type === 'syslog' && parsed.port === '')) {
      report([...segments, 'url'], 'WRONG_VALUE', () => ({
        message: `the address of a ${type} sink has to begin with ${scheme.safe}//${type === 'syslog' ? ' and name a port' : ''}`,
        hint:
          type === 'syslog'
            ? 'write it like tls://siem.acme.example:6514'
            : 'write it like https://collector.acme.example/v1/logs',
      }));
    } else if (isPlain && !isLoopback(parsed.hostname)) {
      report([...segments, 'url'], 'WRONG_VALUE', () => ({
        message: `${scheme.plain}// would send the log readable to everyone on the way`,
        hint: `use ${scheme.safe}//, or a collector on this machine`,
      }));
    } else if (parsed.username !== '' || parsed.password !== '') {
      report([...segments, 'url'], 'WRONG_VALUE', () => ({
        message: 'a credential in an address can be read by everyone who has the policy',
        hint: "keep it in a file and name that as 'secretFile'",
      }));
    }
    if (type === 'webhook' && fieldOf(sink, 'secretFile') === undefined) {
      report(segments, 'MISSING_FIELD', () => ({
        message: "a webhook sink has to have 'secretFile', for its signatures",
        hint: 'name a file with a key that the receiver has as well',
      }));
    }
  });
};

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** Reports whether the text's last six letters are the bech32 checksum of the others. */
function hasChecksum(text: string): boolean {
  const separator = text.lastIndexOf('1');
  const prefix = [...text.slice(0, separator)].map((letter) => letter.charCodeAt(0));
  const data = [...text.slice(separator + 1)].map((letter) => alphabet.indexOf(letter));
  if (separator < 1 || data.length < 6 || data.includes(-1)) return false;
  let sum = 1;
  for (const value of [...prefix.map((code) => code >> 5), 0, ...prefix.map((code) => code & 31), ...data]) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    generator.forEach((term, i) => {
      if ((top >> i) & 1) sum ^= term;
    });
  }
  return sum === 1;
}
