/** Joins sorted sequences into one. Knows nothing of what is in them. */

/** Yields the items of sorted sequences in the order of their keys (code units); of equal keys the first alone. */
export async function* mergeSorted<T>(
  sequences: readonly AsyncIterable<T>[],
  keyOf: (item: T) => string,
): AsyncGenerator<T> {
  const iterators = sequences.map((sequence) => sequence[Symbol.asyncIterator]());
  try {
    const heads = await Promise.all(iterators.map((iterator) => iterator.next()));
    for (let last: string | undefined; ; ) {
      let least: { index: number; item: T; key: string } | undefined;
      for (const [index, head] of heads.entries()) {
        if (head.done === true) continue;
        const key = keyOf(head.value);
        if (least === undefined || key < least.key) least = { index, item: head.value, key };
      }
      if (least === undefined) return;
      if (least.key !== last) yield least.item;
      last = least.key;
      heads[least.index] = await (iterators[least.index] as AsyncIterator<T>).next();
    }
  } finally {
    await Promise.all(iterators.map((iterator) => iterator.return?.()));
  }
}
