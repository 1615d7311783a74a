import { didYouMean, error, warning } from '../define.ts';

const tried = (tries: number): string => (tries > 1 ? ` (tried ${tries} times)` : '');

/** A rollout that is reached by the API of the process that runs it. */
export const serverCodes = {
  SERVER_URL: error<{ got: string; why: string; suggestion?: string }>(2, {
    text: (p) => `--server "${p.got}": ${p.why}${didYouMean(p)}`,
    hint: (p) => (p.suggestion ? undefined : 'write the address that `rollout run --listen` has said'),
  }),
  SERVER_UNREACHABLE: error<{ url: string; why: string; tries: number }>(4, {
    text: (p) => `${p.url} cannot be reached: ${p.why}${tried(p.tries)}`,
    hint: () => 'check that `rollout run --listen` runs there, and host and port of the address',
  }),
  SERVER_LOST: warning<{ url: string; why: string }>({
    text: (p) => `${p.url} does not answer: ${p.why}`,
    hint: () => 'it is asked again until it does',
  }),
  SERVER_TIMEOUT: error<{ url: string; seconds: number; tries: number }>(4, {
    text: (p) => `${p.url} did not answer within ${p.seconds} s${tried(p.tries)}`,
    hint: () => 'its process may be stopped, or something between here and there drops the answers',
  }),
  SERVER_TLS: error<{ url: string; why: string }>(4, {
    text: (p) => `${p.url}: no secure connection: ${p.why}`,
    hint: (p) =>
      /wrong version|packet length/i.test(p.why)
        ? 'a rollout that listens has no TLS of its own: ask it with http://, or the proxy before it'
        : 'name the authority of its certificate: NODE_EXTRA_CA_CERTS=ca.pem',
  }),
  SERVER_UNKNOWN: error<{ url: string; what: string; why: string; tries: number; name: string }>(4, {
    text: (p) => `${p.url} has not answered whether it took the ${p.what}: ${p.why}${tried(p.tries)}`,
    hint: (p) => `it may be done: see \`rollout events ${p.name}\``,
  }),
  SERVER_TOKEN: error<{ url: string; isGiven: boolean }>(4, {
    text: (p) =>
      p.isGiven ? `${p.url} does not take this token` : `${p.url} takes this with its token only`,
    hint: () => 'name a file with the token of its controller: --token-file FILE',
  }),
  SERVER_TOKEN_FILE: error<{ why: string }>(3, {
    text: (p) => `the token cannot be read: ${p.why}`,
    hint: () => 'it is a file with nothing but the token, which its owner alone can read (mode 600)',
  }),
  SERVER_REDIRECT: error<{ url: string; status: number; location: string }>(4, {
    text: (p) => `${p.url} answers ${p.status} and points to ${p.location}`,
    hint: () => 'give the address it points to, or sign in: a login page is not an API',
  }),
  SERVER_STATUS: error<{ url: string; status: number; words: string; tries: number }>(4, {
    text: (p) => `${p.url} answered ${p.status} ${p.words}${tried(p.tries)}`,
    hint: () => 'these are the words of the server, or of a proxy before it',
  }),
  SERVER_BODY: error<{ url: string; status: number; type: string; start: string }>(4, {
    text: (p) => `${p.url} answered ${p.status}, but not as rollout does: ${p.type}, ${p.start}`,
    hint: () => 'a proxy or a login page may stand at this address',
  }),
  SERVER_VERSION: error<{ url: string; why: string }>(4, {
    text: (p) => `the rollout at ${p.url} is of another version: ${p.why}`,
    hint: (p) => `use the version that runs there; ${p.url}/openapi.json says what it takes`,
  }),
  KILL_SERVER: error<{ name: string; why: string; reached: string }>(4, {
    text: (p) => `the kill of ${p.name} ${p.reached}: ${p.why}`,
    hint: (p) =>
      `on a machine that has its state, it needs no server: rollout kill ${p.name} --state DIR; else switch the feature off in its targets`,
  }),
};
