import { normalBelow } from '../../numerics/normal.ts';
import { noise } from './noise.ts';

/** Latency of one arm, in milliseconds. */
export interface Latency {
  readonly mean: number;
  readonly stddev: number;
}

/** One arm of the service: with the feature, or without. */
export interface Arm {
  readonly latency: Latency;
  readonly errorRate: number;
}

/** The service at one moment: `share` of its requests (0 to 1) get the feature. */
export interface Moment {
  readonly baseline: Arm;
  readonly feature: Arm;
  readonly share: number;
  /** Requests per second. */
  readonly rate: number;
}

/** What can be read off a service: a mean, a percentile (share below, 0 to 1), the error rate, requests per second. */
export type Measure =
  | { readonly of: 'mean' | 'error_rate' | 'rate' }
  | { readonly of: 'percentile'; readonly below: number };

/** Reads `latency_ms.mean`, `latency_ms.p95`, `latency_ms.p99.9`, `error_rate`, `rate`. */
export function parseMeasure(text: string): Measure | undefined {
  if (text === 'error_rate' || text === 'rate') return { of: text };
  if (text === 'latency_ms.mean') return { of: 'mean' };
  const percentile = /^latency_ms\.p(\d{1,2}(?:\.\d+)?)$/.exec(text);
  const below = percentile ? Number(percentile[1]) / 100 : 0;
  return below > 0 ? { of: 'percentile', below } : undefined;
}

/** Who draws the noise: the same draw gives the same reading. */
export interface Draw {
  readonly seed: number;
  readonly stream: number;
  readonly index: number;
}

/** A measure over `requests` requests, with the sampling noise of that many; NaN without requests. */
export function measure(what: Measure, at: Moment, requests: number, draw: Draw): number {
  if (what.of === 'rate')
    return Math.max(
      0,
      at.rate +
        Math.sqrt(at.rate) *
          noise(draw.seed, draw.stream, draw.index) *
          Math.sqrt(at.rate / Math.max(requests, 1)),
    );
  if (requests < 1) return Number.NaN;
  const { value, spread } = exact(what, at);
  const noisy = value + (spread / Math.sqrt(requests)) * noise(draw.seed, draw.stream, draw.index);
  return what.of === 'error_rate' ? Math.min(1, Math.max(0, noisy)) : Math.max(0, noisy);
}

/** The value without noise, and the standard deviation of one request's contribution to it. */
function exact(what: Measure, at: Moment): { value: number; spread: number } {
  const { baseline, feature, share } = at;
  if (what.of === 'error_rate') {
    const value = blend(baseline.errorRate, feature.errorRate, share);
    return { value, spread: Math.sqrt(value * (1 - value)) };
  }
  if (what.of === 'percentile') return percentile(what.below, at);
  const value = blend(baseline.latency.mean, feature.latency.mean, share);
  const second = blend(secondMoment(baseline.latency), secondMoment(feature.latency), share);
  return { value, spread: Math.sqrt(Math.max(0, second - value * value)) };
}

const blend = (a: number, b: number, share: number): number => a + (b - a) * share;
const secondMoment = ({ mean, stddev }: Latency): number => mean * mean + stddev * stddev;

/** The percentile of two normal arms mixed, by bisection; the spread of a sample quantile is sqrt(p(1-p))/density. */
function percentile(below: number, { baseline, feature, share }: Moment): { value: number; spread: number } {
  const arms = [
    [baseline.latency, 1 - share],
    [feature.latency, share],
  ] as const;
  const weight = (x: number) =>
    arms.reduce((sum, [arm, part]) => sum + part * normalBelow((x - arm.mean) / (arm.stddev || 1e-9)), 0);
  const reach = Math.max(...arms.map(([arm]) => arm.mean + 10 * arm.stddev)) + 1;
  let [low, high] = [0, reach];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (weight(middle) < below) low = middle;
    else high = middle;
  }
  const step = Math.max(1e-6, (baseline.latency.stddev + feature.latency.stddev) / 100);
  const density = (weight(low + step) - weight(low - step)) / (2 * step);
  return { value: low, spread: density > 1e-9 ? Math.sqrt(below * (1 - below)) / density : 0 };
}
