import {
  isCount,
  isMapping,
  isNumber,
  isText,
  isTruth,
  listOf,
  mappingOf,
  oneOf,
  orMissing,
  orNull,
} from '../../text/shape.ts';
import { FROZEN_FORMAT } from './frozen.ts';

const isEntry = mappingOf({ kind: isText, config: isMapping });

const isFallback = mappingOf({ after: isNumber, do: oneOf('hold', 'backward', 'reset') });

const isHours = mappingOf({ days: listOf(isTruth, 7), from: isNumber, to: isNumber, timezone: isText });

const isRules = mappingOf({
  start: (value) => oneOf('manually', 'immediately')(value) || mappingOf({ at: isNumber })(value),
  afterReset: mappingOf({ climbs: isCount }),
  withoutData: isFallback,
  withoutPrometheus: isFallback,
  forwardOnly: listOf(isHours),
  approvals: listOf(isCount),
  gates: listOf(isCount),
  requestsPerStep: isNumber,
  bake: isNumber,
  giveUpAfter: orMissing(mappingOf({ after: isNumber, do: oneOf('hold', 'reset') })),
});

const isGate = mappingOf({ url: orMissing(isText), url_file: orMissing(isText), url_env: orMissing(isText) });

/** Whether a value has what a kill needs of a frozen rollout, whatever else it holds. */
export const isFrozenTargets = mappingOf({ directory: isText, actuators: listOf(isEntry) });

/** Whether a value is a frozen rollout of this format. */
export const isFrozen = mappingOf({
  format: (value) => value === FROZEN_FORMAT,
  rollout: isText,
  file: isText,
  plan: isText,
  policy: mappingOf({ spec: mappingOf({ circuit: isMapping }) }),
  rules: isRules,
  prometheus: orNull(mappingOf({ url: isText, http_config_file: orNull(isText) })),
  gates: listOf(isGate),
  requests: orNull(isText),
  pass_through: orNull(mappingOf({ label_key: isText, values: listOf(isText) })),
  directory: isText,
  actuators: listOf(isEntry),
  notify: listOf(isEntry),
});
