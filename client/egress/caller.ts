/** Names the extension that is calling, by the files on the stack. */

/** Where an extension is installed. */
export interface ExtensionFolder {
  /** In lower case. */
  readonly id: string;
  /** Absolute. */
  readonly path: string;
}

const depth = 60;

/**
 * Returns the function that names the innermost extension on the stack, `unknown` where there is none.
 *
 * Calls that were put off (a timer, a queue) may come from nowhere; nothing is decided by the name alone.
 */
export function createCaller(folders: () => readonly ExtensionFolder[]): () => string {
  return () => {
    const stack = readStack();
    const places = folders().map(({ id, path }) => ({
      id,
      folder: `${path.replaceAll('\\', '/').replace(/\/+$/, '')}/`,
    }));
    for (const line of stack.split('\n')) {
      const frame = line.replaceAll('\\', '/');
      const [found] = places
        .filter(({ folder }) => frame.includes(folder))
        .sort((a, b) => b.folder.length - a.folder.length);
      if (found !== undefined) return found.id;
    }
    return 'unknown';
  };
}

/** The editor's own way of writing stacks down has side effects; for a moment there is none. */
function readStack(): string {
  const { stackTraceLimit, prepareStackTrace } = Error;
  try {
    Error.stackTraceLimit = depth;
    Error.prepareStackTrace = (_, frames) => frames.map(String).join('\n');
    return String(new Error().stack);
  } catch {
    return '';
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    if (prepareStackTrace === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace');
    else Error.prepareStackTrace = prepareStackTrace;
  }
}
