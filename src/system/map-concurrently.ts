import pMap from 'p-map';

/**
 * Maps items with bounded concurrency.
 *
 * @param concurrency the most calls of `work` at the same time.
 * @returns the results, in the order of the items.
 * @throws the first failure. No further item is started after it, and calls that are running end first: they may use
 *   resources that the caller releases afterwards.
 */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const started: Promise<Result>[] = [];
  const start = (item: Item) => {
    const result = work(item);
    started.push(result);
    return result;
  };
  try {
    return await pMap(items, start, { concurrency });
  } finally {
    await Promise.allSettled(started);
  }
}
