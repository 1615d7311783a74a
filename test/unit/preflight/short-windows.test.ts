import { describe, expect, test } from 'vitest';
import { shortWindows, windowsOf } from '../../../src/preflight/short-windows.ts';
import { fakeApi } from '../../support/fake-api.ts';

test.each([
  ['up', []],
  ['rate(a[5m])', ['a 300']],
  ['rate(a{job="x"}[1m30s])', ['a{job="x"} 90']],
  [
    'sum(increase(a:b{l=~"[5m]}", m!=\'}\'}[30s])) / sum(increase({__name__="c"} [ 2h ]))',
    ['a:b{l=~"[5m]}", m!=\'}\'} 30', '{__name__="c"} 7200'],
  ],
  ['max_over_time(rate(a[2m])[1h:1m])', ['a 120']],
  ['rate(a[5m] offset 1d)', ['a 300']],
  ['a[nonsense]', []],
])('windows of %s', (query, windows) =>
  expect(windowsOf(query).map(({ selector, window }) => `${selector} ${window}`)).toEqual(windows),
);

describe('windows under two scrapes', () => {
  test.each([
    ['29s', 15, []], // a scrape is never quite on time
    ['28s', 15, ['15 s']],
    ['30s', 15, []],
    ['1m', 60, ['1 min']],
    ['1s', 60, ['1 min']],
    ['10m', 60, []],
  ])('[%s] of a metric every %i s', async (window, scrape, expected) => {
    const asked: string[] = [];
    const api = fakeApi({
      instant(query) {
        asked.push(query);
        return { value: Math.floor(Number(/\[(\d+)s\]/.exec(query)![1]) / scrape) };
      },
    });
    expect((await shortWindows(api, `rate(a[${window}])`, 1)).map((short) => short.scrape)).toEqual(expected);
    expect(asked[0]).toMatch(/^max\(count_over_time\(a\[\d+s\]\)\)$/);
    expect(asked).toHaveLength(expected.length + 1);
  });

  test('a window that holds the samples at both of its ends counts one more', async () => {
    const api = fakeApi({ instant: (query) => ({ value: query.includes('max_over_time') ? 4 : 21 }) });
    const [short] = await shortWindows(api, 'rate(a[60s])', 1);
    expect(short?.scrape).toBe('1 min');
  });

  test('a metric that is new or was away for a while is checked where its samples are densest', async () => {
    const asked: string[] = [];
    const api = fakeApi({
      instant(query) {
        asked.push(query);
        return { value: query.includes('max_over_time') ? 16 : 14 };
      },
    });
    expect(await shortWindows(api, 'avg_over_time(err[60s])', 1)).toEqual([]);
    expect(asked[1]).toBe('max(max_over_time(count_over_time(err[240s])[1200s:60s]))');
  });

  test('without samples no window is short', async () =>
    expect(await shortWindows(fakeApi({}), 'rate(a[1s])', 1)).toEqual([]));
});
