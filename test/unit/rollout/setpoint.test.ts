import { expect, it } from 'vitest';
import { criteriaOf, driversOf } from '../../../src/rollout/drivers.ts';
import { averagesOf, setpointOf } from '../../../src/rollout/setpoint.ts';
import { latencyPlan } from '../../support/plans.ts';
import { renderedPlan } from '../../support/rendered-plan.ts';

const { plan } = renderedPlan({
  drivers:
    '{ema_latency_drivers: [{selectors: [{service: any, control_point: c}], window: 30s, ema: {ema_window: 300s, warmup_window: 10s}, criteria: {reset: {latency_tolerance_multiplier: 1.25}}}]}',
});

it('a criterion on a multiple of an average has the product, its base, the average and the factor', () => {
  const [reset] = criteriaOf(plan, 'reset');
  const { product, base, average, factor } = setpointOf(reset!, plan)!;
  expect([product.out.output, base, average?.out.output, factor]).toEqual([
    'root/RESET_LATENCY_SETPOINT_0',
    'root/EMA_LATENCY_0',
    'root/EMA_LATENCY_0',
    { constant: 1.25, text: '1.25' },
  ]);
});

it('a criterion on a constant has none', () => {
  const latency = latencyPlan();
  expect(criteriaOf(latency, 'reset').map((criterion) => setpointOf(criterion, latency))).toEqual([
    undefined,
  ]);
});

it('the averages of a query are the parameters of those that read it', () => {
  const [driver] = driversOf(plan);
  expect(averagesOf(driver!.component.out.output, plan)).toMatchObject([
    { ema_window: 300, warmup_window: 10 },
  ]);
  expect(averagesOf(undefined, plan)).toEqual([]);
});
