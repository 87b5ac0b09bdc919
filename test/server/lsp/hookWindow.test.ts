/** What a window says of its chat when a prompt's hook asks: in time, late, or not at all. */

import assert from 'node:assert/strict';
import { ErrorCodes, ResponseError } from 'vscode-jsonrpc';
import { startHookWindow } from '../../../server/lsp/features/hookWindow';
import type { HookWindow } from '../../../server/lsp/services';
import type { Session } from '../../../server/lsp/session';

const open = ['/w/payments/card.ts'];

/** Returns the window of a session whose client answers so. */
function windowOf(answer: () => Promise<unknown>, closed = false): HookWindow {
  let window: HookWindow | undefined;
  const session = {
    services: {
      hooks: {
        attend(each: HookWindow) {
          window = each;
          return () => undefined;
        },
      },
    },
    connection: { sendRequest: answer },
    folderUris: ['file:///w'],
    openFiles: () => open,
    closed,
  };
  startHookWindow(session as unknown as Session, 1);
  return window ?? assert.fail('no window');
}

describe('a window whose chat is asked about', () => {
  it('says what it sends', async () => {
    const window = windowOf(async () => ({ unseen: ['/w/a.ts'] }));
    assert.deepEqual(await window.chatFiles('/w/src'), { files: ['/w/a.ts'] });
    assert.deepEqual(await window.chatFiles('/elsewhere'), { files: [] });
  });

  for (const [what, answer] of [
    ['does not answer in time', () => new Promise(() => undefined)],
    ['answers with an error', () => Promise.reject(new Error('busy'))],
    ['answers nothing', async () => null],
    ['answers what is no list', async () => ({ unseen: 'a.ts' })],
    ['answers no paths', async () => ({ unseen: ['a.ts'] })],
  ] as const) {
    it(`counts with all that is open in it where it ${what}`, async () => {
      assert.deepEqual(await windowOf(answer).chatFiles('/w'), { files: open, isAssumed: true });
    });
  }

  it('has no part in it where there is no chat, or nobody any more', async () => {
    const unknown = () => Promise.reject(new ResponseError(ErrorCodes.MethodNotFound, 'unknown'));
    assert.deepEqual(await windowOf(unknown).chatFiles('/w'), { files: [] });
    const gone = windowOf(() => Promise.reject(new Error('closed')), true);
    assert.deepEqual(await gone.chatFiles('/w'), { files: [] });
  });
});
