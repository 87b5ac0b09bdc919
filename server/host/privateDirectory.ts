/**
 * Folders that only their user may enter: the only protection a Unix socket has. Knows nothing of what they hold.
 */

import { lstatSync, mkdirSync } from 'node:fs';
import { ServiceError } from './serviceError';

/** Makes the folder with its parents, for its user alone, and checks that it is so. Throws `SOCKET_UNSAFE`. */
export function makePrivateDirectory(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  checkPrivateDirectory(path);
}

/**
 * Throws `SOCKET_UNSAFE` where the folder is a link, belongs to someone else or is open to others.
 *
 * In a shared folder such as /tmp anyone could have made it first.
 */
export function checkPrivateDirectory(path: string): void {
  const uid = process.getuid?.();
  if (uid === undefined) return;
  const stats = lstatSync(path);
  if (!stats.isDirectory() || stats.uid !== uid) {
    throw new ServiceError('SOCKET_UNSAFE', `${path} is not a folder of this user; remove it or set PORTCULLIS_HOME`);
  }
  if ((stats.mode & 0o077) !== 0) {
    throw new ServiceError('SOCKET_UNSAFE', `${path} is open to other users; run: chmod 700 '${path}'`);
  }
}
