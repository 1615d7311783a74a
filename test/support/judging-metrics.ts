import { HISTORY, minuteMeans, REQUESTS, WINDOW } from '../../build/judging/service.ts';
import { openMetrics } from './open-metrics.ts';

const METER = 'flow_status="OK",flux_meter_name="checkout-v2/average_latency/0",policy_name="checkout-v2"';

/** The two weeks of the guide to judging as a server holds them, one scrape a minute: what its recording was made of. */
export function judgingMetrics(): string {
  const means = minuteMeans();
  const sums = [0];
  for (const mean of means) sums.push(sums.at(-1)! + mean * REQUESTS);
  const first = HISTORY.from - WINDOW * HISTORY.interval;
  const minute = (time: number): number => (time - first) / HISTORY.interval;
  const series = [
    { name: 'flux_meter_sum', value: (time: number) => sums[minute(time)]! },
    { name: 'flux_meter_count', value: (time: number) => minute(time) * REQUESTS },
  ].map((one) => ({ ...one, type: 'gauge' as const, labels: METER }));
  return openMetrics(series, first, first + means.length * HISTORY.interval, HISTORY.interval);
}
