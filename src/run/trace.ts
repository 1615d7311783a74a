import type { Plan } from '../circuit/plan.ts';
import { demandIn } from '../rollout/gates/demand.ts';
import { formatReading } from '../text/number.ts';
import { formatMoment, type Moment } from '../text/time.ts';

export type TraceFormat = 'csv' | 'ndjson';

/** Writes the rows of a trace as text: `tick,time` and every signal of the circuit, in component order. */
export interface TraceWriter {
  readonly header: string;
  readonly row: (tick: number, time: Moment, frame: Float64Array) => string;
}

/** The last columns of a trace behind gates: what they demand of a tick, and the names of those that do. */
export const DEMAND = 'demand';
export const HELD_BY = 'held_by';

/** A trace behind gates has two columns more, which are no readings. */
export function heldByWriter(
  writer: TraceWriter,
  format: TraceFormat,
  heldBy: () => readonly string[],
): TraceWriter {
  const { header, row } = writer;
  if (format === 'csv')
    return {
      header: header.replace(/\n$/, `,${DEMAND},${HELD_BY}\n`),
      row: (tick, time, frame) =>
        row(tick, time, frame).replace(/\n$/, `,${demandIn(frame)},${heldBy().join(' ')}\n`),
    };
  return {
    header,
    row(tick, time, frame) {
      const held = `"${DEMAND}":"${demandIn(frame)}","${HELD_BY}":${JSON.stringify(heldBy())}`;
      return row(tick, time, frame).replace(/\}\n$/, `,${held}}\n`);
    },
  };
}

/** The same columns in both formats; an invalid reading is an empty cell or null, infinities are `+Inf` and `-Inf`. */
export function traceWriter(plan: Plan, format: TraceFormat): TraceWriter {
  const slots = Int32Array.from(plan.columns, (column) => column.slot);
  const names = plan.columns.map((column) => column.name);
  return format === 'csv' ? csv(names, slots) : ndjson(names, slots);
}

function csv(names: readonly string[], slots: Int32Array): TraceWriter {
  return {
    header: `${['tick', 'time', ...names.map(columnTitle)].map(quote).join(',')}\n`,
    row(tick, time, frame) {
      let line = `${tick},${formatMoment(time)}`;
      for (let i = 0; i < slots.length; i++) line += `,${formatReading(frame[slots[i]!]!)}`;
      return `${line}\n`;
    },
  };
}

/** What a spreadsheet takes for a formula gets the apostrophe that makes it text there; so does what begins like that already. */
const columnTitle = (name: string): string => (/^'*[=+\-@\t\r]/.test(name) ? `'${name}` : name);

/** The name of the signal under a title. */
export const signalOfTitle = (title: string): string => title.replace(/^'(?='*[=+\-@\t\r])/, '');

const quote = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);

function ndjson(names: readonly string[], slots: Int32Array): TraceWriter {
  const keys = names.map((name) => `,${JSON.stringify(name)}:`);
  return {
    header: '',
    row(tick, time, frame) {
      let line = `{"tick":${tick},"time":"${formatMoment(time)}"`;
      for (let i = 0; i < slots.length; i++) line += keys[i]! + jsonReading(frame[slots[i]!]!);
      return `${line}}\n`;
    },
  };
}

function jsonReading(reading: number): string {
  if (Number.isFinite(reading)) return formatReading(reading);
  return Number.isNaN(reading) ? 'null' : `"${formatReading(reading)}"`;
}
