/**
 * Stands for a window when hooks are answered: tells it of the edits in its folders and open files that agents announce,
 * and asks it what its chat sends by itself.
 */

import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ErrorCodes, ResponseError } from 'vscode-jsonrpc';
import { notify } from '../handlers';
import { pathOfUri } from '../paths';
import { agentEditNotification } from '../protocol/agentEdit';
import { type ChatContextResult, chatContextRequest } from '../protocol/chatContext';
import type { Session } from '../session';

/** Milliseconds; the guard and the chat live in the same process as whoever has to answer. */
const usualDeadline = 3000;

/**
 * Returns a function that ends it.
 *
 * Invariant: a window that does not say in time what its chat sends is taken to send every file that is open in it.
 */
export function startHookWindow(session: Session, deadline = usualDeadline): () => void {
  const { services, connection } = session;
  return services.hooks.attend({
    announce(edit) {
      const isOpen = session.textOf(pathToFileURL(edit.path).href) !== undefined;
      if (isOpen || isInFolders(session, edit.path)) notify(connection, agentEditNotification, edit);
    },
    async chatFiles(folder) {
      if (!isInFolders(session, folder)) return { files: [] };
      const asked = connection.sendRequest<ChatContextResult>(chatContextRequest, {}).catch((error: unknown) => {
        // A client that does not know the question has no chat.
        if (error instanceof ResponseError && error.code === ErrorCodes.MethodNotFound) return { unseen: [] };
        return undefined;
      });
      const answer = await within(asked, deadline);
      if (session.closed) return { files: [] };
      if (isAnswer(answer)) return { files: answer.unseen };
      return { files: session.openFiles(), isAssumed: true };
    },
  });
}

function isAnswer(answer: ChatContextResult | undefined): answer is ChatContextResult {
  return Array.isArray(answer?.unseen) && answer.unseen.every((path) => typeof path === 'string' && isAbsolute(path));
}

function isInFolders({ folderUris }: Session, path: string): boolean {
  return folderUris.some((uri) => {
    const folder = pathOfUri(uri);
    const way = folder === undefined ? '..' : relative(folder, path);
    return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  });
}

async function within<T>(promise: Promise<T>, deadline: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), deadline);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
