import type { Plan } from '../../circuit/plan.ts';
import { driversOf } from '../../rollout/drivers.ts';
import { rampOf } from '../../rollout/ramp.ts';
import { queryPanel, validityPanel } from './driver-panels.ts';
import type { Filters } from './metrics.ts';
import type { Panel } from './panel.ts';
import { rampPanels } from './ramp-panels.ts';

/** Fixed, so that an added driver moves no other panel's id. */
const FIRST_QUERY_ID = 100;

/** What a policy has to show: its ramp, every query, and how valid they were. */
export function panelsOf(plan: Plan, filters: Filters): Panel[] {
  const policy = { plan, filters };
  const ramp = rampOf(plan);
  const panels: Panel[] = [];
  if (ramp) panels.push(...rampPanels(ramp, policy));
  const drivers = driversOf(plan);
  panels.push(...drivers.map((driver, i) => queryPanel(driver, FIRST_QUERY_ID + i, policy)));
  return [...panels, ...validityPanel(drivers, policy)];
}
