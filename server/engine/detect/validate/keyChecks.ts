/** The checks of key material: what is written in a format of its own. */

import type { Validator } from '../validators';
import { hasBase32Crc16, hasBase62Crc32 } from './keys/checksums';
import { isCiscoType7, isKeyBytes, isMnemonic, isNugetPassword, isPuttyKey, isSnmpCommunity } from './keys/files';
import { isOpensshPrivateKey, isPemPrivateKey, isPgpPrivateKey } from './keys/pem';
import { differsFromUser, hasLettersAndDigits } from './keys/shapes';
import { isMacaroon, isSentryOrgToken } from './keys/tokens';
import { isPrivateKeyBody } from './structure';

export const keyChecks: Readonly<Record<string, Validator>> = {
  'base32-crc16': hasBase32Crc16,
  'cisco-type-7': isCiscoType7,
  'crc32-base62': hasBase62Crc32,
  'differs-from-user': differsFromUser,
  'key-bytes': isKeyBytes,
  'letters-and-digits': hasLettersAndDigits,
  macaroon: isMacaroon,
  mnemonic: isMnemonic,
  'nuget-password': isNugetPassword,
  'openssh-key': isOpensshPrivateKey,
  'pem-key': isPemPrivateKey,
  'pgp-key': isPgpPrivateKey,
  'private-key-body': isPrivateKeyBody,
  'putty-key': isPuttyKey,
  'sentry-org-token': isSentryOrgToken,
  'snmp-community': isSnmpCommunity,
};
