// A checkout service with a new version inside, as Prometheus sees it. Plain Node, on loopback:
//
//   node examples/metrics/exporter.mjs 9301
//
//   GET  /metrics   its counters
//   POST /break     every request of the new version takes six seconds
//   POST /mend      and it is well again
//
// No request is served: the counters grow as those of 200 requests a second would. The share of them that gets the new
// version is the accept percentage of the run of `checkout-v2` on this machine. It is asked for as a service asks for its
// feature flags, again and again, with `rollout status -o json`; without such a run nobody gets the new version.
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const POLICY = 'checkout-v2';
const PORT = Number(process.argv[2] ?? 9301);
const ROLLOUT = fileURLToPath(new URL('../../dist/rollout.js', import.meta.url));
const ASK_INTERVAL_MS = 500;

const REQUESTS_PER_SECOND = 200;
/** Mean latency in milliseconds. */
const OLD_LATENCY = 50;
const NEW_LATENCY = { healthy: 62, broken: 6000 };

let acceptPercentage = 0;
let health = 'healthy';
let countedUntil = performance.now();
const totals = { old: 0, new: 0, millis: 0 };

/** Counts the requests since the last time, as the service was until now. */
function count() {
  const seconds = (performance.now() - countedUntil) / 1000;
  countedUntil = performance.now();
  const requests = seconds * REQUESTS_PER_SECOND;
  const withNew = (requests * acceptPercentage) / 100;
  const noise = 1 + 0.04 * (Math.random() - 0.5);
  totals.new += withNew;
  totals.old += requests - withNew;
  totals.millis += noise * ((requests - withNew) * OLD_LATENCY + withNew * NEW_LATENCY[health]);
}

const METER = `flow_status="OK",flux_meter_name="${POLICY}/average_latency/0",policy_name="${POLICY}"`;

const metrics = () => `\
# TYPE flux_meter_sum counter
flux_meter_sum{${METER}} ${totals.millis}
# TYPE flux_meter_count counter
flux_meter_count{${METER}} ${totals.old + totals.new}
# TYPE checkout_requests_total counter
checkout_requests_total{version="old"} ${totals.old}
checkout_requests_total{version="new"} ${totals.new}
`;

function askAcceptPercentage() {
  execFile(process.execPath, [ROLLOUT, 'status', '--policy', POLICY, '-o', 'json'], (problem, stdout, stderr) => {
    if (problem) console.error(stderr || problem.message);
    const found = problem ? 0 : (JSON.parse(stdout)[0]?.accept_percentage ?? 0);
    if (found !== acceptPercentage) {
      count();
      acceptPercentage = found;
      console.log(`${found} % of the requests get the new version`);
    }
    setTimeout(askAcceptPercentage, ASK_INTERVAL_MS);
  });
}

function setHealth(now) {
  count();
  health = now;
  return `the new version is ${now}\n`;
}

const ANSWERS = {
  'GET /metrics': () => {
    count();
    return metrics();
  },
  'POST /break': () => setHealth('broken'),
  'POST /mend': () => setHealth('healthy'),
};

createServer(({ method, url }, response) => {
  const answer = ANSWERS[`${method} ${url}`];
  response.writeHead(answer ? 200 : 404, { 'content-type': 'text/plain; version=0.0.4' });
  response.end(answer ? answer() : 'GET /metrics, POST /break, POST /mend\n');
})
  .on('error', ({ message }) => {
    console.error(`the exporter cannot listen: ${message}`);
    process.exit(1);
  })
  .listen(PORT, '127.0.0.1', askAcceptPercentage);
