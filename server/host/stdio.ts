/** The process's standard streams as a program that may be piped anywhere writes to them. */

import type { Writable } from 'node:stream';

/** Nobody reads an output any more: the program ends without a word. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed';
}

/** An output takes no more, for a reason outside of the program: a full disk, a device that failed. */
export class OutputFailed extends Error {
  override readonly name = 'OutputFailed';

  constructor(readonly code: 'ENOSPC' | 'EIO' | 'EDQUOT' | 'EFBIG') {
    super(code);
  }
}

const failures: readonly OutputFailed['code'][] = ['ENOSPC', 'EIO', 'EDQUOT', 'EFBIG'];

export interface Output {
  readonly isTTY: boolean;
  /** Resolves when more may be written; throws `OutputClosed` where nobody reads any more, `OutputFailed`. */
  write(text: string): Promise<void>;
}

/** Returns the stream as an output that waits for slow readers and tells when there is none any more. */
export function createOutput(stream: Writable & { readonly isTTY?: boolean }): Output {
  let failure: Error | undefined;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    const isClosed = error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED' || error.code === 'ECONNRESET';
    const code = failures.find((known) => known === error.code);
    if (isClosed) failure = new OutputClosed();
    else failure = code === undefined ? error : new OutputFailed(code);
  });
  return {
    isTTY: stream.isTTY === true,
    async write(text) {
      if (failure !== undefined) throw failure;
      if (stream.destroyed) throw new OutputClosed();
      if (text === '') return;
      // Waiting for each write to be done, not for 'drain' alone, is what makes a closed pipe known in time.
      await new Promise<void>((resolve) => stream.write(text, () => resolve()));
      if (failure !== undefined) throw failure;
    },
  };
}
