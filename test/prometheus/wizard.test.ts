import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseYaml } from '../../src/text/yaml.ts';
import { type FaultProxy, faultProxy } from '../support/fault-proxy.ts';
import { openMetrics, type SeriesSpec } from '../support/open-metrics.ts';
import { findPrometheus, type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { at80x24, PROMQL, READY } from '../support/questions.ts';
import type { Sandbox } from '../support/script.ts';
import { hasTmux, type Terminal } from '../support/terminal.ts';

const STEP = 60;
const NOW = Math.ceil(Date.now() / 1000 / STEP) * STEP;
const FROM = NOW - 25 * 3600;

const counter = (name: string, labels: string, perMinute: number): SeriesSpec => ({
  name,
  labels,
  type: 'counter',
  value: (time) => ((time - FROM) / STEP) * perMinute,
});

/** A day of a shop: 50 to 60 ms with a peak of 120 every three hours; 1 % of the requests of two jobs fail. */
const series: readonly SeriesSpec[] = [
  counter(
    'http_server_request_duration_seconds_count_total',
    'job="shop/cart",http_response_status_code="200"',
    990,
  ),
  counter(
    'http_server_request_duration_seconds_count_total',
    'job="shop/cart",http_response_status_code="500"',
    10,
  ),
  counter(
    'http_server_request_duration_seconds_count_total',
    'job="shop/checkout",http_response_status_code="200"',
    990,
  ),
  counter(
    'http_server_request_duration_seconds_count_total',
    'job="shop/checkout",http_response_status_code="500"',
    10,
  ),
  {
    name: 'queue_wait_ms',
    type: 'gauge',
    labels: 'queue="it\'s \\"new\\""',
    value: (time) => {
      const minute = (time - FROM) / STEP;
      return minute % 180 === 0 ? 120 : 50 + (minute % 11);
    },
  },
  {
    name: 'queue_gone_ms',
    type: 'gauge',
    labels: 'queue="\u001b[31mred"',
    value: (time) => (time < FROM + 3600 || time > NOW - 7200 ? undefined : 5),
  },
];

describe.skipIf(!hasTmux || !findPrometheus()).concurrent('questions that know a Prometheus', () => {
  let server: RunningPrometheus;
  beforeAll(async () => {
    // As fresh an hour later.
    const text = openMetrics(series, FROM, NOW + 3600, STEP)
      .replace(/^# TYPE (\S+_count) counter$/gm, '# TYPE $1 unknown')
      .replace(/_count_total/g, '_count');
    server = await startPrometheus(text);
  });
  afterAll(() => server?.stop());

  async function asked(url: () => string, look: (terminal: Terminal, sandbox: Sandbox) => Promise<void>) {
    // By itself it gives up on a server that stands still for 5 s.
    await at80x24(`${PROMQL} ${READY} --prometheus ${url()} --timeout 2m`, look);
  }

  /** Types text and presses keys, no Enter after them. */
  async function type(terminal: Terminal, text: string, shown: string): Promise<void> {
    for (const part of text.split(/(<\w+>)/).filter(Boolean))
      terminal.press(...(/^<\w+>$/.test(part) ? [part.slice(1, -1)] : ['-l', '--', part]));
    await terminal.shows(shown);
  }

  const driverIn = ({ work }: Sandbox): unknown =>
    (
      parseYaml(readFileSync(join(work, 'values.yaml'), 'utf8'), 'values.yaml').value as {
        readonly policy: { readonly drivers: { readonly promql_drivers: readonly unknown[] } };
      }
    ).policy.drivers.promql_drivers[0];

  test('a query is completed, its last day drawn, and its thresholds are proposed', async () => {
    await asked(
      () => server.url,
      async (terminal, sandbox) => {
        await terminal.shows('? What drives the ramp');
        terminal.type('<Down>');
        await terminal.shows('? PromQL');
        await type(terminal, 'max(q<Tab>', '? PromQL max(queue_');
        await type(terminal, '<Tab>', 'queue_gone_ms  queue_wait_ms');
        await type(terminal, 'w<Tab>{<Tab>', '__name__');
        await type(terminal, 'q<Tab>', '{queue');
        await type(terminal, '="<Tab>', '="it\'s \\"new\\""');
        terminal.type('})');
        await terminal.shows('? Good values of it are');
        terminal.type('');
        await terminal.shows('? Go forward while it is below (66)');
        expect(terminal.window()).toMatch(/\n {2}[▁▂█]{40,}\n/);
        expect(terminal.window()).toContain('  last day: min 50, median 55, p95 60, max 120, now ');
        expect(terminal.window()).toContain(
          'proposed: forward below 66 (p95 + 10 %), reset above 150 (max + 25 %)',
        );
        terminal.type('');
        await terminal.shows('? Step back');
        terminal.type('');
        await terminal.shows('? Reset to the start when it is above (150)');
        terminal.type('');
        await terminal.shows('? What else');
        terminal.type('');
        await terminal.shows('exit 0');
        expect(driverIn(sandbox)).toEqual({
          query_string: 'max(queue_wait_ms{queue="it\'s \\"new\\""})',
          criteria: { forward: { operator: 'lt', threshold: 66 }, reset: { operator: 'gt', threshold: 150 } },
        });
      },
    );
  });

  test('jobs are completed; a rate that never changes proposes nothing new', async () => {
    await asked(
      () => server.url,
      async (terminal) => {
        for (const question of ['What drives the ramp', 'Where do the metrics come from', 'What decides']) {
          await terminal.shows(`? ${question}`);
          terminal.type('');
        }
        await terminal.shows('  known: shop/cart shop/checkout\n? Which job');
        await type(terminal, '<Tab>', 'shop/cart  shop/checkout');
        await type(terminal, 'h<Tab>', '? Which job shop/checkout');
        terminal.type('');
        await terminal.shows('? Over the last');
        terminal.type('');
        await terminal.shows('nothing is proposed from that');
        await terminal.shows('? Go forward while the error rate is below (%) (1)');
        expect(terminal.window()).toContain('  last day: min 1, median 1, p95 1, max 1 %, now 1');
      },
    );
  });

  test('a query that is dead proposes nothing, and nothing of the server is obeyed', async () => {
    await asked(
      () => server.url,
      async (terminal) => {
        await terminal.shows('? What drives the ramp');
        terminal.type('<Down>');
        await terminal.shows('? PromQL');
        await type(terminal, 'max(queue_gone_ms{queue="<Tab>', 'nothing known begins so');
        terminal.type('<BSpace><BSpace>!="x"})');
        await terminal.shows('? Good values');
        terminal.type('');
        await terminal.shows('nothing is proposed from that');
        expect(terminal.window()).toContain('the query returns no series');
        await terminal.shows('? Go forward while it is below (always)');
      },
    );
  });

  test('a server that ends half-way is one warning, and the questions go on', async () => {
    let proxy: FaultProxy | undefined;
    let isDown = false;
    proxy = await faultProxy(server.url, () => (isDown ? { kind: 'reset' } : undefined));
    await asked(
      () => proxy.url,
      async (terminal, sandbox) => {
        await terminal.shows('? What drives the ramp');
        terminal.type('<Down>');
        await terminal.shows('? PromQL');
        await type(terminal, 'max(queue_w<Tab>', 'max(queue_wait_ms');
        isDown = true;
        await type(terminal, '{qu<Tab>', 'PROMPT_SERVER');
        await terminal.shows('? PromQL max(queue_wait_ms{qu');
        terminal.type('eue!="x"})<Tab>');
        for (const [question, answer] of [
          ['Good values'],
          ['Go forward', '70'],
          ['Step back'],
          ['Reset'],
          ['What else'],
        ]) {
          await terminal.shows(`? ${question}`);
          terminal.type(answer ?? '');
        }
        await terminal.shows('exit 0');
        expect(terminal.screen().match(/^warning PROMPT_SERVER/gm)).toHaveLength(1);
        expect(driverIn(sandbox)).toMatchObject({ criteria: { forward: { threshold: 70 } } });
      },
    );
    await proxy.close();
  });

  test('a server that does not answer at all is a warning before the questions', async () => {
    await asked(
      () => 'http://127.0.0.1:9',
      async (terminal) => {
        await terminal.shows('warning PROMPT_SERVER the questions go on without the server');
        await terminal.shows('? What drives the ramp');
        terminal.press('C-c');
        await terminal.shows('exit 130');
        expect(terminal.joined()).toContain('--prometheus http://127.0.0.1:9');
      },
    );
  });
});
