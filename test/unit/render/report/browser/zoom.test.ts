import { expect, test } from 'vitest';
import { Zoom } from '../../../../../src/render/report/browser/zoom.ts';

const zoomOf = (ticks: number) => {
  const seen: string[] = [];
  const zoom = new Zoom(ticks, [({ from, to }) => seen.push(`${from}-${to}`)]);
  return { zoom, seen };
};

test('shows the whole run at first, then what is asked for, and tells its views', () => {
  const { zoom, seen } = zoomOf(1000);
  expect([zoom.window, zoom.isWhole]).toEqual([{ from: 0, to: 1000 }, true]);
  zoom.show(300, 100);
  expect(zoom.isWhole).toBe(false);
  zoom.panBy(50);
  zoom.panBy(-1000);
  zoom.panBy(5000);
  zoom.all();
  expect(seen).toEqual(['100-300', '150-350', '0-200', '800-1000', '0-1000']);
});

test('zooms around a tick that stays where it is, never beyond the run and never to less than ten ticks', () => {
  const { zoom } = zoomOf(1000);
  zoom.zoomBy(0.5, 250);
  expect(zoom.window).toEqual({ from: 125, to: 625 });
  zoom.zoomBy(0.0001, 200);
  expect(zoom.window.to - zoom.window.from).toBeCloseTo(10, 9);
  expect((200 - zoom.window.from) / 10).toBeCloseTo((200 - 125) / 500, 9);
  zoom.zoomBy(1e9, 200);
  expect(zoom.window).toEqual({ from: 0, to: 1000 });
});

test('follows a tick that is out of sight, and stays where one is in sight', () => {
  const { zoom } = zoomOf(1000);
  zoom.show(100, 200);
  zoom.follow(150);
  expect(zoom.window).toEqual({ from: 100, to: 200 });
  zoom.follow(700);
  expect(zoom.window).toEqual({ from: 650, to: 750 });
});

test('a run of few ticks is shown whole', () => {
  const { zoom } = zoomOf(3);
  zoom.show(1, 2);
  expect(zoom.window).toEqual({ from: 0, to: 3 });
});
