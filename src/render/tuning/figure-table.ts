import type { Assessment, InjectionResult } from '../../judge/assessment.ts';
import { MAX_SLIPPED } from '../../judge/tune/score.ts';
import type { Tuning } from '../../judge/tuning.ts';
import { countText, intervalOf, NONE, percentOf, timeText } from '../assessment/blocks/numbers.ts';
import { left, right, type Table } from '../blocks/block.ts';
import { shortNumber } from '../plot/number.ts';
import { ENDLESS } from './exposure.ts';

type Figure = readonly [name: string, of: (assessment: Assessment) => string];

const NEVER = 'never';

const detectionOf = ({ injections: [first] }: Assessment): InjectionResult | undefined => first;

const FIGURES: readonly Figure[] = [
  ['reset by nothing', ({ false_alarms }) => percentOf(false_alarms.reset)],
  ['  95 % interval', ({ false_alarms }) => intervalOf(false_alarms.reset)],
  ['reached 100 %', ({ completed }) => percentOf(completed)],
  ['  half within', ({ time_to_complete_seconds: { p50 } }) => timeText(p50, NEVER)],
  ['effect caught', (one) => (detectionOf(one) ? percentOf(detectionOf(one)!.caught) : NONE)],
  ['  reset after, p50', (one) => timeText(detectionOf(one)?.delay_seconds.p50 ?? null, NEVER)],
  ['  reset after, p95', (one) => timeText(detectionOf(one)?.delay_seconds.p95 ?? null, NEVER)],
  ['exposed to it, p95', exposureText],
];

/** What slips through is exposed without end, as the choice of a setting has it. */
function exposureText(assessment: Assessment): string {
  const { exposure_requests, exposure_percent_hours, slipped } = detectionOf(assessment) ?? {};
  if (slipped && slipped.share > MAX_SLIPPED) return ENDLESS;
  const requests = exposure_requests?.p95 ?? null;
  if (requests !== null) return `${countText(Math.round(requests))} requests`;
  const hours = exposure_percent_hours?.p95 ?? null;
  return hours === null ? NONE : `${shortNumber(hours)} % h`;
}

/** Figure by figure: in use, chosen, and judged on history that was not tuned on. */
export function figureTable({ in_use, chosen: { tuned_on, judged_on } }: Tuning): Table {
  const columns: readonly (readonly [string, Assessment])[] = [
    ['in use', in_use],
    ['chosen', tuned_on],
    ...(judged_on ? [['judged', judged_on] as const] : []),
  ];
  return {
    kind: 'table',
    title: '',
    columns: [left('rehearsals'), ...columns.map(([name]) => right(name))],
    rows: FIGURES.map(([name, of]) => ({
      cells: [name, ...columns.map(([, assessment]) => of(assessment))],
    })),
  };
}
