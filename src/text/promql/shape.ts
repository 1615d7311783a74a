import type { SyntaxNode as Part } from '@lezer/common';

/** Why a query gives several values, or sometimes none, whatever the data: a sentence about one span of it. */
export interface Doubt {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly fix: string;
}

/** The labels a result keeps (undefined: any), and the doubt that comes with them. */
interface Shape {
  readonly labels?: readonly string[];
  readonly doubt?: Doubt;
}

type Read = (part: Part) => string;

const ONE: Shape = { labels: [] };
const COMPARISONS = ['Eql', 'Neq', 'Lss', 'Lte', 'Gtr', 'Gte', 'TrimLower', 'TrimUpper'];
const SINGLES = new Set(['Scalar', 'Vector', 'Time', 'Pi', 'Absent', 'AbsentOverTime']);
const LAST_ARGUMENT = new Set(['HistogramQuantile', 'HistogramFraction', 'QuantileOverTime']);

/** The doubt about a query that is not exactly one value by construction; undefined when there is none. */
export const doubtOf = (query: string, top: Part): Doubt | undefined =>
  shapeOf(top, (part) => query.slice(part.from, part.to)).doubt;

function shapeOf(part: Part, read: Read): Shape {
  if (part.name === 'VectorSelector') {
    return doubt(
      part,
      `${read(part)} may be several series`,
      'aggregate it with sum(...), avg(...), max(...) or min(...)',
    );
  }
  if (part.name === 'AggregateExpr') return shapeOfAggregate(part, read);
  if (part.name === 'BinaryExpr') return shapeOfBinary(part, read);
  if (part.name === 'FunctionCall') return shapeOfCall(part, read);
  const inner = part.getChild('Expr');
  return inner ? shapeOf(inner, read) : ONE;
}

function shapeOfAggregate(part: Part, read: Read): Shape {
  const operator = read(part.getChild('AggregateOp') ?? part).toLowerCase();
  const modifier = part.getChild('AggregateModifier');
  const labels = modifier?.getChild('GroupingLabels')?.getChildren('LabelName').map(read) ?? [];
  const parameter = argumentsOf(part)[0];
  if (operator === 'count_values')
    return doubt(part, 'count_values gives one series for every value', 'use count');
  if (/^(topk|bottomk|limitk|limit_ratio)$/.test(operator) && (!parameter || read(parameter) !== '1')) {
    return doubt(
      part,
      `${operator} gives several series`,
      `use ${operator.startsWith('b') ? 'min' : 'max'}(...)`,
    );
  }
  if (!modifier || (labels.length === 0 && !modifier.getChild('Without'))) return ONE;
  const without = modifier.getChild('Without');
  const kept = without ? 'combination of its other labels' : labels.join(', ');
  const grouped = doubt(
    modifier,
    `${operator} ${read(modifier)} gives one series for every ${kept}`,
    `leave "${read(modifier)}" out`,
  );
  return without ? grouped : { ...grouped, labels };
}

function shapeOfCall(part: Part, read: Read): Shape {
  const name = part.getChild('FunctionIdentifier')?.firstChild?.name ?? '';
  const given = argumentsOf(part);
  const subject = LAST_ARGUMENT.has(name) ? given.at(-1) : given[0];
  if (SINGLES.has(name) || !subject) return ONE;
  const shape = shapeOf(subject, read);
  if (!name.startsWith('Histogram') || !shape.labels) return shape;
  const labels = shape.labels.filter((label) => label !== 'le');
  return labels.length === 0 ? ONE : { ...shape, labels };
}

function shapeOfBinary(part: Part, read: Read): Shape {
  const [left = ONE, right = ONE] = part.getChildren('Expr').map((side) => shapeOf(side, read));
  if (left.doubt || right.doubt) return left.doubt ? left : right;
  if (COMPARISONS.some((name) => part.getChild(name)) && !part.getChild('BoolModifier')) {
    return doubt(
      part,
      'a comparison gives nothing while it is false',
      'leave it to the criterion, or write "bool" after the operator',
    );
  }
  if (!part.getChild('And') && !part.getChild('Unless')) return ONE;
  return doubt(part, '"and" and "unless" can give nothing', 'leave the condition to the criterion');
}

const argumentsOf = (part: Part): Part[] => part.getChild('FunctionCallBody')?.getChildren('Expr') ?? [];

const doubt = ({ from, to }: Part, message: string, fix: string): Shape => ({
  doubt: { from, to, message, fix },
});
