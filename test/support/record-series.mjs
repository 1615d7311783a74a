// Writes a recording of series that are counted by hand:
//   node record-series.mjs FILE START INTERVAL 'QUERY=50*30 _*2 90' ...
// START is RFC 3339 or Unix seconds, INTERVAL seconds; 50*30 is 50 on 30 ticks, _ is no value. A query that is evaluated
// every third tick only is 3@QUERY=...; its series has a reading for each of its evaluations, and with KIND=live, as of a run in the
// present, for each tick. URL names the server.
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const [file, from, seconds, ...texts] = process.argv.slice(2);
const interval = Number(seconds);
const start = Number.isNaN(Number(from)) ? Date.parse(from) / 1000 : Number(from);

const series = texts.map((text, q) => {
  const at = text.lastIndexOf('=');
  const [, every = '1', query_string] = /^(?:(\d+)@)?(.*)$/s.exec(text.slice(0, at));
  const values = text
    .slice(at + 1)
    .trim()
    .split(/\s+/)
    .flatMap((word) => {
      const [value, count = '1'] = word.split('*');
      return Array(Number(count)).fill(value === '_' ? Number.NaN : Number(value));
    });
  return { query: { signal: `PROMQL_${q}`, query_string, every: Number(every) }, values };
});

const { KIND: kind = 'history' } = process.env;
const isLive = kind === 'live';
const ticks = Math.max(...series.map(({ query, values }) => values.length * (isLive ? 1 : query.every)));
const head = {
  format: 'rollout-recording',
  version: 2,
  start,
  interval,
  batch: ticks,
  facts: { kind, name: null, url: process.env.URL ?? null, server: null },
  queries: series.map(({ query }) => query),
};
const lengths = series.map(({ values }) => values.length);
const line = (value) => Buffer.from(`${JSON.stringify(value)}\n`);
const readings = series.map(({ values }) => Buffer.from(Float64Array.from(values).buffer));
const members = [
  gzipSync(line(head)),
  gzipSync(Buffer.concat([line({ first: 0, count: ticks, reasons: [], faults: [], lengths }), ...readings])),
];
const end = {
  end: true,
  ticks,
  readings: ticks,
  diagnostics: [],
  members: members.map(({ length }) => length),
};
writeFileSync(file, Buffer.concat([...members, gzipSync(line(end))]));
