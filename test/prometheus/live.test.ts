import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../src/prometheus/connect.ts';
import { openLive } from '../../src/source/live.ts';
import type { LiveSource, TickClock } from '../../src/source/source.ts';
import { faultProxy } from '../support/fault-proxy.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';

/**
 * A clock on which only the waiting for a tick takes time: no answer is late, however busy the machine is.
 */
function withoutTimeouts(start: number): TickClock {
  let now = start;
  return {
    now: () => now,
    monotonic: () => now,
    async sleep(seconds, signal) {
      if (signal) return new Promise((wake) => signal.addEventListener('abort', () => wake()));
      now += seconds;
    },
  };
}

/** A clock whose waits for an answer end with the answer, or at once where the server is slow. */
function withTimeouts(start: number, isSlow: () => boolean): TickClock {
  let now = start;
  return {
    now: () => now,
    monotonic: () => now,
    async sleep(seconds, signal) {
      while (signal && !signal.aborted && !isSlow()) await pause(5);
      if (!signal?.aborted) now += seconds;
    },
  };
}

withPrometheus('live against a real server', () => {
  let server: RunningPrometheus;
  beforeAll(async () => {
    server = await startPrometheus();
  });
  afterAll(() => server?.stop());

  const INTERVAL = 0.25;
  const open = async (url: string, query = 'time()', clock?: TickClock) => {
    const api = await connect({ url, retries: 1 });
    const queries = [{ signal: 'A', query_string: query, every: 1 }];
    return openLive({ api, queries, interval: INTERVAL, clock });
  };

  /** Plays ticks as a run does; stops when `until` says so. */
  async function play(
    source: LiveSource,
    until: (tick: number, log: string[]) => boolean | Promise<boolean>,
  ): Promise<{ readings: number[]; log: string[] }> {
    const column = new Float64Array(1);
    const readings: number[] = [];
    const log: string[] = [];
    for (let tick = 0; tick < 100 && !(await until(tick, log)); tick++) {
      const left = source.pacer.left(tick);
      if (left > 0) await source.clock.sleep(left);
      source.pacer.begin();
      await source.fill([column], tick, 1, 0);
      readings.push(column[0]!);
      log.push(...source.faults().map(({ kind }) => kind));
    }
    await source.close!(readings.length);
    return { readings, log };
  }

  test('each tick is evaluated at its own time', async () => {
    const source = await open(server.url, 'time()', withoutTimeouts(Date.now() / 1000));
    const { readings } = await play(source, (tick) => tick === 5);
    expect(readings).toEqual(
      [0, 1, 2, 3, 4].map((tick) => expect.closeTo(source.start + tick * INTERVAL, 3)),
    );
    expect(source.start % INTERVAL).toBe(0);
  });

  test('a server that is killed and started again is reported once each, and the run goes on', async () => {
    const source = await open(server.url, 'time()', withoutTimeouts(Date.now() / 1000));
    const { readings, log } = await play(source, async (tick, seen) => {
      if (tick === 2) await server.kill();
      if (seen.length === 1 && tick > 4) await pause(0, await server.restart().catch(() => {}));
      return seen.length >= 2;
    });
    expect(log).toEqual(['source_error', 'source_recovered']);
    expect(readings.slice(0, 2).every((reading) => reading > 0)).toBe(true);
    expect(readings.some((reading) => Number.isNaN(reading))).toBe(true);
    expect(readings.at(-1)).toBeGreaterThan(0);
  });

  test('the last reading of a server that does not answer in time is held for an interval, and ticks go on', async () => {
    let isSlow = false;
    const proxy = await faultProxy(server.url, (n) => {
      isSlow = n > 2;
      return isSlow ? { kind: 'silent' } : undefined;
    });
    const source = await open(
      proxy.url,
      'time()',
      withTimeouts(Date.now() / 1000, () => isSlow),
    );
    const { readings, log } = await play(source, (tick) => tick === 10);
    expect(log).toEqual(['source_error']);
    const times = [0, 1, 1].map((tick) => expect.closeTo(source.start + tick * INTERVAL, 3));
    expect(readings).toEqual([...times, ...Array.from({ length: 7 }, () => Number.NaN)]);
    await proxy.close();
  });

  test('a query the server rejects ends the run', async () => {
    const source = await open(server.url, 'sum(');
    await expect(play(source, () => false)).rejects.toMatchObject({
      exit: 4,
      message: expect.stringContaining('rejects the query sum('),
    });
  });
});
