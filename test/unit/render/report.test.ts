import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readSignals } from '../../../src/render/report/browser/signals.ts';
import type { PageData } from '../../../src/render/report/page-data.ts';
import { type ReportModel, reportHtml, reportSvg } from '../../../src/render/report.ts';
import { checkoutCircuit, rehearse } from '../../support/rehearsal.ts';
import { eventfulHistory, onSeries } from '../../support/rehearsed.ts';

const model = async (
  rehearsal: ReturnType<typeof onSeries>,
  more: Partial<ReportModel> = {},
): Promise<ReportModel> => ({
  ...(await rehearsal),
  policyText: 'circuit: {}\n',
  valuesText: null,
  circuitSvg: null,
  ...more,
});

const dataOf = (html: string): PageData =>
  JSON.parse(/<script type="application\/json" id="data">(.*)<\/script>/.exec(html)![1]!);

describe('the page', () => {
  test('allows its own script and styles by hash, and nothing else', async () => {
    const html = reportHtml(
      await model(eventfulHistory(), {
        circuitSvg: '<svg class="circuit"><style>.a{fill:red}</style></svg>',
      }),
    );
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)![1]!;
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => hash(match[1]!));
    const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map((match) => hash(match[1]!));
    expect([scripts.length, styles.length]).toEqual([1, 2]);
    expect(policy).toContain(`script-src ${scripts.join(' ')};`);
    expect(policy).toContain(`style-src ${styles.join(' ')};`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(html).not.toMatch(/ style="| on\w+="|src="|@import|url\(/);
  });

  test.each(['</script><script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"\'&<>\u0000'])(
    'shows %j as text',
    async (text) => {
      const run = await onSeries('50x20');
      const [started] = run.result.events;
      const because = [{ title: text, unit: text, signal: text, value: 1 }];
      const events = [
        { ...started!, reason: text, because: undefined },
        { ...started!, because },
      ];
      const queries = run.plan.queries.map((query) => ({ ...query, measure: { title: text, unit: text } }));
      const plan = { ...run.plan, queries };
      const source = { ...run.result.source, name: text };
      const html = reportHtml({
        ...run,
        plan,
        result: { ...run.result, policy: text, source, events },
        policyText: text,
        valuesText: text,
        circuitSvg: null,
      });
      expect(html.match(/<script/g)).toHaveLength(2);
      expect(html).not.toContain('<img');
      const svg = reportSvg({
        ...run,
        plan,
        result: { ...run.result, policy: text },
        policyText: text,
        valuesText: null,
        circuitSvg: null,
      });
      expect(svg).not.toMatch(/<script|<img/);
    },
  );

  test('is shaded where a signal has no value', async () => {
    const html = reportHtml(await model(onSeries('50x19 _x20 50x19')));
    expect(html).toContain('<path class="span missing" d="M350 0H684V400H350Z"/>');
    expect(html).toContain('<span class="missing"><i></i>no value</span>');
    expect(reportHtml(await model(onSeries('50x19')))).not.toContain('<path class="span missing"');
  });

  test('says what was run, on what, and that history is open loop', async () => {
    const html = reportHtml(await model(eventfulHistory(), { valuesText: 'policy_name: checkout-v2' }));
    for (const fact of [
      'prometheus 2.42.0',
      'http://127.0.0.1:9090',
      '2026-11-03T12:00:00.000Z',
      'Open loop',
      'policy_name: checkout-v2',
      'would have reached 100 % on 3 Nov 13:18',
    ])
      expect(html).toContain(fact);
  });

  test('has every tick of a day at 10 s with twenty noisy signals, under 2 MB', async () => {
    const base = checkoutCircuit('10s', '10s');
    const extra = Array.from({ length: 15 }, (_, i) => ({
      query: {
        promql: {
          query_string: `q${i}`,
          evaluation_interval: '10s',
          out_ports: { output: { signal_name: `Q_${i}` } },
        },
      },
    }));
    const signals = extra.map((_, i) => `Q_${i}: latency_ms.mean`).join(', ');
    const run = await rehearse(
      { ...base, components: [...base.components, ...extra] },
      `duration: 86400s\nsignals: {LATENCY: latency_ms.mean, ERRORS: error_rate, ${signals}}`,
    );
    expect(run.result.ticks).toBe(8640);
    const html = reportHtml(await model(Promise.resolve(run)));
    expect(html.length).toBeLessThan(2_000_000);
    expect(dataOf(html).cells).toEqual([[8640, 1]]);
  });

  test('keeps the extremes of a longer run, and every tick around a reset', async () => {
    const run = await onSeries('50x20000 120 50x20000');
    const html = reportHtml(await model(Promise.resolve(run)));
    const data = dataOf(html);
    expect(html.length).toBeLessThan(2_000_000);
    expect(data.focus).toEqual({ tick: 20_002, kind: 'reset', from: 19_822, to: 20_302 });
    // Blocks of 512 ticks: the one of completion and that after it, those of the reset and both beside it, those of completion again.
    expect(data.cells).toEqual([
      [1024, 1],
      [(19_456 - 1024) / 8, 8],
      [1536, 1],
      [2376, 8],
      [1, 3],
    ]);
    const latency = readSignals(data).signals.get('LATENCY')!;
    expect(Math.max(...latency.max.filter((reading) => !Number.isNaN(reading)))).toBe(120);
  });

  test('readings give way to a long policy: buckets are joined, single ticks around a reset stay', async () => {
    const run = await onSeries('50x20000 120 50x20000');
    const data = dataOf(reportHtml(await model(Promise.resolve(run), { policyText: 'x'.repeat(1_890_000) })));
    expect(data.bytes).toBe(3);
    expect(data.cells[1]![1]).toBeGreaterThan(8);
    expect(data.cells).toContainEqual([3 * 512, 1]);
  });

  test('is there for a run of no tick', async () => {
    const run = await rehearse(checkoutCircuit(), 'duration: 0s\nsignals: {LATENCY: 50, ERRORS: 0}');
    expect(reportHtml(await model(Promise.resolve(run)))).toContain('There was not one tick');
    expect(reportSvg(await model(Promise.resolve(run)))).toContain('there was not one tick');
  });
});

describe('the picture', () => {
  test('is one static SVG with title, outcome and a plot for each driver', async () => {
    const svg = reportSvg(await model(eventfulHistory()));
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg.match(/class="series"/g)).toHaveLength(3);
    expect(svg).toContain('reset 100');
    expect(svg).not.toMatch(/var\(|NaN|undefined|<script/);
  });
});
