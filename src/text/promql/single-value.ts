import type { SyntaxNode as Part } from '@lezer/common';
import type { PromqlFault } from './fault.ts';

type Finding = Omit<PromqlFault, 'kind'>;

/** The labels a result keeps (undefined: any), and why it may be several series or none. */
interface Shape {
  readonly labels?: readonly string[];
  readonly finding?: Finding;
}

type Read = (part: Part) => string;

const ONE: Shape = { labels: [] };
const COMPARISONS = ['Eql', 'Neq', 'Lss', 'Lte', 'Gtr', 'Gte', 'TrimLower', 'TrimUpper'];
const SINGLES = new Set(['Scalar', 'Vector', 'Time', 'Pi', 'Absent', 'AbsentOverTime']);
const LAST_ARGUMENT = new Set(['HistogramQuantile', 'HistogramFraction', 'QuantileOverTime']);

/**
 * The reason why a query is not exactly one value by construction, whatever the data; undefined when it is.
 */
export function singleValueFault(query: string, top: Part): PromqlFault | undefined {
  const { finding } = shapeOf(top, (part) => query.slice(part.from, part.to));
  return finding && { kind: 'series', ...finding };
}

function shapeOf(part: Part, read: Read): Shape {
  switch (part.name) {
    case 'VectorSelector': {
      const fix = 'aggregate it with sum(...), avg(...), max(...) or min(...)';
      return notSingle(part, `${read(part)} may be several series`, fix);
    }
    case 'AggregateExpr':
      return shapeOfAggregate(part, read);
    case 'BinaryExpr':
      return shapeOfBinary(part, read);
    case 'FunctionCall':
      return shapeOfCall(part, read);
    default:
      return shapeOfInner(part.getChild('Expr'), read);
  }
}

function shapeOfInner(inner: Part | null, read: Read): Shape {
  if (!inner) return ONE;
  return shapeOf(inner, read);
}

function shapeOfAggregate(part: Part, read: Read): Shape {
  const operator = read(part.getChild('AggregateOp') ?? part).toLowerCase();
  const parameter = argumentsOf(part)[0];
  if (operator === 'count_values')
    return notSingle(part, 'count_values gives one series for every value', 'use count');
  if (/^(topk|bottomk|limitk|limit_ratio)$/.test(operator) && (!parameter || read(parameter) !== '1')) {
    const single = operator === 'bottomk' ? 'min' : 'max';
    return notSingle(part, `${operator} gives several series`, `use ${single}(...)`);
  }
  const modifier = part.getChild('AggregateModifier');
  if (!modifier) return ONE;
  return shapeOfGroups(modifier, operator, read);
}

/** `by (...)` or `without (...)`. */
function shapeOfGroups(modifier: Part, operator: string, read: Read): Shape {
  const labels = modifier.getChild('GroupingLabels')?.getChildren('LabelName').map(read) ?? [];
  const isWithout = modifier.getChild('Without') !== null;
  if (labels.length === 0 && !isWithout) return ONE;
  const message = `${operator} ${read(modifier)} gives one series for every`;
  const fix = `leave "${read(modifier)}" out`;
  if (isWithout) return notSingle(modifier, `${message} combination of its other labels`, fix);
  return { ...notSingle(modifier, `${message} ${labels.join(', ')}`, fix), labels };
}

/** A function keeps the shape of what it is applied to; those of histograms take the label `le` away. */
function shapeOfCall(part: Part, read: Read): Shape {
  const name = part.getChild('FunctionIdentifier')?.firstChild?.name ?? '';
  const given = argumentsOf(part);
  const subject = LAST_ARGUMENT.has(name) ? given.at(-1) : given[0];
  if (SINGLES.has(name) || !subject) return ONE;
  const shape = shapeOf(subject, read);
  if (!name.startsWith('Histogram') || !shape.labels) return shape;
  const labels = shape.labels.filter((label) => label !== 'le');
  if (labels.length === 0) return ONE;
  return { ...shape, labels };
}

function shapeOfBinary(part: Part, read: Read): Shape {
  const several = part
    .getChildren('Expr')
    .map((side) => shapeOf(side, read))
    .find(({ finding }) => finding);
  if (several) return several;
  if (COMPARISONS.some((name) => part.getChild(name)) && !part.getChild('BoolModifier')) {
    const fix = 'leave it to the criterion, or write "bool" after the operator';
    return notSingle(part, 'a comparison gives nothing while it is false', fix);
  }
  if (!part.getChild('And') && !part.getChild('Unless')) return ONE;
  return notSingle(part, '"and" and "unless" can give nothing', 'leave the condition to the criterion');
}

const argumentsOf = (part: Part): Part[] => part.getChild('FunctionCallBody')?.getChildren('Expr') ?? [];

const notSingle = ({ from, to }: Part, message: string, fix: string): Shape => ({
  finding: { from, to, message, fix },
});
