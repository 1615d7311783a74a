import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportHtml } from '../../src/render/report.ts';
import { svg } from '../../src/render/svg.ts';
import { hasChromium, openChromium } from '../support/chromium.ts';
import { eventfulHistory } from '../support/rehearsed.ts';

describe.skipIf(!hasChromium())('a report in a browser', () => {
  let browser: Awaited<ReturnType<typeof openChromium>>;
  let page: Page;
  let folder: string;
  let events: readonly { tick: number; kind: string }[];
  const noise: string[] = [];
  const requests: string[] = [];

  beforeAll(async () => {
    const rehearsal = await eventfulHistory();
    events = rehearsal.result.events;
    const readings = new Map(rehearsal.series.columns.map((column) => [column.name, column.last[599]!]));
    const circuitSvg = await svg(rehearsal.plan.tree, 1, { readings });
    folder = await mkdtemp(join(tmpdir(), 'rollout-report-'));
    const file = join(folder, 'report.html');
    await writeFile(
      file,
      reportHtml({ ...rehearsal, policyText: 'circuit: {}', valuesText: null, circuitSvg }),
    );
    browser = await openChromium();
    page = await browser.context.newPage();
    page.on('console', (message) => noise.push(message.text()));
    page.on('pageerror', (problem) => noise.push(problem.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const text = (selector: string) => page.locator(selector).first().textContent();
  const cursorX = () => page.locator('svg.plot .cursor').first().getAttribute('x1');

  test('opens at the last tick, with every reading in its place', async () => {
    expect(await text('#tick')).toBe('tick 599');
    expect(await text('#time')).toBe('2026-11-03 13:39:50 UTC');
    expect(await text('#accept')).toBe('100 %');
    expect(await text('[data-reading="LATENCY"]')).toMatch(/^\d+\.\d+$/);
  });

  test('a click on an event jumps there', async () => {
    const at = events.findIndex((event) => event.kind === 'reset');
    await page.locator('.events tbody tr').nth(at).click();
    expect(await text('#tick')).toBe(`tick ${events[at]!.tick}`);
    expect(await text('#move')).toBe('reset');
    expect(await text('[data-reading="LATENCY"]')).toBe('110.916');
    expect(await text('[data-signal="RESET_0"] .value')).toBe('true');
    expect(await page.locator('[data-signal="RESET_0"]').first().getAttribute('class')).toBe('net is-true');
    expect(await text('#announcement')).toContain('reset');
  });

  test('Enter on an event jumps there too', async () => {
    await page.locator('[data-tick]').first().focus();
    await page.keyboard.press('Enter');
    expect(await text('#tick')).toBe(`tick ${events[0]!.tick}`);
  });

  test('arrow keys move the cursor, on the slider and off it', async () => {
    await page.locator('#cursor').focus();
    const before = await cursorX();
    await page.keyboard.press('ArrowRight');
    expect(await text('#tick')).toBe('tick 2');
    expect(await cursorX()).not.toBe(before);
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('ArrowLeft');
    expect(await text('#tick')).toBe('tick 1');
    expect(await page.locator('#cursor').getAttribute('aria-valuetext')).toMatch(
      /^2026-11-03 12:00:10 UTC, accept 1 %/,
    );
  });

  test('a click and a drag on a plot move it', async () => {
    const box = (await page.locator('svg.plot').first().boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.25, box.y + 20);
    await page.mouse.down();
    expect(await text('#tick')).toBe('tick 150');
    await page.mouse.move(box.x + box.width * 0.5, box.y + 20);
    await page.mouse.up();
    expect(await text('#tick')).toBe('tick 300');
  });

  test('the buttons go from event to event', async () => {
    await page.locator('#next').click();
    const next = events.find((event) => event.tick > 300)!.tick;
    expect(await text('#tick')).toBe(`tick ${next}`);
  });

  test.each([1280, 390])('nothing is wider than a window of %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });

  test.each([
    ['light', 'rgb(255, 255, 255)'],
    ['dark', 'rgb(13, 17, 23)'],
  ] as const)('follows a %s system', async (colorScheme, background) => {
    await page.emulateMedia({ colorScheme });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(background);
  });

  test('everything that takes focus has a name, headings are in order', async () => {
    const nameless = await page.evaluate(
      `[...document.querySelectorAll('button,input,[tabindex]:not(pre)')].filter((e) => !(e.getAttribute('aria-label') || e.textContent.trim())).length`,
    );
    expect(nameless).toBe(0);
    expect(await page.locator('h1,h2').allTextContents()).toEqual([
      'checkout-v2',
      'Signals over time',
      'Events',
      'Circuit',
      'Ticks',
      'Run',
      'Policy',
    ]);
  });

  test('the console stays empty and no request leaves the page', () => {
    expect(noise).toEqual([]);
    expect(requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
    expect(requests).toHaveLength(1);
  });
});
