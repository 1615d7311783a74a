/** At most `limit` of the given calls run at once; the others wait their turn, first come first served. */
export function limitConcurrency(limit: number): <T>(call: () => Promise<T>) => Promise<T> {
  let active = 0;
  const waiting: (() => void)[] = [];
  return async (call) => {
    if (active >= limit) await new Promise<void>((turn) => waiting.push(turn));
    else active++;
    try {
      return await call();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else active--;
    }
  };
}
