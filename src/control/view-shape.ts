import { isJsonReading } from '../text/json-reading.ts';
import {
  type Check,
  isCount,
  isNumber,
  isText,
  listOf,
  mappingOf,
  oneOf,
  orMissing,
  orNull,
} from '../text/shape.ts';

const isNumberOrNull = orNull(isJsonReading);

const isRead = mappingOf({
  title: isText,
  signal: isText,
  unit: isText,
  value: isNumberOrNull,
  problem: orMissing(isText),
  direction: orMissing(orNull(isText)),
  operator: orMissing(isText),
  threshold: orMissing(isNumberOrNull),
  threshold_signal: orMissing(orNull(isText)),
  times_average: orMissing(orNull(isNumber)),
  lasts_seconds: orMissing(isNumber),
});
const isSetting = mappingOf({
  key: isText,
  value: (value) => typeof value === 'boolean' || isNumberOrNull(value),
});

/** Why something happened, as data. */
export const isBecause = listOf((one) => isRead(one) || isSetting(one));

/** A time that can be read. */
export const isTime: Check = (value) => isText(value) && !Number.isNaN(Date.parse(value as string));
const isPositive: Check = (value) => isCount(value) && (value as number) > 0;

const isPair: Check = listOf(isNumber, 2);
const areBuckets = listOf(orNull((one) => isNumber(one) || isPair(one)));

const isCriterion = mappingOf({
  direction: oneOf('forward', 'backward', 'reset'),
  operator: isText,
  threshold: orNull(isNumber),
  against: orNull(isText),
});

const isDriver = mappingOf({
  title: isText,
  signal: isText,
  unit: isText,
  now: orNull(isNumber),
  criteria: listOf(isCriterion),
  readings: areBuckets,
});

const isEvent = mappingOf({
  tick: isCount,
  time: isTime,
  kind: isText,
  step: isCount,
  accept_percentage: orNull(isNumber),
  reason: isText,
  because: orMissing(isBecause),
});

/** Whether a value has the shape of what a run shows of itself: anybody may write into the state directory. */
export const isRunView = mappingOf({
  steps: listOf(mappingOf({ target: isNumber, seconds: isNumber })),
  ticks_per_bucket: isPositive,
  ticks: isCount,
  accept: areBuckets,
  drivers: listOf(isDriver),
  events: listOf(isEvent),
});
