/** The place of the last item whose key is at most `value`, in a list that is sorted by it; -1 where there is none. */
export function lastAtMost<T, K extends number | bigint>(items: readonly T[], key: (item: T) => K, value: K): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key(items[middle] as T) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
