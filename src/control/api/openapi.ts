import { ENDINGS } from '../record/record.ts';
import { ROLLOUT_STATES, TARGET_OUTCOMES } from '../state/rollout-status.ts';
import { API_VERBS } from './service.ts';

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const number: Schema = { type: 'number' };
const count: Schema = { type: 'integer', minimum: 0 };
const time: Schema = { type: 'string', format: 'date-time' };
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const of = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** A mapping with all of these keys. */
const whole = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});

const schemas: Readonly<Record<string, Schema>> = {
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
    sequence: { ...count, description: 'Gapless from the first that is kept.' },
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
      step: {
        type: 'integer',
        minimum: 1,
        description: 'What `approve` lets it enter; the next that waits without it.',
      },
    },
  },
  Done: whole({
    rollout: text,
    verb: { enum: API_VERBS },
    id: text,
    changed: { type: 'boolean', description: 'False where it changed nothing, as a retry does.' },
    number: { ...count, description: 'Of the record that says so.' },
  }),
  Error: whole({ error: whole({ code: text, message: text, hint: orNull(text) }) }),
};

const answer = (description: string, schema: Schema) => ({
  description,
  content: { 'application/json': { schema } },
});
const plain = (description: string) => ({ description, content: { 'text/plain': { schema: text } } });
const fault = (description: string) => answer(description, of('Error'));

const ALWAYS = {
  421: fault('The Host is none of this server.'),
  500: fault('It failed; the controller has printed why.'),
};

const get = (operationId: string, summary: string, responses: Schema) => ({
  get: { operationId, summary, responses: { ...responses, ...ALWAYS } },
});

const name = { name: 'name', in: 'path', required: true, description: 'The rollout.', schema: text };
const missing = { 404: fault('There is no such rollout.') };

const steer = (verb: string) => ({
  parameters: [name],
  post: {
    operationId: verb,
    summary: `What \`rollout ${verb} NAME\` does.`,
    security: [{ token: [] }],
    requestBody: { required: true, content: { 'application/json': { schema: of('Command') } } },
    responses: {
      200: answer('It is durable.', of('Done')),
      400: fault('The request is wrong.'),
      401: fault('The token is missing or wrong.'),
      403: fault('The controller has no token: nothing can be changed.'),
      ...missing,
      409: fault('The rollout refuses it, as it stands.'),
      413: fault('The request is too long.'),
      ...ALWAYS,
      503: fault('It could not be written; it may be later.'),
    },
  },
});

/** The API, as OpenAPI 3.1 has it. */
export const openApi = {
  openapi: '3.1.0',
  info: {
    title: 'rollout',
    version: '1',
    description: 'What runs in one `rollout run`: where it stands, what happened, and what people ask of it.',
  },
  paths: {
    '/healthz': get('healthz', 'Whether the process is alive.', { 200: plain('It is.') }),
    '/readyz': get('readyz', 'Whether its rollouts are looked after.', {
      200: plain('They are.'),
      503: plain('Why not, a line each.'),
    }),
    '/metrics': get('metrics', 'Metrics of Prometheus.', { 200: plain('The text format, version 0.0.4.') }),
    '/openapi.json': get('openapi', 'This document.', { 200: answer('OpenAPI 3.1.', { type: 'object' }) }),
    '/api/v1/rollouts': get('rollouts', 'Where each rollout stands.', {
      200: answer('All of them.', listOf(of('Rollout'))),
    }),
    '/api/v1/rollouts/{name}': {
      parameters: [name],
      ...get('rollout', 'Where a rollout stands.', {
        200: answer('It is there.', of('Rollout')),
        ...missing,
      }),
    },
    '/api/v1/rollouts/{name}/events': {
      parameters: [
        name,
        { name: 'after', in: 'query', description: 'Only those after this sequence number.', schema: count },
      ],
      ...get('events', 'What happened, at most 1000 at once.', {
        200: answer('The oldest first.', listOf(of('Event'))),
        400: fault('`after` is no sequence number.'),
        ...missing,
      }),
    },
    ...Object.fromEntries(API_VERBS.map((verb) => [`/api/v1/rollouts/{name}/${verb}`, steer(verb)])),
  },
  components: { schemas, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
};
