import { expect, test } from 'vitest';
import type { Tuning } from '../../../src/judge/tuning.ts';
import { tuningHtml } from '../../../src/render/tuning.ts';
import { PATH, setting, tuned } from '../../support/tuned.ts';

const pageOf = (more?: Partial<Tuning>) => tuningHtml(tuned(more));

/** What the parts of the pictures of the front say, picture by picture. */
const saidIn = (html: string): readonly (readonly string[])[] =>
  [...html.matchAll(/<figure class="front">.*?<\/figure>/gs)].map(([figure]) =>
    [...figure.matchAll(/data-says="([^"]*)"/g)].map(([, text]) => text!),
  );

test('the front is against the delay of half, and of 95 in 100; the setting in use and the chosen one are marked', () => {
  const other = setting(75, 140, {
    false_alarms: { ...setting(1, 1, {}).false_alarms, share: 0, interval: null },
  });
  const [inUse, chosen] = tuned().tuning.front;
  const html = pageOf({ front: [other, inUse!, chosen!] });
  const rate = '1.3 % (0.7 % to 2.9 %)';
  expect(saidIn(html)).toEqual([
    [
      'forward.threshold 75, reset.threshold 140; 0 % reset by nothing, half of the bad ones reset within 5 min',
      `in use: forward.threshold 75, reset.threshold 100; ${rate} reset by nothing, half of the bad ones reset within 15 min`,
      `chosen: forward.threshold 75, reset.threshold 90.5; ${rate} reset by nothing, half of the bad ones reset within 5 min`,
    ],
    [
      'forward.threshold 75, reset.threshold 140; 0 % reset by nothing, 95 in 100 of the bad ones reset within 10 min',
      `in use: forward.threshold 75, reset.threshold 100; ${rate} reset by nothing, fewer than 95 in 100 of the bad ones reset within 2 h 15 min`,
      `chosen: forward.threshold 75, reset.threshold 90.5; ${rate} reset by nothing, 95 in 100 of the bad ones reset within 10 min`,
    ],
  ]);
  expect(html.match(/class="point in-use"/g)).toHaveLength(2);
  expect(html.match(/class="point chosen"/g)).toHaveLength(2);
  expect(html).toContain('>limit 5 %<');
});

test('a limit is said as it was given', () => {
  const html = pageOf({ limit: 0.0001, min_completed: 0.9995 });
  expect(html).toContain('with at most 0.01 % reset by nothing and at least 99.95 % complete');
});

test('the setting in use may be the chosen one', () => {
  const one = setting(75, 100, { in_use: true, chosen: true });
  const html = pageOf({ front: [one], gain: null, luck: null, differences: [] });
  expect(saidIn(html)[0]![0]).toMatch(/^in use and chosen: forward.threshold 75/);
  expect(html).toContain('No setting that was tried is better than the one in use.');
  expect(html).toContain('Nothing: the setting in use is the chosen one.');
});

test('long delays are in hours', () => {
  const late = setting(1, 2, { delay_seconds: { p50: 60, p95: 36_000 } });
  const html = pageOf({ front: [late] });
  expect(html).toContain('<span>in minutes, with AVERAGE_LATENCY_0: x1.3');
  expect(html).toContain('<span>in hours, with AVERAGE_LATENCY_0: x1.3');
});

test('delays that no setting has, have no axis', () => {
  const marksOf = (p95: number | null) => {
    const late = setting(1, 2, { delay_seconds: { p50: null, p95 } });
    return pageOf({ front: [late] }).match(/<line class="grid"/g)?.length ?? 0;
  };
  expect(marksOf(null)).toBe(0);
  expect(marksOf(600)).toBeGreaterThan(2);
});

test('has the folds that were judged, what changes, and the figures', () => {
  const html = pageOf();
  expect(html).toContain('<td class="moment">2026-11-13 22:00:00 to 2026-11-16 14:00:00</td><td>chosen</td>');
  expect(html).toContain('<td class="number">75, 93</td>');
  expect(html).toContain(`reset.threshold <div class="aside">${PATH}.reset.threshold</div>`);
  expect(html).toContain('<li>reset threshold of AVERAGE_LATENCY_0: 100 -&#62; 90.5</li>');
  expect(html).toContain('<td><span class="aside">95 % interval</span></td>');
  expect(html).not.toMatch(/NaN|undefined|Infinity/);
});

test('says what was not judged, what keeps no limit, and what was interrupted', () => {
  const none = { folds: [], luck: null };
  const { chosen } = tuned().tuning;
  expect(pageOf({ ...none, chosen: { ...chosen, judged_on: null } })).toContain(
    '<p>Not judged: the history has fewer than 40 independent starts.</p>',
  );
  expect(
    pageOf({ within: false, in_the_way: { limit: 'completed', signal: null, criterion: null } }),
  ).toContain('In the way: 99.5 % reached 100 %');
  expect(pageOf({ ...none, partial: true })).toContain('<p class="note">Interrupted: the best of the 40');
});

test('nothing that strangers named is markup, and the same tuning is the same page', () => {
  const evil = '<script>alert(1)</script>';
  const values = { [`a["${evil}"]`]: evil };
  const html = pageOf({
    policy: evil,
    detect: evil,
    differences: [evil],
    front: [setting(1, 2, { values, in_use: true })],
    chosen: { ...tuned().tuning.chosen, values },
  });
  expect(html).not.toContain('<script>alert');
  expect(html.match(/<script>/g)).toHaveLength(1);
  expect(pageOf()).toBe(pageOf());
});
