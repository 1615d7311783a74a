import { VERBS, type Verb } from '../commands/verbs.ts';
import { printedStatus } from '../state/rollout-status.ts';
import { type ApiAnswer, type ApiCall, type ApiOptions, json, plain, refusal } from './call.ts';
import { command, deny } from './command.ts';
import { EXPOSITION_TYPE } from './exposition.ts';
import { isOwnHost } from './host.ts';
import { metricsText } from './metrics.ts';
import { openApi } from './openapi.ts';

const MAX_EVENTS = 1000;

type Found = Readonly<Record<string, string>>;
type Answer = (call: ApiCall, options: ApiOptions, found: Found) => ApiAnswer | Promise<ApiAnswer>;

interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly answer: Answer;
}

const ready: Answer = async (_, { service }) => {
  const faults = await service.faults();
  if (faults.length === 0) return plain('ready');
  return plain(faults.join('\n'), 503);
};

const metrics: Answer = async (_, { service }) => ({
  status: 200,
  type: EXPOSITION_TYPE,
  text: metricsText(await service.statuses()),
});

const list: Answer = async (_, { service }) => json((await service.views()).map(printedStatus));

const one: Answer = async (_, { service }, { name = '' }) => {
  const found = (await service.views()).find(({ rollout }) => rollout === name);
  if (found) return json(printedStatus(found));
  return refusal(404, 'API_ROLLOUT', { name });
};

/** The number in `after`, 0 without it. */
function readCount(query: URLSearchParams): number | undefined {
  const after = query.get('after') ?? '0';
  if (/^\d{1,15}$/.test(after)) return Number(after);
  return undefined;
}

const events: Answer = async ({ query }, { service }, { name = '' }) => {
  const after = readCount(query);
  if (after === undefined)
    return refusal(400, 'API_BODY', { why: 'after is no sequence number of an event' });
  const read = await service.events(name);
  if (!read) return refusal(404, 'API_ROLLOUT', { name });
  const later = read.events.filter(({ sequence }) => sequence === null || sequence > after);
  return json(later.slice(0, MAX_EVENTS));
};

const brokenEvents: Answer = async (_, { service }, { name = '' }) => {
  const read = await service.events(name);
  return read ? json(read.broken) : refusal(404, 'API_ROLLOUT', { name });
};

const steer: Answer = (call, options, { name = '', verb }) =>
  command(call, { rollout: name, verb: verb as Verb }, options);

const taken: Answer = async ({ query }, { service }, { name = '' }) => {
  if (!service.names.includes(name)) return refusal(404, 'API_ROLLOUT', { name });
  return json(await service.taken(name, query.get('id') ?? ''));
};

const killNotes: Answer = ({ query }, { service }, { name = '' }) => {
  const after = readCount(query);
  if (after === undefined) return refusal(400, 'API_BODY', { why: 'after is no count' });
  const id = query.get('id') ?? '';
  const progress = service.killProgress(name, id, after);
  if (progress) return json(progress);
  return refusal(404, 'API_KILL', { id });
};

/** It calls the targets, as a kill does. */
const killCheck: Answer = async (call, { service, token }, { name = '' }) => {
  const denied = deny(call, token);
  if (denied) return denied;
  if (!service.names.includes(name)) return refusal(404, 'API_ROLLOUT', { name });
  return json(await service.checkKill(name));
};

const NAME = '(?<name>[a-z0-9][a-z0-9.-]{0,252})';

const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/healthz$/, answer: () => plain('alive') },
  { method: 'GET', path: /^\/readyz$/, answer: ready },
  { method: 'GET', path: /^\/metrics$/, answer: metrics },
  { method: 'GET', path: /^\/openapi\.json$/, answer: () => json(openApi) },
  { method: 'GET', path: /^\/api\/v1\/rollouts$/, answer: list },
  { method: 'GET', path: new RegExp(`^/api/v1/rollouts/${NAME}$`), answer: one },
  { method: 'GET', path: new RegExp(`^/api/v1/rollouts/${NAME}/events$`), answer: events },
  { method: 'GET', path: new RegExp(`^/api/v1/rollouts/${NAME}/events/broken$`), answer: brokenEvents },
  { method: 'GET', path: new RegExp(`^/api/v1/rollouts/${NAME}/taken$`), answer: taken },
  { method: 'GET', path: new RegExp(`^/api/v1/rollouts/${NAME}/kill/notes$`), answer: killNotes },
  { method: 'POST', path: new RegExp(`^/api/v1/rollouts/${NAME}/kill/check$`), answer: killCheck },
  {
    method: 'POST',
    path: new RegExp(`^/api/v1/rollouts/${NAME}/(?<verb>${VERBS.join('|')})$`),
    answer: steer,
  },
];

/** What is answered to a request. */
export async function answerTo(call: ApiCall, options: ApiOptions): Promise<ApiAnswer> {
  const { method, path, host = '' } = call;
  if (!isOwnHost(host, options.hosts)) return refusal(421, 'API_HOST', { host });
  const route = ROUTES.find((one) => one.path.test(path));
  if (!route) return refusal(404, 'API_ROUTE', { method, path });
  if (method !== route.method && !(method === 'HEAD' && route.method === 'GET'))
    return notAllowed(path, route.method);
  return route.answer(call, options, route.path.exec(path)?.groups ?? {});
}

const notAllowed = (path: string, allowed: string): ApiAnswer => ({
  ...refusal(405, 'API_METHOD', { path, allowed }),
  headers: { allow: allowed },
});
