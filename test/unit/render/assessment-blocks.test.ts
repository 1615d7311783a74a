import { expect, test } from 'vitest';
import type { Assessment } from '../../../src/judge/assessment.ts';
import { assessmentBlocks } from '../../../src/render/assessment-blocks.ts';
import { blocksText } from '../../../src/render/blocks/text.ts';
import { assessed, injection } from '../../support/assessed.ts';

const textOf = (more: Partial<Assessment> = {}, width = 80): string => {
  const { assessment, measures } = assessed({ injections: [], ...more });
  return blocksText(assessmentBlocks(assessment, measures), { width, colour: false });
};

test('an assessment says what was rehearsed, how often each thing happened, and where alarms come from', () => {
  const { assessment } = assessed();
  const count = assessment.rehearsals.count.toLocaleString('en-US');
  const text = textOf();
  expect(text.split('\n\n').slice(0, 5).join('\n\n')).toBe(`\
checkout-v2: ${count} rehearsals, one every 20 min, each 2 h 15 min at most

history from 2026-11-02T00:00:00.000Z to 2026-11-16T00:00:00.000Z: 14 d, 20,160
ticks of 1 min; blind on 0.2 % of them

rehearsals             share    95 % interval  count  independent  effective
reached 100 %         99.5 %  49.8 % to 100 %    997          144        126
  without a reset     98.7 %  49.4 % to 100 %    989          144        126
reset by nothing       1.3 %   0.6 % to 2.9 %     13          144        126
  at the first step    0.9 %   0.4 % to 2.3 %      9          144        126
sent back by nothing   1.3 %   0.6 % to 2.9 %     13          144        126

time to 100 %: 45 min at the fastest; half within 45 min, 90 % within 51 min,
95 % within 51 min, 99 % not within 2 h 15 min

what reset them or sent them back
signal                               criterion  rehearsals
average latency (AVERAGE_LATENCY_0)  reset              13`);
  expect(text).toContain(`\
worst stretches, 2 of 2
signal           from (UTC)              for  reading  threshold  rehearsals
average latency  2026-11-03 10:00:00  50 min   131 ms     100 ms           5
  rollout simulate values.yaml --start --prometheus http://localhost:9090 --from 2026-11-03T09:40:00.000Z --to 2026-11-03T11:55:00.000Z
`);
  expect(text).toContain(`\
completed without a reset, by hour of start (UTC)
  00    01    02    03    04    05    06    07    08    09    10    11
97 %  97 %  97 %  97 %  97 %  97 %  97 %  97 %  97 %  97 %  80 %  97 %
`);
  expect(text).toContain('worst time to start: hour 10\n');
  expect(text).not.toContain('weekday');
  expect(text).not.toContain('limits');
  const last = text.trimEnd().split('\n\n').at(-1)!;
  expect(last.replaceAll('\n', ' ')).toBe(
    `13 of ${count} rehearsals were reset by nothing, all from 2 stretches: between 1 in 34 and 1 in 154.`,
  );
});

test('incidents and injected effects have a table each, an effect its exposure beneath', () => {
  const text = textOf({
    incidents: [
      {
        name: 'deploy 4',
        from: '2026-11-03T10:00:00.000Z',
        to: '2026-11-03T11:00:00.000Z',
        rehearsals: 40,
        caught: 39,
        delay_seconds: { p50: 60, p95: null },
      },
    ],
    injections: [
      { ...injection(1.2, 97), exposure_requests: { p50: 1000, p95: 12_345.6 } },
      { ...injection(1.05, 2), exposed: 0 },
    ],
    smallest_effect_caught: { AVERAGE_LATENCY_0: 'x1.18', ERRORS: null },
    smallest_effect_share: { AVERAGE_LATENCY_0: injection(1.18, 96).caught },
  });
  expect(text).toContain(
    `\
incidents
incident  from (UTC)           under way  caught  delay p50     p95
deploy 4  2026-11-03 10:00:00         40      39      1 min   never
`
      .replace('     p95', '    p95')
      .replace('1 min   never', '1 min  never'),
  );
  expect(text).toContain(`\
average latency (AVERAGE_LATENCY_0), share whole, a window of 1 min
effect             caught   reset    held  slipped  delay p50     p95
x1.05, 5 % higher       -       -       -        -      3 min   never
  no rehearsal was exposed
x1.2, 20 % higher    97 %  38.8 %  58.2 %      3 %      3 min  10 min
  1,000 exposed, caught in 93 % to 100 %, 12 reset by chance, held at 31 %, p95
  34.4 percent-hours, p95 12,346 requests, p95 up to 100 %
`);
  expect(text).toContain(`
smallest effect that is caught in 95 of 100: x1.18, average latency 18 % higher,
caught in 92 % to 99 %

no effect on ERRORS that was tried is caught in 95 of 100
`);
});

test('incidents are counted too', () => {
  const incidents = [1, 2].map((i) => ({
    name: `deploy ${i}`,
    from: '2026-11-03T10:00:00.000Z',
    to: '2026-11-03T11:00:00.000Z',
    rehearsals: 40,
    caught: 39,
    delay_seconds: { p50: 60, p95: null },
  }));
  const { rehearsals } = assessed().assessment;
  const text = textOf({
    incidents,
    incidents_caught: { count: 4, of: 5, interval: [0.257, 0.979] },
    rehearsals: { ...rehearsals, ended_by_incident: 10 },
  });
  expect(text).toContain(`
4 of 5 incidents caught by at least half of the rehearsals under way; 95 %
interval 25.7 % to 97.9 %

10 rehearsals met an incident and count up to there, not as complete
`);
});

test('what was not seen, what is only a part, and the verdict are said', () => {
  const { assessment } = assessed();
  const queries = {
    ERRORS: { share: 0.1, longest_seconds: 60 },
    AVERAGE_LATENCY_0: { share: 0.2, longest_seconds: 60 },
  };
  const history = { ...assessment.history, blind: { share: 0.25, queries } };
  const text = textOf({ partial: true, history, verdict: 'cannot tell' });
  expect(text).toContain('blind on 25 % of them, most of all average latency\n');
  expect(text).toContain('rehearsals, a part of them, one every 20 min');
  expect(text).toContain('Interrupted: these are figures of the rehearsals done so far');
  expect(text).toMatch(/\nThis history cannot tell whether the limits are kept\.\n$/);
});

test('no line but a command is wider than the terminal', () => {
  for (const width of [80, 120]) {
    const lines = textOf({ injections: [injection(1.2, 97)] }, width).split('\n');
    const wide = lines.filter((line) => line.length > width && !line.includes('rollout simulate'));
    expect(wide).toEqual([]);
  }
});

test('an injection says the window, the baseline and the greatest reading that were taken', () => {
  const taken = { window_seconds: 300, baseline_seconds: 86_400, max: 1 };
  const text = textOf({ injections: [{ ...injection(1.2, 97), ...taken }] });
  expect(text).toContain('share whole, a window of 5 min, a baseline\nof 1 d, requests at most 1\n');
});
