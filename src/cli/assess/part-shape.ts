import {
  isCount,
  isMapping,
  isNumber,
  isText,
  isTruth,
  listOf,
  mapOf,
  mappingOf,
  oneOf,
  orMissing,
  orNull,
} from '../../text/shape.ts';
import { PART_FORMAT, PART_VERSION } from './part.ts';

// Whether the lines of a part have the shape that `partText` gives them.

/** A tick, or NEVER. */
const isTick = (value: unknown): boolean => value === -1 || isCount(value);

const isQuantity = (value: unknown): boolean => isNumber(value) || isText(value);

const isPositive = (value: unknown): boolean => isNumber(value) && Number(value) > 0;

const isStretch = mappingOf({
  criterion: isTick,
  from: isCount,
  to: isCount,
  extreme: orNull(isQuantity),
  threshold: orNull(isQuantity),
});

const isFacts = mappingOf({
  start: isNumber,
  interval: isPositive,
  ticks: isCount,
  criteria: listOf(mappingOf({ signal: isText, direction: oneOf('forward', 'backward', 'reset') })),
  memory: listOf(mappingOf({ signal: isText, ticks: isCount })),
  blind: mappingOf({
    share: isNumber,
    queries: mapOf(mappingOf({ share: isNumber, longest_seconds: isNumber })),
  }),
  stretches: listOf(isStretch),
});

const isRate = mappingOf({
  count: isCount,
  share: isNumber,
  independent: isCount,
  n_effective: isNumber,
  interval: orNull(listOf(isNumber, 2)),
});

const isInput = mappingOf({
  policy: isText,
  facts: isFacts,
  starts: mappingOf({
    every: (value) => isCount(value) && isPositive(value),
    horizon: (value) => isCount(value) && isPositive(value),
  }),
  fastest: isCount,
  window: isCount,
  incidents: listOf(mappingOf({ name: isText, from: isNumber, to: isNumber })),
  injections: listOf(
    mappingOf({
      effect: isText,
      share: isText,
      window_seconds: isNumber,
      baseline_seconds: orMissing(isNumber),
      max: orMissing(isNumber),
    }),
  ),
  smallest: mapOf(orNull(mappingOf({ effect: isText, caught: isRate }))),
  limits: mappingOf({ maxFalseAlarms: orMissing(isNumber), minCaught: orMissing(isNumber) }),
  diagnostics: listOf(mappingOf({ code: isText, severity: oneOf('warning'), message: isText })),
});

const isMeasure = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length === 2 &&
  isText(value[0]) &&
  mappingOf({ title: isText, unit: isText })(value[1]);

const isBasis = mappingOf({
  sure: isTruth,
  run: isMapping,
  policy: mappingOf({ text: isText, values: orNull(isText), measures: listOf(isMeasure) }),
  input: isInput,
  shown: mappingOf({
    words: isText,
    recordings: listOf(mappingOf({ file: isText, start: isNumber, end: isNumber })),
  }),
});

const isShard = ({ part, of }: { readonly part?: unknown; readonly of?: unknown }): boolean =>
  isCount(part) && isCount(of) && Number(part) >= 1 && Number(part) <= Number(of);

export const isPartHead = mappingOf({
  format: oneOf(PART_FORMAT),
  version: (value) => value === PART_VERSION,
  shard: (value) => isMapping(value) && isShard(value as object),
  basis: isBasis,
});

const isOutcome = mappingOf({
  start: isCount,
  ticks: isCount,
  completed: isTick,
  reset: isTick,
  backward: isTick,
  isAtFirstStep: isTruth,
  resetBy: listOf(isCount),
  backwardBy: listOf(isCount),
  incident: isTick,
});

const isIncidentOutcome = mappingOf({ start: isCount, incident: isCount, reset: isTick });

const isInjectedOutcome = mappingOf({
  start: isCount,
  ticks: isCount,
  completed: isTick,
  reset: isTick,
  exposed: isTick,
  effective: isTick,
  final: isNumber,
  highest: isNumber,
  percentHours: isNumber,
  requests: orMissing(isNumber),
  incident: isTick,
});

export const isStartOutcomes = mappingOf({
  healthy: isOutcome,
  incidents: listOf(isIncidentOutcome),
  injected: listOf(isInjectedOutcome),
});

export const isPartEnd = mappingOf({ end: (value) => value === true, rehearsals: isCount });
