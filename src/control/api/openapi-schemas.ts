import { VERBS } from '../commands/verbs.ts';
import { ENDINGS } from '../record/record.ts';
import { ROLLOUT_STATES, TARGET_OUTCOMES } from '../state/rollout-status.ts';

export type Schema = Readonly<Record<string, unknown>>;

export const text: Schema = { type: 'string' };
const truth: Schema = { type: 'boolean' };
const number: Schema = { type: 'number' };
export const count: Schema = { type: 'integer', minimum: 0 };
const time: Schema = { type: 'string', format: 'date-time' };
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
export const listOf = (items: Schema): Schema => ({ type: 'array', items });
export const of = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** A mapping with all of these keys. */
const whole = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});

/** What requests and answers hold. */
export const schemas: Readonly<Record<string, Schema>> = {
  Reason: whole({ kind: text, text, until: orNull(time) }),
  Target: whole({
    kind: text,
    name: text,
    asked: orNull(number),
    confirmed: orNull(number),
    in_force: orNull(number),
    lag_seconds: number,
    outcome: { enum: TARGET_OUTCOMES },
    error: orNull(text),
  }),
  Rollout: whole({
    format: count,
    rollout: text,
    state: { enum: ROLLOUT_STATES },
    percentage: { type: 'number', minimum: 0, maximum: 100 },
    step: { ...count, description: 'From 0.' },
    steps: count,
    decision: { enum: ['forward', 'backward', 'reset', 'hold'] },
    remaining_seconds: orNull(number),
    reasons: listOf(of('Reason')),
    waiting_for: listOf(of('Reason')),
    blind: { ...listOf(text), description: 'Queries without a value.' },
    actuators: listOf(of('Target')),
    controller: orNull(whole({ id: text, since: time })),
    changed_on_disk: listOf(text),
    tick: count,
    interval_seconds: number,
    pid: count,
    updated_at: time,
  }),
  Event: whole({
    sequence: {
      ...orNull(count),
      description: 'Gapless from the first that is kept; null for what is not in the journal yet.',
    },
    time,
    kind: text,
    percentage: orNull(number),
    step: orNull(count),
    reason: text,
    by: orNull(text),
    id: orNull(text),
  }),
  Command: {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'by'],
    properties: {
      id: { ...text, description: 'A retry has the same, and is done once.' },
      by: { ...text, description: 'Who asks, as USER@HOST.' },
      reason: text,
      at: { enum: ENDINGS, description: 'Where `end` leaves it.' },
      take_over: {
        type: 'boolean',
        description: 'Whether `resume` goes on from what somebody has set by hand.',
      },
      step: {
        type: 'integer',
        minimum: 1,
        description: 'What `approve` lets it enter; the next that waits without it.',
      },
    },
  },
  Done: whole({
    rollout: text,
    verb: { enum: VERBS },
    id: text,
    changed: { ...truth, description: 'False where it changed nothing, as a retry does.' },
    asked: {
      ...truth,
      description: 'False where nothing was to be changed: the record has no such request.',
    },
    number: { ...count, description: 'Of the record that says so.' },
  }),
  Taking: {
    type: 'object',
    required: ['kind'],
    properties: {
      kind: { enum: ['taken', 'waiting', 'nobody'] },
      holder: { ...text, description: 'The controller that has not taken it yet.' },
    },
  },
  Kill: whole({
    notes: { ...listOf({ type: 'object' }), description: 'What was seen since, the oldest first.' },
    next: { ...count, description: 'What to give as `after` next time.' },
    report: orNull({ type: 'object' }),
  }),
  Checked: whole({
    what: text,
    in_force: orNull(number),
    tried: { enum: ['answer', 'files'] },
    fault: orNull(text),
  }),
  Error: whole({ error: whole({ code: text, message: text, hint: orNull(text) }) }),
};
