/**
 * Stands for a window when hooks are answered: tells it of the edits in its folders and open files that agents announce,
 * and asks it what its chat sends by itself.
 */

import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { notify } from '../handlers';
import { pathOfUri } from '../paths';
import { agentEditNotification } from '../protocol/agentEdit';
import { type ChatContextResult, chatContextRequest } from '../protocol/chatContext';
import type { Session } from '../session';

/** Milliseconds; the guard and the chat live in the same process as whoever has to answer. */
const deadline = 3000;

/** Returns a function that ends it. */
export function startHookWindow(session: Session): () => void {
  const { services, connection } = session;
  return services.hooks.attend({
    announce(edit) {
      const isOpen = session.textOf(pathToFileURL(edit.path).href) !== undefined;
      if (isOpen || isInFolders(session, edit.path)) notify(connection, agentEditNotification, edit);
    },
    async chatFiles(folder) {
      if (!isInFolders(session, folder)) return [];
      const asked = connection.sendRequest<ChatContextResult>(chatContextRequest, {});
      // A client that does not know the question has no chat.
      const answer = await within(asked.catch(() => undefined));
      return Array.isArray(answer?.unseen) ? answer.unseen.filter((path) => typeof path === 'string') : [];
    },
  });
}

function isInFolders({ folderUris }: Session, path: string): boolean {
  return folderUris.some((uri) => {
    const folder = pathOfUri(uri);
    const way = folder === undefined ? '..' : relative(folder, path);
    return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  });
}

async function within<T>(promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), deadline);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
