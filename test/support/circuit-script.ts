import { type CircuitDocument, compile } from '../../src/circuit/compile.ts';
import { kindsBySpelling } from '../../src/circuit/kinds.ts';
import type { Plan } from '../../src/circuit/plan.ts';
import type { Component } from '../../src/circuit/tree.ts';
import type { Diagnostic } from '../../src/errors/rollout-error.ts';
import { formatReading } from '../../src/text/number.ts';
import { isFault, parseSeries } from '../../src/text/series.ts';
import { parseYaml } from '../../src/text/yaml.ts';

/** One line of a script with what is indented below it. */
interface Block {
  readonly line: number;
  readonly head: string;
  readonly body: readonly { readonly line: number; readonly text: string }[];
}

/** One case of a script, ready to run; `run` throws an error that names the line and shows the series. */
export interface ScriptCase {
  readonly name: string;
  readonly run: () => void;
}

/** Reads a conformance script (`test/conformance/README.md`). */
export function parseScript(text: string, file: string): ScriptCase[] {
  const cases: { name: string; blocks: Block[] }[] = [];
  for (const block of blocksOf(text)) {
    if (block.head.startsWith('case ')) cases.push({ name: block.head.slice(5), blocks: [] });
    else if (cases.length > 0) cases.at(-1)!.blocks.push(block);
    else throw new Error(`${file}:${block.line}: expected a case first, got "${block.head}"`);
  }
  return cases.map(({ name, blocks }) => ({ name, run: () => runCase(blocks, file) }));
}

function blocksOf(text: string): Block[] {
  const blocks: { line: number; head: string; body: { line: number; text: string }[] }[] = [];
  text.split('\n').forEach((raw, i) => {
    const line = raw.replace(/(^|\s)#.*$/, '').trimEnd();
    if (line === '') return;
    if (!/^\s/.test(line)) blocks.push({ line: i + 1, head: line, body: [] });
    else if (/^ {2}\S/.test(line) || blocks.at(-1)!.head === 'policy')
      blocks.at(-1)!.body.push({ line: i + 1, text: line.slice(2) });
    else blocks.at(-1)!.body.at(-1)!.text += ` ${line.trim()}`;
  });
  return blocks;
}

interface Run {
  readonly feed: Map<string, number[]>;
  readonly config: Map<number, Record<string, unknown>>;
  readonly expect: { line: number; what: string; series: number[]; within: number }[];
}

function runCase(blocks: readonly Block[], file: string): void {
  const fault = (line: number, message: string): Error => new Error(`${file}:${line}: ${message}`);
  const circuit = blocks.find(({ head }) => /^(circuit|policy)\b/.test(head));
  if (!circuit) throw fault(blocks[0]?.line ?? 1, 'the case has no circuit');
  const runs = runsOf(blocks, fault);
  const fed = [...new Set(runs.flatMap(({ feed }) => [...feed.keys()]))];
  const { plan, diagnostics } = compile(documentOf(circuit, fed, fault), (path) => ({ path }));
  checkDiagnostics(blocks, diagnostics, circuit, fault);
  for (const block of blocks.filter(({ head }) => head === 'plan')) {
    for (const { line, text } of block.body) checkPlan(plan!, text, (message) => fault(line, message));
  }
  for (const run of runs) if (run.expect.length > 0) checkRun(plan!, run, fault);
}

function runsOf(blocks: readonly Block[], fault: (line: number, message: string) => Error): Run[] {
  const runs: Run[] = [];
  const current = (): Run => {
    if (runs.length === 0) runs.push({ feed: new Map(), config: new Map(), expect: [] });
    return runs.at(-1)!;
  };
  for (const { head, line, body } of blocks) {
    const [word, tick, ...rest] = head.split(' ');
    if (word === 'feed') {
      runs.push({ feed: new Map(), config: new Map(), expect: [] });
      for (const row of body) {
        const { what, series } = rowOf(row, fault);
        current().feed.set(what, series);
      }
    } else if (word === 'config') {
      current().config.set(
        Number(tick),
        parseYaml(rest.join(' '), 'config').value as Record<string, unknown>,
      );
    } else if (word === 'expect') current().expect.push(...body.map((row) => rowOf(row, fault)));
    else if (!/^(circuit|policy|diagnostics|plan)$/.test(word!)) throw fault(line, `unknown block "${word}"`);
  }
  return runs;
}

function rowOf(
  { line, text }: { line: number; text: string },
  fault: (line: number, message: string) => Error,
) {
  const [, what = '', given = '', within] = /^((?:decision )?\S+)\s*(.*?)(?:\s+~(\S+))?$/.exec(text) ?? [];
  const series = parseSeries(given);
  if (isFault(series)) throw fault(line, `"${series.word}" is no series`);
  return { line, what, series, within: Number(within ?? 0) };
}

/** The circuit with a query for every fed signal: its held cell is where a run puts the series. */
function documentOf(
  block: Block,
  fed: readonly string[],
  fault: (line: number, message: string) => Error,
): CircuitDocument {
  const queries = fed.map((name) => ({
    query: {
      promql: { query_string: name, evaluation_interval: '1s', out_ports: { output: { signal_name: name } } },
    },
  }));
  if (block.head === 'policy') {
    const written = parseYaml(block.body.map(({ text }) => text).join('\n'), 'policy')
      .value as CircuitDocument;
    return { ...written, components: [...(written.components ?? []), ...queries] };
  }
  const components = block.body.map(({ line, text }) => componentOf(text, (message) => fault(line, message)));
  return { evaluation_interval: block.head.split(' ')[1], components: [...components, ...queries] };
}

function componentOf(text: string, fault: (message: string) => Error): unknown {
  const [, outs, spelling, ins, config] =
    /^(?:(\{.*?\}|\S+) = )?([\w.]+)\((.*?)\)(?: (\{.*\}))?$/.exec(text) ?? [];
  const kind = kindsBySpelling.get(spelling ?? '');
  if (spelling === undefined) throw fault(`"${text}" is no component`);
  const firstPort = Object.keys(kind?.out ?? { output: 1 })[0]!;
  const named = outs?.startsWith('{') ? yaml(outs) : { [firstPort]: outs };
  const body = {
    ...(ins && { in_ports: mapValues(yaml(`{${ins}}`), portOf) }),
    ...(outs && { out_ports: mapValues(named, (signal_name) => ({ signal_name })) }),
    ...(config && yaml(config)),
  };
  return spelling.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), body);
}

const yaml = (text: string): Record<string, unknown> =>
  parseYaml(text, 'script').value as Record<string, unknown>;

const mapValues = (
  given: Record<string, unknown>,
  change: (value: unknown) => unknown,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given).map(([key, value]) => [key, change(value)]));

function portOf(source: unknown): unknown {
  if (Array.isArray(source)) return source.map(portOf);
  if (typeof source === 'number') return { constant_signal: { value: source } };
  if (typeof source !== 'string') return source;
  return /^(NaN|[+-]Inf)$/.test(source)
    ? { constant_signal: { special_value: source } }
    : { signal_name: source };
}

const PASSING = /^CIRCUIT_(UNUSED_SIGNAL|NO_INFLUENCE|NO_OUTPUT)$/;

function checkDiagnostics(
  blocks: readonly Block[],
  found: readonly Diagnostic[],
  circuit: Block,
  fault: (line: number, message: string) => Error,
): void {
  const block = blocks.find(({ head }) => head === 'diagnostics');
  const said = found.map(({ code, message, path }) => `${code} ${message} (${path})`);
  const rest = found.filter(({ code }) => block || !PASSING.test(code));
  const wanted = block?.body ?? [];
  for (const { line, text } of wanted) {
    const [code, ...words] = text.split(/\s+/);
    const at = rest.findIndex(
      (d) => d.code === code && `${d.message} ${d.path} ${d.hint}`.includes(words.join(' ')),
    );
    if (at < 0) throw fault(line, `expected ${text}, got ${said.join('; ') || 'no diagnostics'}`);
    rest.splice(at, 1);
  }
  if (rest.length > 0)
    throw fault(
      circuit.line,
      `unexpected diagnostics: ${rest.map(({ code, message }) => `${code} ${message}`).join('; ')}`,
    );
}

function checkPlan(plan: Plan, text: string, fault: (message: string) => Error): void {
  const [word, ...rest] = text.split(/\s+/);
  const ids = (indices: Iterable<number>) => [...indices].map((i) => plan.leaves[i]!.id);
  if (word === 'order') {
    const order = ids(plan.order).filter((id) => rest.includes(id));
    if (order.join(' ') !== rest.join(' ')) throw fault(`the order is ${order.join(' ')}`);
  } else if (word === 'loop') {
    const [reader, , ...producers] = rest;
    const late = ids(plan.loops.get(plan.leaves.findIndex(({ id }) => id === reader)) ?? []);
    if (late.join(' ') !== producers.join(' '))
      throw fault(`${reader} reads ${late.join(' ') || 'nothing'} late`);
  } else if (word === 'draws') {
    const found = everyComponent(plan.tree).find(({ id }) => id === rest[0]);
    const shown = found ? `${found.id} ${found.name}: ${found.label}` : 'nothing';
    if (shown.trim() !== rest.join(' ')) throw fault(`it draws ${shown}`);
  } else throw fault(`unknown fact "${word}"`);
}

const everyComponent = (tree: readonly Component[]): Component[] =>
  tree.flatMap((c) => [c, ...everyComponent(c.children)]);

function checkRun(plan: Plan, run: Run, fault: (line: number, message: string) => Error): void {
  const length = Math.max(
    ...[...run.feed.values(), ...run.expect.map(({ series }) => series)].map((series) => series.length),
  );
  const engine = plan.start();
  const views = run.expect.map(({ line, what }) =>
    viewOf(plan, engine, what, (message) => fault(line, message)),
  );
  const seen = views.map((): number[] => []);
  for (let tick = 0; tick < length; tick++) {
    const config = run.config.get(tick);
    for (const { key, slot, initial, decode } of config ? plan.dynamic : []) {
      engine.frame[slot] = decode(lookUp(config!, key)) ?? initial;
    }
    for (const { signal, resultSlot } of plan.queries)
      if (run.feed.has(signal)) engine.frame[resultSlot] = run.feed.get(signal)![tick] ?? Number.NaN;
    engine.tick();
    views.forEach((view, i) => void seen[i]!.push(view()));
  }
  run.expect.forEach((expected, i) => {
    const got = seen[i]!.slice(0, expected.series.length);
    if (!got.every((reading, at) => isNear(reading, expected.series[at]!, expected.within)))
      throw fault(expected.line, tableOf(expected, got));
  });
}

const lookUp = (config: Record<string, unknown>, key: string): unknown =>
  key
    .split('.')
    .reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], config);

function viewOf(
  plan: Plan,
  engine: ReturnType<Plan['start']>,
  what: string,
  fault: (message: string) => Error,
): () => number {
  if (what.startsWith('decision ')) {
    const at = plan.outputs.findIndex(({ id }) => id === what.slice(9));
    if (at < 0) throw fault(`there is no output ${what.slice(9)}`);
    return engine.decisions[at]!;
  }
  const column = plan.columns.find(({ name }) => name === what);
  if (!column) throw fault(`there is no signal ${what}`);
  return () => engine.frame[column.slot]!;
}

const isNear = (got: number, expected: number, within: number): boolean =>
  Object.is(got + 0, expected + 0) || Math.abs(got - expected) <= within * Math.max(1, Math.abs(expected));

function tableOf(
  { what, series }: { what: string; series: readonly number[] },
  got: readonly number[],
): string {
  const shown = (readings: readonly number[]) => readings.map((reading) => formatReading(reading) || '_');
  const [expected, actual] = [shown(series), shown(got)];
  const width = (i: number) => Math.max(expected[i]!.length, actual[i]!.length, String(i).length);
  const row = (name: string, cells: readonly string[]) =>
    `  ${name.padEnd(9)}${cells.map((cell, i) => cell.padStart(width(i))).join(' ')}`;
  return [
    `${what} is not as expected`,
    row(
      'tick',
      series.map((_, i) => String(i)),
    ),
    row('expected', expected),
    row('got', actual),
  ].join('\n');
}
