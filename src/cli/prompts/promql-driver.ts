import { type ExporterName, exporters, MEASURES, type Measure, readyMade } from '../../policy/ready-made.ts';
import { formatNumber } from '../../text/number.ts';
import { isGiven, isQuery, isRange, pointAt, warningsOf } from './checks.ts';
import { askCriteria, type Criteria, type Measured, type Scale } from './criteria.ts';
import { explainThreshold, type Knowledge } from './knowledge.ts';
import { askPercentile } from './percentile.ts';
import type { Choice, Prompts } from './prompts.ts';
import { completionOf } from './server/completion.ts';
import { dayText } from './server/day-text.ts';
import { proposeThresholds } from './server/propose.ts';
import { wrapWords } from './wrap-words.ts';

interface PromqlDriver {
  readonly query_string: string;
  readonly criteria: Criteria;
  readonly [key: string]: unknown;
}

const EXPORTER_CHOICES = (Object.keys(exporters) as ExporterName[]).map(
  (value): Choice<ExporterName> => ({ value, title: exporters[value].title }),
);
const MEASURE_CHOICES = (Object.keys(MEASURES) as Measure[]).map(
  (value): Choice<Measure> => ({ value, title: `${MEASURES[value].title}, in ${MEASURES[value].unit}` }),
);

/** What a driver with a query is asked with. */
export interface PromqlContext {
  readonly knowledge: Knowledge;
  /** Gets the query once it is known. */
  readonly onQuery: (query: string) => void;
}

const WHERE_FROM =
  'Each exporter and library has metrics of its own: pick the one whose metrics you have. The query is shown, and you may change it in the values file.';
const WHAT_DECIDES =
  'The error rate is the share of failed requests; a latency percentile needs a histogram. A second driver may follow, so that both decide.';
const WARNED =
  'What is pointed at is likely not meant, but may be: yes takes the query as it is, no asks for it again.';
const WINDOW =
  'The range over which the rate is taken. A longer one is calmer and sees a fault later; at least four scrape intervals. (PromQL range, such as 5m)';

/** Asks for a driver with a ready-made query; `service` is what Enter alone answers for its label. */
export async function askReadyMadePromql(
  prompts: Prompts,
  service: string | undefined,
  context: PromqlContext,
): Promise<PromqlDriver> {
  const name = await prompts.select('Where do the metrics come from', EXPORTER_CHOICES, { help: WHERE_FROM });
  const measure = await prompts.select('What decides', MEASURE_CHOICES, { help: WHAT_DECIDES });
  const of = await askLabelValue(prompts, exporters[name], service, context);
  const percentile = measure === 'latency' ? await askPercentile(prompts) : undefined;
  const window = await prompts.text({
    message: 'Over the last',
    fallback: '5m',
    check: isRange,
    help: WINDOW,
  });
  const query_string = readyMade(name, { measure, of, window, percentile });
  context.onQuery(query_string);
  prompts.print(prompts.paint.dim(wrapWords(query_string, { width: prompts.columns - 1 })));
  const { unit } = MEASURES[measure];
  const isRate = percentile === undefined;
  const what = isRate ? 'the error rate' : `the p${formatNumber(percentile)} latency`;
  const fallback = isRate ? { forward: '1', reset: '5' } : undefined;
  const scale: Scale = { unit, isLowGood: true, key: 'threshold', hasOperator: true, fallback };
  return { query_string, criteria: await askQueryCriteria(prompts, query_string, { what, scale }, context) };
}

type LabelOf = (typeof exporters)[ExporterName];

/** Asks which service it is, by the label of the exporter; what the server has is shown and completed. */
async function askLabelValue(
  prompts: Prompts,
  { label, example, requests }: LabelOf,
  service: string | undefined,
  { knowledge: { metrics } }: PromqlContext,
): Promise<string> {
  const known = await metrics?.labelValues(label, requests);
  if (known) prompts.print(knownText(known, `${requests} with a ${label}`, prompts));
  const single = known?.length === 1 ? known[0] : undefined;
  return prompts.text({
    message: `Which ${label}`,
    fallback: known?.length && !known.includes(service ?? '') ? single : service,
    check: isGiven(example),
    complete: known && (async (before) => completionOf(known, before)),
    form: 'free',
    help: `The value of the label ${label} of ${requests} that names the service, such as ${example}.${metrics ? ' Tab completes it.' : ''}`,
  });
}

const MAX_SHOWN = 6;

/** What there is to choose from, or that there is nothing. */
function knownText(known: readonly string[], what: string, { paint, columns }: Prompts): string {
  if (known.length === 0) return paint.yellow(`  the server has no ${what} in the last day`);
  const more = known.length > MAX_SHOWN ? [`… ${known.length} in all`] : [];
  return paint.dim(
    wrapWords(['known:', ...known.slice(0, MAX_SHOWN), ...more].join(' '), { width: columns - 1 }),
  );
}

/** Asks for a driver with a query of the person's own. */
export async function askOwnPromql(prompts: Prompts, context: PromqlContext): Promise<PromqlDriver> {
  const query_string = await askQuery(prompts, context.knowledge);
  context.onQuery(query_string);
  return { query_string, criteria: await askOwnCriteria(prompts, query_string, context) };
}

const GOOD_VALUES =
  'Whether the ramp goes on while the query is below its threshold (low), or above it (high).';

/** Asks for the thresholds of a query that is known. */
export async function askOwnCriteria(
  prompts: Prompts,
  query: string,
  context: PromqlContext,
): Promise<Criteria> {
  const good = await prompts.select(
    'Good values of it are',
    [
      { value: 'low', title: 'low', description: 'errors, latency, load' },
      { value: 'high', title: 'high', description: 'conversions, success rate' },
    ],
    { help: GOOD_VALUES },
  );
  const scale: Scale = { unit: '', isLowGood: good === 'low', key: 'threshold', hasOperator: true };
  return askQueryCriteria(prompts, query, { what: 'it', scale }, context);
}

/** Shows what the query gave, proposes thresholds from it, and asks for them. */
async function askQueryCriteria(
  prompts: Prompts,
  query: string,
  { what, scale }: Pick<Measured, 'what' | 'scale'>,
  { knowledge }: PromqlContext,
): Promise<Criteria> {
  const day = await knowledge.metrics?.lastDay(query);
  const proposal = day && proposeThresholds(day, scale);
  if (day) prompts.print(dayText(day, { scale, proposal, prompts }));
  const path = 'policy.drivers.promql_drivers[].criteria';
  return askCriteria(prompts, {
    what,
    scale: proposal ? { ...scale, fallback: proposal } : scale,
    explain: (direction) => explainThreshold(knowledge, `${path}.${direction}`, 'threshold'),
  });
}

/** A query that parses; warnings about it are shown, and it may be used all the same. */
async function askQuery(prompts: Prompts, { explain, metrics }: Knowledge): Promise<string> {
  const completes = metrics ? ' Tab completes metrics, labels and their values.' : '';
  const help = `${explain('policy.drivers.promql_drivers[].query_string') ?? ''} Lines that are pasted are joined; Ctrl-X opens an editor.${completes}`;
  for (;;) {
    const query = await prompts.text({
      message: 'PromQL',
      check: isQuery,
      complete: metrics?.completeQuery,
      form: 'query',
      help: help.trim(),
    });
    const warnings = await warningsOf(query);
    if (warnings.length === 0) return query;
    for (const warning of warnings) prompts.print(prompts.paint.yellow(pointAt(query, warning)));
    if (await prompts.confirm('Use it all the same', false, { help: WARNED })) return query;
  }
}
