import { didYouMean, error, warning } from '../define.ts';

const tried = (tries: number): string => (tries > 1 ? ` (tried ${tries} times)` : '');

/** The fix for an error text of the TLS library. */
const tlsFix = (why: string): string => {
  if (/altnames|does not match/i.test(why))
    return 'give the name the certificate is for in --http-config-file: tls_config: {server_name: NAME}';
  if (/\balert\b/.test(why))
    return 'the server may want a certificate: tls_config: {cert_file: cert.pem, key_file: key.pem} in --http-config-file';
  if (/wrong version/i.test(why)) return 'the server may not use TLS there: try http://';
  return 'name the authority in --http-config-file: tls_config: {ca_file: ca.pem}';
};

/** The connection to a Prometheus: its address, its configuration file, its answers. */
export const prometheusCodes = {
  PROM_URL: error<{ got: string; why: string; suggestion?: string }>(2, {
    text: (p) => `"${p.got}" is not the address of a Prometheus: ${p.why}${didYouMean(p)}`,
    hint: (p) => (p.suggestion ? undefined : 'write for example http://localhost:9090'),
  }),
  PROM_URL_SHORTENED: warning<{ url: string; ending: string }>({
    text: (p) => `the address ends in ${p.ending}: ${p.url} is used`,
  }),
  PROM_HEADER: error<{ got: string; why: string }>(2, {
    text: (p) => `--header ${p.got}: ${p.why}`,
    hint: () => "write for example --header 'X-Scope-OrgID: tenant-a'",
  }),
  PROM_UNREACHABLE: error<{ url: string; why: string; tries: number }>(4, {
    text: (p) => `${p.url} cannot be reached: ${p.why}${tried(p.tries)}`,
    hint: () => 'check that the server runs, and the host and port of the address',
  }),
  PROM_TOO_LARGE: error<{ url: string; query: string; bound: string }>(4, {
    text: (p) => `${p.url} answers ${p.query ? `the query ${p.query} ` : ''}with more than ${p.bound}`,
    hint: (p) =>
      p.query
        ? 'a query of a rollout gives one series: aggregate it, for example with sum(...), or select by more labels'
        : 'another kind of server may stand at this address',
  }),
  PROM_TLS: error<{ url: string; why: string }>(4, {
    text: (p) => `${p.url}: no secure connection: ${p.why}`,
    hint: (p) => tlsFix(p.why),
  }),
  PROM_TIMEOUT: error<{ url: string; seconds: number; tries: number }>(4, {
    text: (p) => `${p.url} did not answer within ${p.seconds} s${tried(p.tries)}`,
    hint: () => 'raise --timeout, or make the query cheaper',
  }),
  PROM_AUTH: error<{ url: string; status: number; words: string }>(4, {
    text: (p) => `${p.url} refuses these credentials: ${p.status} ${p.words}`,
    hint: () => 'give credentials with --http-config-file, or a tenant with --header',
  }),
  PROM_TOKEN: error<{ url: string; words: string }>(4, {
    text: (p) => `no access token from ${p.url}: ${p.words}`,
    hint: () => 'check oauth2 in the --http-config-file',
  }),
  PROM_NO_API: error<{ url: string; words: string }>(4, {
    text: (p) => `there is no Prometheus API at ${p.url}: 404 ${p.words}`,
    hint: () => 'the address may lack a path, such as /prometheus',
  }),
  PROM_REDIRECT: error<{ url: string; status: number; location: string }>(4, {
    text: (p) => `${p.url} answers ${p.status} and points to ${p.location}`,
    hint: () => 'give the address it points to, or sign in: a login page is not an API',
  }),
  PROM_NOT_READY: error<{ url: string; words: string; tries: number }>(4, {
    text: (p) => `${p.url} is not ready: ${p.words}${tried(p.tries)}`,
    hint: () => 'a Prometheus that starts reads its log first; try again when /-/ready answers 200',
  }),
  PROM_RATE_LIMIT: error<{ url: string; words: string; tries: number }>(4, {
    text: (p) => `${p.url} asks to wait: 429 ${p.words}${tried(p.tries)}`,
    hint: () => 'lower --concurrency, or raise --retries and --timeout',
  }),
  PROM_STATUS: error<{ url: string; status: number; words: string; tries: number }>(4, {
    text: (p) => `${p.url} answered ${p.status} ${p.words}${tried(p.tries)}`,
    hint: () => 'these are the words of the server, or of a proxy before it',
  }),
  PROM_BODY: error<{ url: string; status: number; type: string; start: string; tries: number }>(4, {
    text: (p) =>
      `${p.url} answered ${p.status}, but not as Prometheus does: ${p.type}, ${p.start}${tried(p.tries)}`,
    hint: () => 'a proxy or a login page may stand at this address',
  }),
  PROM_QUERY: error<{ query: string; words: string }>(4, {
    text: (p) => `the server rejects the query ${p.query}: ${p.words}`,
    hint: () => 'correct query_string in the policy or the values',
  }),
  PROM_QUERY_LIMIT: error<{ query: string; words: string }>(4, {
    text: (p) => `the query ${p.query} is too much for the server: ${p.words}`,
    hint: () => 'make it cheaper, for example by a recording rule, or ask for a shorter time',
  }),
  PROM_PARTIAL: error<{ url: string; query: string; words: string }>(4, {
    text: (p) => `${p.url} has only a part of the answer to ${p.query}: ${p.words}`,
    hint: () => 'a store of the server is down; --allow-partial takes what is there',
  }),
  PROM_PART: warning<Record<string, never>>({
    text: () => 'an answer of the server is marked as a part (isPartial): data is missing',
    hint: () => 'readings without data are invalid; without --allow-partial such an answer is an error',
  }),
  PROM_TWICE: error<{ url: string; query: string; time: string }>(4, {
    text: (p) => `${p.url} gives two values of one series at ${p.time}: ${p.query}`,
    hint: () => 'a proxy that joins answers may do this; ask the server behind it',
  }),
  PROM_RANGE: error<{ signal: string; from: string; to: string; why: string; fix: string | null }>(4, {
    text: (p) => `the history of ${p.signal} from ${p.from} to ${p.to} could not be read: ${p.why}`,
    hint: (p) =>
      `${p.fix ? `${p.fix}; ` : ''}nothing was decided on a shorter history: run it again, or leave that span out with --from or --to`,
  }),
  PROM_GRID: error<{ url: string; asked: string; got: string; step: number }>(4, {
    text: (p) =>
      `${p.url} moves the times of an answer: asked for ${p.asked} every ${p.step} s, got ${p.got}`,
    hint: () => 'a cache before the server aligns ranges; bypass it, or turn its alignment off',
  }),
  PROM_INTERVAL: error<{ interval: number }>(3, {
    text: (p) => `history needs an evaluation_interval of whole milliseconds, got ${p.interval} s`,
    hint: () => 'Prometheus keeps time in milliseconds; write for example 500ms or 1s',
  }),
  PROM_WARNING: warning<{ words: string }>({ text: (p) => `the server warns: ${p.words}` }),
  PROM_INFO: warning<{ words: string }>({ text: (p) => `the server notes: ${p.words}` }),
  HTTP_CONFIG_CONFLICT: error<{ keys: string }>(3, {
    text: (p) => `${p.keys} exclude each other`,
  }),
  HTTP_CONFIG_VALUE: error<{ key: string; why: string }>(3, { text: (p) => `${p.key} ${p.why}` }),
  HTTP_CONFIG_SHARED: error<{ key: string; file: string; mode: string }>(3, {
    text: (p) => `${p.file} holds a secret, ${p.key}, and others can read it (mode ${p.mode})`,
    hint: (p) => `chmod 600 ${p.file}`,
  }),
  HTTP_CONFIG_FILE: error<{ key: string; file: string; why: string }>(3, {
    text: (p) => `${p.key}: ${p.file} cannot be read: ${p.why}`,
    hint: () => 'a relative path starts at the directory of the configuration file',
  }),
};
