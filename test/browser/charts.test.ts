import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Rehearsal } from '../../src/render/plot.ts';
import { reportHtml, reportSvg } from '../../src/render/report.ts';
import { hasChromium, openChromium } from '../support/chromium.ts';
import { checkoutCircuit, closeThresholds, rehearse } from '../support/rehearsal.ts';

/** Each a run with two bad ticks, a gap, thresholds 1 % apart and ten steps of the ramp. */
const RUNS = [
  { title: 'ten minutes', interval: 1, ticks: 600, from: '2026-11-03T12:00:00.000Z' },
  { title: 'a month', interval: 300, ticks: 8640, from: '2026-11-03T12:07:00.000Z' },
  { title: 'a year', interval: 3600, ticks: 8760, from: '2025-11-20T00:00:00.000Z' },
] as const;

const history = async ({ interval, ticks, from }: (typeof RUNS)[number]): Promise<Rehearsal> => {
  const half = Math.floor(ticks / 2);
  const latency = `50+0.001x${half - 50} 140 _x40 50x${half} 140 50x10`;
  const circuit = closeThresholds(checkoutCircuit(`${interval}s`, `${interval}s`));
  return rehearse(circuit, `duration: ${ticks * interval}s\nsignals: {LATENCY: '${latency}', ERRORS: 0}`, {
    as: { kind: 'history', name: null, from },
  });
};

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The boxes of what a selector finds on the page, in pixels; what is not shown has none. */
const boxes = (page: Page, selector: string): Promise<Box[]> =>
  page.evaluate(`[...document.querySelectorAll('${selector}')].flatMap((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return right > left ? [{ text: element.textContent, left, right, top, bottom }] : [];
  })`);

/** Fonts leave a pixel or two of a line of text empty. */
const meet = (a: Box, b: Box): boolean =>
  a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2;

/** Labels that cover a frame or another label, or leave the window. */
async function faults(page: Page, width: number): Promise<string[]> {
  const labels = await boxes(page, 'svg text.word, svg text.time, svg text.value');
  const frames = await boxes(page, 'svg .frame');
  expect([labels.length > 20, frames.length]).toEqual([true, 3]);
  return labels.flatMap((label, i) => [
    ...frames.filter((frame) => meet(frame, label)).map(() => `${label.text} lies on a frame`),
    ...labels
      .slice(i + 1)
      .flatMap((other) => (meet(other, label) ? [`${label.text} lies on ${other.text}`] : [])),
    ...(label.left < 0 || label.right > width ? [`${label.text} is cut off`] : []),
  ]);
}

describe.skipIf(!hasChromium())('charts in a browser', () => {
  let browser: Awaited<ReturnType<typeof openChromium>>;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollout-charts-'));
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = async (name: string, text: string, width: number) => {
    const file = join(folder, name);
    await writeFile(file, text);
    const page = await browser.context.newPage();
    await page.setViewportSize({ width, height: 900 });
    await page.goto(pathToFileURL(file).href);
    return page;
  };

  describe.each(RUNS)('of $title', (run) => {
    const model = async () => ({
      ...(await history(run)),
      policyText: '',
      valuesText: null,
      circuitSvg: null,
    });

    test.each([1280, 900, 390])(
      'labels lie on no data and on no other label, %i pixels wide',
      async (width) => {
        const page = await open('report.html', reportHtml(await model()), width);
        expect(await faults(page, width)).toEqual([]);
        await page.close();
      },
    );

    test('nor do they in the picture', async () => {
      const page = await open('picture.svg', reportSvg(await model()), 1000);
      expect(await faults(page, 1000)).toEqual([]);
      await page.close();
    });

    test('both thresholds have their label, and each bad tick its flag', async () => {
      const svg = reportSvg(await model());
      expect(svg).toContain('>forward 75</text>');
      expect(svg).toContain('>reset 76</text>');
      const flags = /class="flag reset" d="([^"]+)"/.exec(svg)![1]!;
      expect(flags.match(/M/g)).toHaveLength(2);
    });
  });
});
