import { type ExporterName, exporters, MEASURES, type Measure, readyMade } from '../../policy/ready-made.ts';
import { formatNumber } from '../../text/number.ts';
import { isGiven, isQuery, isRange, pointAt, warningsOf } from './checks.ts';
import { askCriteria, type Criteria, type Scale } from './criteria.ts';
import { askPercentile } from './percentile.ts';
import type { Choice, Prompts } from './prompts.ts';
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

/** Asks for a driver with a ready-made query; `service` is what Enter alone answers for its label. */
export async function askReadyMadePromql(
  prompts: Prompts,
  service: string | undefined,
): Promise<PromqlDriver> {
  const name = await prompts.select('Where do the metrics come from', EXPORTER_CHOICES);
  const measure = await prompts.select('What decides', MEASURE_CHOICES);
  const { label, example } = exporters[name];
  const of = await prompts.text({ message: `Which ${label}`, fallback: service, check: isGiven(example) });
  const percentile = measure === 'latency' ? await askPercentile(prompts) : undefined;
  const window = await prompts.text({ message: 'Over the last', fallback: '5m', check: isRange });
  const query_string = readyMade(name, { measure, of, window, percentile });
  prompts.print(prompts.paint.dim(wrapWords(query_string, { width: prompts.columns - 1 })));
  const scale: Scale = { unit: MEASURES[measure].unit, isLowGood: true, key: 'threshold', hasOperator: true };
  if (percentile === undefined) {
    const fallback = { forward: '1', reset: '5' };
    return { query_string, criteria: await askCriteria(prompts, 'the error rate', { ...scale, fallback }) };
  }
  const what = `the p${formatNumber(percentile)} latency`;
  return { query_string, criteria: await askCriteria(prompts, what, scale) };
}

/** Asks for a driver with a query of the person's own. */
export async function askOwnPromql(prompts: Prompts): Promise<PromqlDriver> {
  const query_string = await askQuery(prompts);
  const good = await prompts.select('Good values of it are', [
    { value: 'low', title: 'low', description: 'errors, latency, load' },
    { value: 'high', title: 'high', description: 'conversions, success rate' },
  ]);
  const scale: Scale = { unit: '', isLowGood: good === 'low', key: 'threshold', hasOperator: true };
  return { query_string, criteria: await askCriteria(prompts, 'it', scale) };
}

/** A query that parses; warnings about it are shown, and it may be used all the same. */
async function askQuery(prompts: Prompts): Promise<string> {
  for (;;) {
    const query = await prompts.text({ message: 'PromQL', check: isQuery });
    const warnings = await warningsOf(query);
    if (warnings.length === 0) return query;
    for (const warning of warnings) prompts.print(prompts.paint.yellow(pointAt(query, warning)));
    if (await prompts.confirm('Use it all the same', false)) return query;
  }
}
