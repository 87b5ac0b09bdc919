/** Overlaps work on a sequence's items while keeping their order. Knows nothing of the work. */

/** Yields `work(item)` in the order of the items, with at most `limit` of them under way or waiting. */
export async function* readAhead<T, R>(
  items: AsyncIterable<T>,
  limit: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const iterator = items[Symbol.asyncIterator]();
  const underWay: Promise<R>[] = [];
  let isDone = false;
  try {
    for (;;) {
      while (!isDone && underWay.length < limit) {
        const next = await iterator.next();
        if (next.done === true) isDone = true;
        else {
          const result = work(next.value);
          // A failure is thrown when its turn comes, not as an unhandled rejection before.
          result.catch(() => undefined);
          underWay.push(result);
        }
      }
      const first = underWay.shift();
      if (first === undefined) return;
      yield await first;
    }
  } finally {
    await iterator.return?.();
  }
}
