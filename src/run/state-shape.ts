import { isJsonReading } from '../text/json-reading.ts';
import {
  type Check,
  isCount,
  isMapping,
  isNumber,
  isText,
  isTruth,
  listOf,
  mappingOf,
  oneOf,
  orNull,
} from '../text/shape.ts';

const rampWatch = mappingOf({
  decision: oneOf('forward', 'backward', 'reset', 'hold'),
  step: isCount,
  atStart: isTruth,
  atEnd: isTruth,
  hasStarted: isTruth,
  counts: mappingOf({ forward: isCount, backward: isCount, reset: isCount, hold: isCount }),
  completedAt: orNull(isNumber),
});

/** The parts of a run state, and what each must be. */
const PARTS: Readonly<Record<string, Check>> = {
  plan: mappingOf({ interval: isNumber, slots: isCount, signals: listOf(isText), hash: isCount }),
  source: mappingOf({
    kind: oneOf('scenario', 'live', 'history'),
    start: isNumber,
    cursor: orNull(isMapping),
  }),
  tick: isCount,
  hasResults: isTruth,
  frame: listOf(isJsonReading),
  missing: listOf(orNull(isText)),
  observer: mappingOf({
    held: isCount,
    times: mappingOf({ shift: isNumber, since: isCount, before: isNumber }),
    queries: listOf(mappingOf({ invalid: isCount, isValid: isTruth })),
    blind: mappingOf({
      ticks: isCount,
      queries: listOf(mappingOf({ ticks: isCount, run: isCount, longest: isCount })),
    }),
    ramp: orNull(rampWatch),
  }),
  configuration: mappingOf({ planned: isCount, document: orNull(isMapping) }),
};

/** Which part of a run state has not its shape, in words; undefined where all have. */
export function shapeFault(value: unknown): string | undefined {
  const parts = Object(value) as Record<string, unknown>;
  const wrong = Object.keys(PARTS).find((part) => !PARTS[part]!(parts[part]));
  return wrong === undefined ? undefined : `its part ${wrong} is malformed`;
}
