import type { PageData } from '../page-data.ts';

/** A reading with as many significant digits as the page has of it. */
export function readingText({ bytes }: PageData, reading: number): string {
  if (Number.isNaN(reading)) return 'invalid';
  if (reading === Number.POSITIVE_INFINITY) return '+Inf';
  if (reading === Number.NEGATIVE_INFINITY) return '-Inf';
  return String(Number(reading.toPrecision(bytes + 2)));
}

/** The time of a tick: `2026-11-03 13:39:50 UTC`, or `t+2m30s` where the run has a clock of its own. */
export function timeText({ start, interval }: PageData, tick: number): string {
  const seconds = tick * interval;
  if (start === null) return `t+${durationText(seconds)}`;
  return `${new Date(start + seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function durationText(seconds: number): string {
  const rest = `${Number((seconds % 60).toFixed(3))}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return rest;
  if (minutes < 60) return `${minutes}m${rest}`;
  return `${Math.floor(minutes / 60)}h${minutes % 60}m${rest}`;
}
