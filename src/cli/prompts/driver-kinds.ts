import type { DriverList } from '../../blueprint/renderers/values.ts';
import type { Choice } from './prompts.ts';

/** What a person chooses between: the driver lists of values, and a query of their own. */
export type DriverKind = DriverList | 'own_promql';

interface DriverChoice extends Choice<DriverKind> {
  /** The list such a driver belongs to. */
  readonly list: DriverList;
}

const DRIVER_CHOICES: readonly DriverChoice[] = [
  {
    value: 'average_latency_drivers',
    list: 'average_latency_drivers',
    title: 'Average latency',
    description: 'of the requests at a control point, measured by the agents',
  },
  {
    value: 'percentile_latency_drivers',
    list: 'percentile_latency_drivers',
    title: 'Percentile latency',
    description: 'such as the 95th percentile, measured by the agents',
  },
  {
    value: 'ema_latency_drivers',
    list: 'ema_latency_drivers',
    title: 'Latency against its own moving average',
    description: 'no threshold to know beforehand',
  },
  {
    value: 'promql_drivers',
    list: 'promql_drivers',
    title: 'A metric you have: errors or latency',
    description: 'ready-made PromQL for OpenTelemetry, Istio, Envoy, NGINX, gRPC, client libraries',
  },
  {
    value: 'own_promql',
    list: 'promql_drivers',
    title: 'A PromQL query of your own',
    description: 'checked as you type it',
  },
];

/** The kinds of driver a blueprint takes, as choices. */
export const driverChoices = (lists: readonly string[]): readonly Choice<DriverKind>[] =>
  DRIVER_CHOICES.filter(({ list }) => lists.includes(list));
