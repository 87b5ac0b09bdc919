/** Checks of names, dates, addresses, devices, wallets and accounts: what passes and the nearest that must not. */

import assert from 'node:assert/strict';
import { cardNetwork } from '../../../../../../server/engine/detect/validate/person/card';
import { sha256 } from '../../../../../../server/engine/detect/validate/person/sha256';
import { validators } from '../../../../../../server/engine/detect/validators';

const cases: Readonly<Record<string, { readonly yes: readonly string[]; readonly no: readonly string[] }>> = {
  'birth-date': {
    yes: [
      '1961-03-04',
      '29.02.2000',
      '2 November 1974',
      'March 3rd, 1958',
      '3 de mayo de 1990',
      '12/31/85',
      '1er janvier 1980',
    ],
    no: ['29.02.1900', '1961-13-14', '31 April 1974', '4 Foo 1974', '1.2', '00/00/0000', '1850-01-01', '2090-01-01'],
  },
  'greeted-name': { yes: ['Priya', 'Giovanni'], no: ['Alice', 'World', 'priya sharma', 'Team'] },
  'person-name': {
    yes: [
      'Ute',
      "Conor O'Brien",
      'Ana María de la Cruz',
      'Tomasz Wiśniewski',
      'J. R. Kranz',
      'Smith-Jones',
      'Ade Okafor, MD',
    ],
    no: ['ute', 'Sir', 'The Team', 'John Doe', 'First Name', 'A', 'Foo123', 'Kranz Kranz', 'New York'],
  },
  'known-name': {
    yes: [
      ...['Jennifer Kranz', 'Jean-Luc Moreau', 'Amélie Laurent', 'Łukasz de Wiśniewski', 'Jürgen Oberländer'],
      ...['Trần Văn', 'Øystein Bråten', 'José-Luis Peña'],
    ],
    no: [
      ...['Xqzt Kranz', 'Jennifer Street', 'jennifer kranz', 'Météo France', 'Écran Principal', 'Señor Pérez'],
      // Known by its accents alone.
      'Tran Van',
    ],
  },
  'full-name': { yes: ['Xqzt Kranz'], no: ['Kranz', 'Kranz Ltd'] },
  'public-ipv4': {
    yes: ['84.113.27.196', '185.23.108.77'],
    no: [
      '10.1.2.30',
      '172.20.1.40',
      '192.168.4.50',
      '127.0.0.99',
      '100.64.20.30',
      '203.0.113.40',
      '8.8.8.8',
      '1.2.3.4',
      '300.1.20.30',
      '84.113.027.196',
    ],
  },
  'public-ipv6': {
    yes: ['2a02:8109:9c40:1f2c:5d1e:77ab:20c4:9e13', '2001:16b8:2d4f::8b2f'],
    no: ['2001:db8::8b2f:1', 'fe80::1a2b:3c4d:5e6f', '::1', '12:30:45', '1::2::3', 'fd00:1:2:3:4:5:6:7'],
  },
  'mac-address': {
    yes: ['3c:22:fb:9d:41:e7', 'A4-83-E7-2C-90-1B'],
    no: ['00:00:00:00:00:00', '01:23:45:67:89:ab', '3c:22:fb:9d:41'],
  },
  'vehicle-number': { yes: ['1HGCM82633A004352'], no: ['1HGCM82633A00435', 'IHGCM82633A004352', '11111111111111111'] },
  imei: { yes: ['490154203237518', '35-209900-176148-1'], no: ['490154203237519', '000000000000000'] },
  'coin-address': {
    yes: [
      '1BoatSLRHtKNngkdXEeobR76b53LETtpyT',
      '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy',
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    ],
    no: ['1BoatSLRHtKNngkdXEeobR76b53LETtpyU', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5', '1', '0OIl'],
  },
  'ether-address': { yes: ['0x52908400098527886E0F7030069857D2E4169EE7'], no: [`0x${'0'.repeat(40)}`, '0x5290'] },
  'routing-number': { yes: ['021000021', '322271627'], no: ['021000022', '123456789', '991000021'] },
  'swift-code': { yes: ['DEUTDEFF500', 'NWBKGB2L'], no: ['DEUTXXFF', 'PROTOCOL1'] },
  'payment-card': {
    yes: ['4539 1488 0343 6467', '5425233430109903', '3787-344936-71000'.replaceAll('-', ' ')],
    no: ['4539 1488-0343 6467', '4539148803436468', '0000000000000000', '9999999999999995'],
  },
  'phone-number': {
    yes: ['+49 30 90172093', '+442083180123', '0049 30 90172093'],
    no: ['+1 212 555 0123', '+0 30 901820', '+999 123 456 789', '+11111111111'],
  },
  'american-phone': {
    yes: ['(212) 736-4809', '646.414.7290 ext. 12'],
    no: ['112-736-4809', '212-555-0123', '212-136-4809'],
  },
  'national-phone': { yes: ['020 8318 0123', '06 12 97 43 28'], no: ['12 34', '1234567890', '07700 900123'] },
  'postcode-uk': { yes: ['SW1A 2AB'], no: ['AA1 1AA', '12'] },
  plate: { yes: ['LD19 WKR'], no: ['ABCDEF', '123456', 'AA0'] },
  'us-ssn': {
    yes: ['536-22-8726', '536228726', '536 22 8726'],
    no: ['000-12-3456', '123-45-6789', '536-22 8726', '666-12-3456'],
  },
};

describe('checks of personal data', () => {
  for (const [name, { yes, no }] of Object.entries(cases)) {
    it(name, () => {
      for (const value of yes) assert.ok(validators[name]!(value, {}), `${value} must pass`);
      for (const value of no) assert.ok(!validators[name]!(value, {}), `${value} must not pass`);
    });
  }

  it('tells the networks of cards apart', () => {
    const numbers = ['4539148803436467', '2223003122003222', '378734493671000', '6011000990139424', '30569309025904'];
    assert.deepEqual(numbers.map(cardNetwork), ['visa', 'mastercard', 'american express', 'discover', 'diners club']);
    const others = ['3530111333300000', '6200000000000005', '6759649826438453', '2200700712345673', '9792000000000003'];
    assert.deepEqual(others.map(cardNetwork), ['jcb', 'unionpay', 'maestro', 'mir', 'troy']);
    assert.equal(cardNetwork('1234567812345670'), undefined);
  });

  it('hashes as FIPS 180-4 says, over block borders too', () => {
    const hex = (text: string) => Buffer.from(sha256(new TextEncoder().encode(text))).toString('hex');
    assert.equal(hex('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    assert.equal(hex(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    assert.equal(
      hex('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'),
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    );
  });
});
