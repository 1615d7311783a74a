import { Rehearsals } from '../../src/cli/judge/rehearsals.ts';
import { factsOf, memoriesIn } from '../../src/judge/assess/facts.ts';
import { connect } from '../../src/prometheus/connect.ts';
import { fillColumns, sharedColumns } from '../../src/source/columns.ts';
import { openHistory } from '../../src/source/history.ts';
import { openMetrics } from '../support/open-metrics.ts';
import { startPrometheus } from '../support/prometheus.ts';
import { download, FROM, latencyAt } from './history.ts';
import { INTERVAL, rehearse, TICKS, taskOf } from './judge-task.ts';
import { leastTimes } from './least-times.ts';
import { median, type Row } from './row.ts';

const ROUNDS = 5;
const QUERY = 'sum(latency)';

/** What `assess` does with 90 days of a server, against downloading the same chunks one after another. */
export async function* fromServer(): AsyncGenerator<Row> {
  const end = FROM + TICKS * INTERVAL;
  const gauge = { name: 'latency', type: 'gauge' as const, value: (time: number) => latencyAt(time, 0) };
  const server = await startPrometheus(openMetrics([gauge], FROM, end, 60));
  try {
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const [bare, assessed] = await leastTimes(
        [() => download(server.url, [QUERY], TICKS, INTERVAL), () => assess(server.url)],
        { rounds: 1, warmUp: 0 },
      );
      ratios.push(assessed! / bare!);
    }
    const name = 'judge: 90 days at 10 s, 1,000 rehearsals of 72 h';
    yield { name, value: median(ratios), unit: 'x downloading', atMost: 1.2 };
  } finally {
    await server.stop();
  }
}

/** Reads the history, rehearses on it, and looks at how long it remembers. */
async function assess(url: string): Promise<void> {
  const task = taskOf(75);
  const { plan } = task.policy;
  const to = FROM + TICKS * INTERVAL;
  const queries = plan.queries.map((query) => ({ ...query, query_string: QUERY }));
  const source = openHistory({ api: await connect({ url }), queries, interval: INTERVAL, from: FROM, to });
  const columns = sharedColumns(1, TICKS);
  await fillColumns(source, columns, { offset: 0, signal: new AbortController().signal, onRead: () => {} });
  const history = { start: FROM, interval: INTERVAL, ticks: TICKS, columns };
  const rehearsals = new Rehearsals(history, 2);
  await rehearse(rehearsals, task, () => void memoriesIn(plan, history));
  await rehearsals.close();
  factsOf(plan, history, []);
}
