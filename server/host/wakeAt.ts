/** The clock's alarm. */

/** The longest a timer can be set for. */
const longestMs = 2 ** 31 - 1;

/** Calls back at a time (milliseconds since the epoch); keeps no process alive. Returns a function that calls it off. */
export function wakeAt(time: number, callback: () => void): () => void {
  let timer: NodeJS.Timeout;
  const arm = (): void => {
    const left = time - Date.now();
    timer = setTimeout(left > longestMs ? arm : callback, Math.min(Math.max(0, left), longestMs));
    timer.unref();
  };
  arm();
  return () => clearTimeout(timer);
}
