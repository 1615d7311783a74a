/**
 * One gauge or counter series: its labels and the value at a time, in Unix seconds; undefined leaves a hole.
 */
export interface SeriesSpec {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly labels?: string;
  readonly value: (time: number) => number | undefined;
}

/** OpenMetrics text of the series between two times; series of one name must follow one another. */
export function openMetrics(series: readonly SeriesSpec[], from: number, to: number, step: number): string {
  const lines: string[] = [];
  let last = '';
  for (const { name, type, labels, value } of series) {
    const family = type === 'counter' ? name.replace(/_total$/, '') : name;
    if (family !== last) lines.push(`# TYPE ${family} ${type}`);
    last = family;
    for (let time = from; time <= to; time += step) {
      const at = value(time);
      if (at !== undefined) lines.push(`${name}${labels ? `{${labels}}` : ''} ${text(at)} ${time}`);
    }
  }
  return `${lines.join('\n')}\n# EOF\n`;
}

function text(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);
}
