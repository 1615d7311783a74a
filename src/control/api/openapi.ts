import { VERBS } from '../commands/verbs.ts';
import { count, listOf, of, type Schema, schemas, text } from './openapi-schemas.ts';

interface Route {
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly parameters?: readonly Schema[];
  /** What comes with 200: JSON, or text. */
  readonly gives: Schema;
  /** Other statuses, and what each says. */
  readonly faults?: Readonly<Record<number, string>>;
  /** What it takes; undefined for what only reads. */
  readonly takes?: { readonly body?: Schema };
}

const plain: Schema = { content: { 'text/plain': { schema: text } } };
const jsonOf = (schema: Schema): Schema => ({ content: { 'application/json': { schema } } });

const parameter = (place: 'path' | 'query', name: string, description: string, schema: Schema): Schema => ({
  name,
  in: place,
  required: place === 'path',
  description,
  schema,
});

const ROLLOUTS = '/api/v1/rollouts';
const ROLLOUT = `${ROLLOUTS}/{name}`;
const named = [parameter('path', 'name', 'The rollout.', text)];
const id = parameter('query', 'id', 'Of the request.', text);
const after = parameter('query', 'after', 'Only what came after as many.', count);

const MISSING = { 404: 'There is no such rollout.' };
const TOKEN = {
  401: 'The token is missing or wrong.',
  403: 'The controller has no token: nothing can be changed.',
  503: 'It could not be written, or the token not be read; it may be later.',
};
const ALWAYS = { 421: 'The Host is none of this server.', 500: 'It failed; the controller has printed why.' };
const REFUSED = {
  400: 'The request is wrong.',
  409: 'The rollout refuses it, as it stands.',
  413: 'The request is too long.',
};

const list = (name: string): Schema => jsonOf(listOf(of(name)));

// biome-ignore format: a table
const ROUTES: readonly Route[] = [
  { path: '/healthz', id: 'healthz', summary: 'Whether the process is alive.', gives: plain },
  { path: '/readyz', id: 'readyz', summary: 'Whether its rollouts are looked after.', gives: plain, faults: { 503: 'Why not, a line each.' } },
  { path: '/metrics', id: 'metrics', summary: 'Metrics of Prometheus, version 0.0.4 of the text format.', gives: plain },
  { path: '/openapi.json', id: 'openapi', summary: 'This document.', gives: jsonOf({ type: 'object' }) },
  { path: ROLLOUTS, id: 'rollouts', summary: 'Where each rollout stands.', gives: list('Rollout') },
  { path: ROLLOUT, id: 'rollout', summary: 'Where a rollout stands.', parameters: named, gives: jsonOf(of('Rollout')), faults: MISSING },
  { path: `${ROLLOUT}/events`, id: 'events', summary: 'What happened, the oldest first, at most 1000 at once.', parameters: [...named, after], gives: list('Event'), faults: { ...MISSING, 400: '`after` is no sequence number.' } },
  { path: `${ROLLOUT}/events/broken`, id: 'brokenEvents', summary: 'Lines of the journal that do not follow the one before, by their sequence numbers; 0 for what is no line.', parameters: named, gives: jsonOf(listOf(count)), faults: MISSING },
  { path: `${ROLLOUT}/taken`, id: 'taken', summary: 'Whether its controller has taken a request.', parameters: [...named, id], gives: jsonOf(of('Taking')), faults: MISSING },
  { path: `${ROLLOUT}/kill/notes`, id: 'killNotes', summary: 'How far a kill has come that was asked for here.', parameters: [...named, id, after], gives: jsonOf(of('Kill')), faults: { 400: '`after` is no count.', 404: 'Nobody asked for it here.' } },
  { path: `${ROLLOUT}/kill/check`, id: 'killCheck', summary: 'What `rollout kill NAME --check` does.', parameters: named, gives: list('Checked'), takes: {}, faults: { ...TOKEN, ...MISSING } },
  ...VERBS.map((verb) => ({
    path: `${ROLLOUT}/${verb}`, id: verb, summary: `What \`rollout ${verb} NAME\` does; 200 says that it is durable.`, parameters: named,
    gives: jsonOf(of('Done')), takes: { body: of('Command') }, faults: { ...TOKEN, ...REFUSED, ...MISSING },
  })),
];

function operation({ id: operationId, summary, gives, faults, takes }: Route): object {
  const failures = Object.entries({ ...faults, ...ALWAYS }).map(([status, description]) => {
    const isText = gives === plain && status === '503';
    return [status, { description, ...(isText ? plain : jsonOf(of('Error'))) }];
  });
  return {
    operationId,
    summary,
    security: takes && [{ token: [] }],
    requestBody: takes?.body && { required: true, ...jsonOf(takes.body) },
    responses: { 200: { description: 'As it stands.', ...gives }, ...Object.fromEntries(failures) },
  };
}

const paths = Object.fromEntries(
  ROUTES.map((route) => {
    const { path, parameters, takes } = route;
    return [path, { parameters, [takes ? 'post' : 'get']: operation(route) }];
  }),
);

/** The API, as OpenAPI 3.1 has it. */
export const openApi = {
  openapi: '3.1.0',
  info: {
    title: 'rollout',
    version: '1',
    description: 'What runs in one `rollout run`: where it stands, what happened, and what people ask of it.',
  },
  paths,
  components: { schemas, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
};
