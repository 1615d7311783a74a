import { error, warning } from '../define.ts';

const tried = (tries: number): string => (tries > 1 ? ` (tried ${tries} times)` : '');

/** What to do about the words of a TLS library. */
const tlsFix = (why: string): string => {
  if (/altnames|does not match/i.test(why))
    return 'give the name the certificate is for in --http-config-file: tls_config: {server_name: NAME}';
  if (/\balert\b/.test(why))
    return 'the server may want a certificate: tls_config: {cert_file: cert.pem, key_file: key.pem} in --http-config-file';
  if (/wrong version/i.test(why)) return 'the server may not speak TLS there: try http://';
  return 'name the authority in --http-config-file: tls_config: {ca_file: ca.pem}';
};

/** What can go wrong between rollout and a Prometheus, its configuration file, and recordings of it. */
export const prometheusCodes = {
  PROM_URL: error<{ got: string; why: string }>(2, {
    text: (p) => `"${p.got}" is no address of a Prometheus: ${p.why}`,
    hint: () => 'write for example http://localhost:9090',
  }),
  PROM_URL_SHORTENED: warning<{ url: string; ending: string }>({
    text: (p) => `the address ends in ${p.ending}: ${p.url} is used`,
    hint: (p) => `give ${p.url}`,
  }),
  PROM_HEADER: error<{ got: string; why: string }>(2, {
    text: (p) => `--header ${p.got}: ${p.why}`,
    hint: () => "write for example --header 'X-Scope-OrgID: tenant-a'",
  }),
  PROM_UNREACHABLE: error<{ url: string; why: string; tries: number }>(4, {
    text: (p) => `${p.url} cannot be reached: ${p.why}${tried(p.tries)}`,
    hint: () => 'check that the server runs, and the host and port of the address',
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
    hint: () => 'give the address it points to, or sign in: a login page is no API',
  }),
  PROM_NOT_READY: error<{ url: string; words: string; tries: number }>(4, {
    text: (p) => `${p.url} is not ready: ${p.words}${tried(p.tries)}`,
    hint: () => 'a Prometheus that starts reads its log first; try again when /-/ready says so',
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
  PROM_PARTIAL: error<{ url: string; query: string }>(4, {
    text: (p) => `${p.url} has only a part of the answer to ${p.query}`,
    hint: () => 'a store of the server is down; nothing is decided on part of the data',
  }),
  PROM_RANGE: error<{ signal: string; from: string; to: string; why: string; fix: string | null }>(4, {
    text: (p) => `the history of ${p.signal} from ${p.from} to ${p.to} could not be read: ${p.why}`,
    hint: (p) =>
      `${p.fix ? `${p.fix}; ` : ''}nothing was decided on a shorter history: run it again, or leave that span out with --from or --to`,
  }),
  PROM_GRID: error<{ url: string; asked: string; got: string; step: number }>(4, {
    text: (p) =>
      `${p.url} moves the times of an answer: asked for ${p.asked} every ${p.step} s, got ${p.got}`,
    hint: () => 'a cache before the server aligns ranges; go round it, or turn its alignment off',
  }),
  PROM_INTERVAL: error<{ interval: number }>(3, {
    text: (p) => `history needs an evaluation_interval of whole milliseconds, got ${p.interval} s`,
    hint: () => 'Prometheus keeps time in milliseconds; write for example 500ms or 1s',
  }),
  PROM_NO_SERIES: error<{ signal: string; query: string }>(4, {
    text: (p) => `${p.signal}: the query returns nothing: ${p.query}`,
    hint: () => 'check the metric and its labels; where nothing means zero, end the query with: or vector(0)',
  }),
  PROM_MANY_SERIES: error<{ signal: string; query: string; count: number; labels: string }>(4, {
    text: (p) =>
      `${p.signal}: the query returns ${p.count} series, it must give one: ${p.query}: ${p.labels}`,
    hint: () => 'aggregate them, as in sum(...), or name the labels of the one you mean',
  }),
  PROM_NAN: error<{ signal: string; query: string }>(4, {
    text: (p) => `${p.signal}: the query gives NaN: ${p.query}`,
    hint: () => 'most often 0 / 0: there is no traffic, or the window is shorter than two scrapes',
  }),
  PROM_HISTOGRAM: error<{ signal: string; query: string }>(4, {
    text: (p) => `${p.signal}: the query gives a native histogram, not a number: ${p.query}`,
    hint: () => 'put it in histogram_quantile(0.95, ...), histogram_avg(...) or histogram_fraction(...)',
  }),
  PROM_STRING: error<{ signal: string; query: string }>(4, {
    text: (p) => `${p.signal}: the query gives a text, not a number: ${p.query}`,
    hint: () => 'a query must give one number',
  }),
  PROM_RANGE_VECTOR: error<{ signal: string; query: string }>(4, {
    text: (p) => `${p.signal}: the query gives samples over time, not one number: ${p.query}`,
    hint: () => 'put it in rate(...), increase(...) or avg_over_time(...)',
  }),
  PROM_WARNING: warning<{ words: string }>({ text: (p) => `the server warns: ${p.words}` }),
  PROM_INFO: warning<{ words: string }>({ text: (p) => `the server notes: ${p.words}` }),
  PROM_GAPS: warning<{
    signal: string;
    missing: number;
    of: number;
    from: string;
    to: string;
    spoken: string;
    why: string;
  }>({
    text: (p) =>
      `${p.signal} had no value on ${p.missing} of ${p.of} evaluations, longest from ${p.from} to ${p.to} (${p.spoken}): ${p.why}`,
    hint: () => 'an invalid reading makes every condition on it false',
  }),
  PROM_OPEN_LOOP: warning<Record<string, never>>({
    text: () =>
      'history is an open loop: it was made under another accept percentage than the one decided here',
    hint: () => 'metrics of the new version alone come nearest to what would have happened',
  }),
  PROM_WINDOW: warning<{ signal: string; window: string; selector: string; scrape: string }>({
    text: (p) =>
      `${p.signal}: the window [${p.window}] of ${p.selector} is under two scrapes, which come every ${p.scrape}`,
    hint: () =>
      'rate and increase need two samples in every window; take at least twice, better four times the scrape interval',
  }),
  PROM_IMPLAUSIBLE: warning<{ signal: string; direction: string; threshold: string; median: string }>({
    text: (p) =>
      `${p.signal}: the ${p.direction} threshold ${p.threshold} is far from its median ${p.median}`,
    hint: () =>
      'are both in the same unit? seconds and milliseconds differ by 1000, ratios and percentages by 100',
  }),
  PROM_NEVER: warning<{ signal: string; comparison: string; direction: string; span: string }>({
    text: (p) => `${p.signal}: ${p.direction} (${p.comparison}) did not hold once in ${p.span}`,
    hint: () => 'a ramp whose forward criterion never holds does not move',
  }),
  HTTP_CONFIG_CONFLICT: error<{ keys: string }>(3, {
    text: (p) => `${p.keys} exclude each other`,
    hint: () => 'keep one of them',
  }),
  HTTP_CONFIG_VALUE: error<{ key: string; why: string }>(3, { text: (p) => `${p.key} ${p.why}` }),
  HTTP_CONFIG_FILE: error<{ key: string; file: string; why: string }>(3, {
    text: (p) => `${p.key}: ${p.file} cannot be read: ${p.why}`,
    hint: () => 'a relative path starts at the directory of the configuration file',
  }),
  RECORDING_FORMAT: error<{ why: string }>(3, {
    text: (p) => `not a recording that can be replayed: ${p.why}`,
    hint: () => '`rollout simulate --prometheus URL --from T --record FILE` makes one',
  }),
  RECORDING_TRUNCATED: error<Record<string, never>>(3, {
    text: () => 'the recording is not whole: its last line is missing',
    hint: () => 'copy it again, or record it again; a part of it is never replayed',
  }),
  RECORDING_DAMAGED: error<{ from: string; why: string }>(3, {
    text: (p) => `the recording is damaged in its readings from ${p.from} on: ${p.why}`,
    hint: () => 'copy it again, or record it again; nothing was made of the readings before',
  }),
  RECORDING_WRITE: error<{ file: string; why: string }>(3, {
    text: (p) => `${p.file} cannot be recorded: ${p.why}`,
    hint: () => 'nothing was kept of it; give a place with room for it',
  }),
  RECORDING_FULL: error<{ from: string; to: string; at: string }>(4, {
    text: (p) =>
      `the readings from ${p.from} to ${p.to} could not be recorded: the disk was full at those of ${p.at}`,
    hint: () =>
      'nothing was kept of them: give --record a place with more room, or a shorter span with --from and --to',
  }),
  RECORDING_QUERY: error<{ signal: string; query: string; known: string }>(3, {
    text: (p) => `the recording has no readings for ${p.signal}: ${p.query}`,
    hint: (p) => `it holds ${p.known}; record again with this policy`,
  }),
  RECORDING_INTERVAL: error<{ got: number; recorded: number }>(3, {
    text: (p) => `the policy ticks every ${p.got} s, the recording every ${p.recorded} s`,
    hint: () => 'record again with this policy',
  }),
};
