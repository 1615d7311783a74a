import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportHtml } from '../../src/render/report.ts';
import { svg } from '../../src/render/svg.ts';
import { hasChromium, openChromium } from '../support/chromium.ts';
import { checkoutCircuit, rehearse } from '../support/rehearsal.ts';
import { eventfulHistory } from '../support/rehearsed.ts';
import { ReportPage } from '../support/report-page.ts';

describe.skipIf(!hasChromium())('a report in a browser', () => {
  let browser: Awaited<ReturnType<typeof openChromium>>;
  let report: ReportPage;
  let page: Page;
  let folder: string;
  let file: string;
  let events: readonly { tick: number; kind: string }[];
  let firstReset: number;

  beforeAll(async () => {
    const rehearsal = await eventfulHistory();
    events = rehearsal.result.events;
    firstReset = events.find(({ kind }) => kind === 'reset')!.tick;
    const readings = new Map(rehearsal.series.columns.map((column) => [column.name, column.last[599]!]));
    const circuitSvg = await svg(rehearsal.plan.tree, 1, { readings });
    folder = await mkdtemp(join(tmpdir(), 'rollout-report-'));
    file = join(folder, 'report.html');
    await writeFile(
      file,
      reportHtml({ ...rehearsal, policyText: 'circuit: {}', valuesText: null, circuitSvg }),
    );
    browser = await openChromium();
    report = await ReportPage.open(browser, file);
    page = report.page;
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const text = (selector: string) => report.text(selector);
  const cursorX = () => page.locator('svg.plot .cursor').first().getAttribute('x1');
  const wholeRun = '3 Nov 2026 12:00 to 3 Nov 2026 13:40 UTC: the whole run, 1 h 40 min';

  test('opens at the first reset, the whole of a short run in sight, with every reading in its place', async () => {
    expect(await text('#tick')).toBe(`tick ${firstReset}`);
    expect(await text('#move')).toBe('reset');
    expect(await text('#shown')).toBe(wholeRun);
    expect(await text('[data-reading="LATENCY"]')).toBe('110.916');
    expect(await text('[data-signal="RESET_0"] .value')).toBe('true');
  });

  test('the circuit lights up what decided at the tick under the cursor, and says it in words', async () => {
    const lit = '.net.because[data-reader]:not([data-reader=""])';
    expect(await page.locator(`${lit}[data-signal="RESET_0"]`).count()).toBeGreaterThan(0);
    expect(await text('#decided')).toBe('reset ← RESET true ← RESET_0 true ← LATENCY 110.916');
    await page.locator('.events a').first().click();
    expect(await text('#decided')).toMatch(/^forward ← FORWARD true ← /);
    expect(await page.locator(`${lit}[data-signal="RESET_0"]`).count()).toBe(0);
  });

  test('an event is a link that moves the cursor; a click beside the link does, too', async () => {
    const at = events.findIndex((event) => event.kind === 'reset');
    await page.locator('.events a').nth(at).click();
    expect(await text('#tick')).toBe(`tick ${firstReset}`);
    expect(page.url()).toMatch(new RegExp(`#tick=${firstReset}$`));
    await page.locator('#zoom-all').click();
    await page.keyboard.press('ArrowRight');
    await page.locator('.events a').nth(at).click();
    expect(await text('#tick')).toBe(`tick ${firstReset}`);
    await page.locator('.events tr[data-kind] td.reason').first().click();
    expect(await text('#tick')).toBe(`tick ${events[0]!.tick}`);
    expect(await text('#announcement')).toContain('forward');
  });

  test('Enter on an event jumps there too', async () => {
    await page.locator('.events a').nth(2).focus();
    await page.keyboard.press('Enter');
    expect(await text('#tick')).toBe(`tick ${events[2]!.tick}`);
  });

  test('arrow keys move the cursor, on the slider and off it', async () => {
    await page.locator('.events a').first().click();
    await page.locator('#cursor').focus();
    const before = await cursorX();
    await page.keyboard.press('ArrowRight');
    expect(await text('#tick')).toBe('tick 2');
    expect(await cursorX()).not.toBe(before);
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('ArrowLeft');
    expect(await text('#tick')).toBe('tick 1');
    await page.keyboard.press('Shift+ArrowRight');
    expect(await text('#tick')).toBe('tick 11');
    expect(await page.locator('#cursor').getAttribute('aria-valuetext')).toMatch(
      /^2026-11-03 12:01:50 UTC, accept \d/,
    );
  });

  test('the address follows the cursor once it rests', async () => {
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.url()).toMatch(/#tick=12$/);
  });

  test('a click on a plot moves the cursor', async () => {
    const box = await report.box('svg.plot');
    await page.mouse.click(box.x + box.width * 0.25, box.y + 20);
    expect(await text('#tick')).toBe('tick 150');
    expect(await text('#shown')).toBe(wholeRun);
  });

  test('a drag selects what all plots show; a double click shows all again', async () => {
    const axes = await report.axes();
    const box = await report.box('svg.plot');
    await page.mouse.move(box.x + box.width * 0.25, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 20, { steps: 4 });
    expect(await page.locator('svg.plot .selection').first().getAttribute('width')).toBe('25%');
    await page.mouse.up();
    expect(await text('#shown')).toBe('3 Nov 2026 12:25 to 3 Nov 2026 12:50 UTC: 25 min of 1 h 40 min');
    const zoomed = await report.axes();
    expect(zoomed).toHaveLength(3);
    for (const [i, labels] of zoomed.entries()) {
      expect(labels).toBe(zoomed[0]);
      expect(labels).not.toBe(axes[i]);
      expect(labels).toContain('12:30');
      expect(labels).toContain('3 Nov 2026 UTC');
    }
    await page.mouse.dblclick(box.x + 30, box.y + 20);
    expect(await report.axes()).toEqual(axes);
    expect(await text('#shown')).toBe(wholeRun);
  });

  test('a plot that is zoomed has the scale of what it shows', async () => {
    const scale = () => page.locator('svg.plot').nth(1).locator('.value').allTextContents();
    const whole = await scale();
    await page.locator('.events a').first().click();
    for (let i = 0; i < 4; i++) await page.locator('#zoom-in').click();
    expect(await scale()).not.toEqual(whole);
    await page.locator('#zoom-all').click();
    expect(await scale()).toEqual(whole);
  });

  test('the wheel zooms with Ctrl, about the pointer, and leaves the page where it is', async () => {
    const box = await report.box('svg.plot');
    await page.mouse.move(box.x + box.width / 2, box.y + 20);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -400);
    await page.keyboard.up('Control');
    await expect.poll(() => text('#shown')).not.toBe(wholeRun);
    expect(await text('#shown')).toMatch(/12:2\d(:\d\d)? to 3 Nov 2026 13:1\d/);
    expect(await page.evaluate('devicePixelRatio')).toBe(1);
    await page.locator('#zoom-all').click();
  });

  test('keys zoom, show all, go from event to event and back to the event that matters', async () => {
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('+');
    expect(await text('#shown')).toContain('1 h 7 min of 1 h 40 min');
    await page.keyboard.press('-');
    expect(await text('#shown')).toBe(wholeRun);
    await page.keyboard.press('f');
    expect(await text('#tick')).toBe(`tick ${firstReset}`);
    await page.keyboard.press('n');
    expect(await text('#tick')).toBe(`tick ${events.find(({ tick }) => tick > firstReset)!.tick}`);
    await page.keyboard.press('p');
    expect(await text('#tick')).toBe(`tick ${firstReset}`);
  });

  test('the buttons go from event to event', async () => {
    await page.locator('#next').click();
    const next = events.find((event) => event.tick > firstReset)!.tick;
    expect(await text('#tick')).toBe(`tick ${next}`);
  });

  test.each([
    ['#tick=300', 'tick 300'],
    ['#t=2026-11-03T12:10:00Z', 'tick 60'],
    ['#t=13:00:00', 'tick 360'],
    ['#tick=9999', 'tick 151'],
    ['#t=<img src=x onerror=alert(1)>', 'tick 151'],
  ])('a link with %s opens it at %s', async (hash, tick) => {
    const linked = await ReportPage.open(browser, file, hash);
    expect(await linked.text('#tick')).toBe(tick);
    expect(linked.noise).toEqual([]);
    await linked.page.close();
  });

  test('each plot has its query beside it', async () => {
    expect(await page.locator('figure .promql code').allTextContents()).toEqual([
      'job:latency',
      'job:errors',
    ]);
    await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('.promql .copy').first().click();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('job:latency');
  });

  test.each([1280, 390])(
    'nothing is wider than a window of %i pixels, the circuit fits it',
    async (width) => {
      await page.setViewportSize({ width, height: 900 });
      expect(await report.isTooWide()).toBe(false);
      await page.locator('[data-circuit=fit]').click();
      const [view, boxes] = [await report.box('.circuit-view'), await page.locator('svg.circuit .box').all()];
      for (const box of boxes) {
        const { x, y, width: w, height: h } = (await box.boundingBox())!;
        expect(
          x >= view.x && x + w <= view.x + view.width && y >= view.y && y + h <= view.y + view.height,
        ).toBe(true);
      }
    },
  );

  test.each([1280, 390])('what decided can be read at %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 900 });
    await page.locator('#zoom-focus').click();
    await page.locator('[data-circuit=fit]').click();
    await page.locator('[data-circuit=path]').click();
    const name = page.locator('svg.circuit [data-signal="RESET_0"] text.signal').first();
    expect((await name.boundingBox())!.height).toBeGreaterThan(7);
  });

  test('the circuit zooms by buttons and keys, moves under the pointer, and fits again', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    const frame = () => page.locator('svg.circuit').getAttribute('viewBox');
    await page.locator('[data-circuit=fit]').click();
    const whole = await frame();
    await page.locator('[data-circuit=in]').click();
    const near = await frame();
    expect(near).not.toBe(whole);
    const view = await report.box('.circuit-view');
    await page.mouse.move(view.x + 200, view.y + 100);
    await page.mouse.down();
    await page.mouse.move(view.x + 150, view.y + 90);
    await page.mouse.up();
    const moved = await frame();
    expect(moved).not.toBe(near);
    await page.locator('.circuit-view').focus();
    await page.keyboard.press('ArrowRight');
    expect(await frame()).not.toBe(moved);
    await page.keyboard.press('0');
    expect(await frame()).toBe(whole);
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
      `[...document.querySelectorAll('button,input,a,summary,[tabindex]:not(pre)')].filter((e) => !(e.getAttribute('aria-label') || e.textContent.trim())).length`,
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

  test('moves nothing by itself where less motion is wanted', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.locator('#zoom-in').click();
    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
    await page.locator('#zoom-all').click();
  });

  test.each([
    ['a run of no tick', checkoutCircuit(), '0s'],
    ['a run of one tick', checkoutCircuit(), '1s'],
    [
      'a policy without a ramp',
      { ...checkoutCircuit(), components: checkoutCircuit().components.slice(0, -1) },
      '60s',
    ],
  ] as const)('%s opens, and its buttons do nothing wrong', async (_, circuit, duration) => {
    const run = await rehearse(circuit, `duration: ${duration}\nsignals: {LATENCY: 50, ERRORS: 0}`);
    const short = join(folder, 'short.html');
    await writeFile(short, reportHtml({ ...run, policyText: '', valuesText: null, circuitSvg: null }));
    const opened = await ReportPage.open(browser, short);
    for (const button of ['#zoom-in', '#zoom-out', '#zoom-all', '#zoom-focus', '#next', '#previous'])
      await opened.page.locator(button).click();
    await opened.page.keyboard.press('ArrowRight');
    expect(opened.noise).toEqual([]);
    await opened.page.close();
  });

  test('hostile names, queries and reasons are text, wherever the page writes them', async () => {
    const [name, query] = ['<img src=x onerror=alert(1)>', '</script><script>alert(2)</script>'];
    const circuit = JSON.parse(
      JSON.stringify(checkoutCircuit())
        .replaceAll('"LATENCY"', JSON.stringify(name))
        .replaceAll('job:latency', query),
    );
    const run = await rehearse(
      circuit,
      `duration: 60s\nsignals: {${JSON.stringify(name)}: '50x20 150x5 50x40', ERRORS: '0x60'}`,
      { start: true },
    );
    const events = run.result.events.map((event) => ({ ...event, reason: `${event.reason} ${name}` }));
    const circuitSvg = await svg(run.plan.tree, 1, { readings: new Map() });
    const result = { ...run.result, policy: name, events };
    const hostile = join(folder, 'hostile.html');
    await writeFile(
      hostile,
      reportHtml({ ...run, result, policyText: query, valuesText: query, circuitSvg }),
    );
    const opened = await ReportPage.open(browser, hostile, '#t=<script>alert(3)</script>');
    const dialogs: string[] = [];
    opened.page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    for (const step of ['#zoom-in', '#next', '.events a', '[data-circuit=path]', '.kinds button'])
      await opened.page.locator(step).first().click();
    expect(await opened.text('#decided')).toContain(`${name} 50`);
    expect(await opened.text('.promql code')).toBe(query);
    expect(await opened.text('h1')).toBe(name);
    expect(await opened.page.locator('img, script:not([type]):not(body > script)').count()).toBe(0);
    expect([dialogs, opened.noise]).toEqual([[], []]);
    await opened.page.close();
  });

  test('the console stays empty and no request leaves the page', () => {
    expect(report.noise).toEqual([]);
    expect(report.requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
    expect(new Set(report.requests).size).toBe(1);
  });
});
