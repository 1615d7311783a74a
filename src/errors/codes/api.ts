import { error } from '../define.ts';

/** The API of a controller: what it answers, and what keeps it from being opened. */
export const apiCodes = {
  API_LISTEN: error<{ address: string; why: string }>(3, {
    text: (p) => `${p.address} cannot be listened on: ${p.why}`,
    hint: () => 'give another --listen, or 127.0.0.1:0 for any free port',
  }),
  API_HOST: error<{ host: string }>(3, {
    text: (p) => `the name ${JSON.stringify(p.host)} is none of this server`,
    hint: () => 'ask by address, such as 127.0.0.1',
  }),
  API_ROUTE: error<{ method: string; path: string }>(3, {
    text: (p) => `there is no ${p.method} ${p.path}`,
    hint: () => 'GET /openapi.json says what there is',
  }),
  API_METHOD: error<{ path: string; allowed: string }>(3, {
    text: (p) => `${p.path} takes ${p.allowed} only`,
  }),
  API_ROLLOUT: error<{ name: string }>(3, {
    text: (p) => `there is no rollout ${JSON.stringify(p.name)} in this process`,
    hint: () => 'GET /api/v1/rollouts lists them',
  }),
  API_KILL: error<{ id: string }>(3, {
    text: (p) => `nobody asked this process for the kill ${JSON.stringify(p.id)}`,
    hint: () => 'ask for it again with the same id: it is done once',
  }),
  API_NO_TOKEN: error<Record<never, never>>(3, {
    text: () => 'nothing can be changed here: the controller was started without a token',
    hint: () => 'start it with --token-file FILE, or steer it on its own machine',
  }),
  API_TOKEN: error<Record<never, never>>(3, {
    text: () => 'the token is missing or wrong',
    hint: () => 'send it as Authorization: Bearer TOKEN',
  }),
  API_TOKEN_UNREAD: error<{ why: string }>(3, {
    text: (p) => `the token of the controller cannot be read: ${p.why}`,
  }),
  API_FAULT: error<Record<never, never>>(3, {
    text: () => 'the request failed; the controller has printed why',
  }),
  API_BODY: error<{ why: string }>(3, {
    text: (p) => `the request is wrong: ${p.why}`,
    hint: () => 'GET /openapi.json says what it may hold',
  }),
};
