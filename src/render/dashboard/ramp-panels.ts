import { signalName } from '../../circuit/tree.ts';
import { DIRECTIONS, type Direction } from '../../rollout/criterion.ts';
import type { Ramp } from '../../rollout/ramp.ts';
import { everTrue, type Filters, meanReading, ofSignal, type PolicyMetrics, throughput } from './metrics.ts';
import type { Panel, Target } from './panel.ts';
import { rampAxis, stepsSentence } from './ramp-axis.ts';
import { DIRECTION_COLOURS } from './thresholds.ts';
import { timeline } from './timeline.ts';
import { timeseries } from './timeseries.ts';

const IDS = { throughput: 1, accept: 2, decisions: 3 } as const;

/** What the sampler let through, the accept percentage with its steps, and the ramp's decisions. */
export function rampPanels(ramp: Ramp, policy: PolicyMetrics): Panel[] {
  const decisions = DIRECTIONS.flatMap((direction) => decisionTarget(ramp, direction, policy));
  const always = [throughputPanel(policy.filters), acceptPanel(ramp, policy.filters)];
  if (decisions.length === 0) return always;
  return [...always, decisionsPanel(decisions)];
}

const throughputPanel = (filters: Filters): Panel =>
  timeseries(
    {
      id: IDS.throughput,
      title: 'Throughput - Accept/Reject',
      description: 'Requests per second by decision of the sampler.',
      width: 12,
      unit: 'reqps',
    },
    [{ expr: throughput(filters), legend: '__auto' }],
  );

function acceptPanel(ramp: Ramp, filters: Filters): Panel {
  const percentages = ramp.steps.map(({ target }) => target);
  const accept = { ...filters, signal_name: signalName(ramp.columns.accept) };
  return timeseries(
    {
      id: IDS.accept,
      title: 'Accept Percentage',
      description: stepsSentence(percentages),
      ...rampAxis(percentages),
    },
    [{ expr: meanReading(accept), legend: 'accept percentage' }],
  );
}

const decisionsPanel = (targets: readonly Target[]): Panel =>
  timeline(
    {
      id: IDS.decisions,
      title: 'Decisions',
      description:
        'The signals that drive the ramp, coloured while they are true. Reset wins; forward and backward together hold.',
      width: 24,
    },
    targets,
  );

function decisionTarget(ramp: Ramp, direction: Direction, { plan, filters }: PolicyMetrics): Target[] {
  const column = plan.columns.find(({ key }) => key === ramp.keys[direction]);
  if (!column) return [];
  const expr = everTrue({ ...filters, ...ofSignal(column) });
  return [{ expr, legend: column.name, color: DIRECTION_COLOURS[direction] }];
}
