import { fail, throwIfErrors } from '../../errors/rollout-error.ts';
import { decisionText } from '../../render/decision-text.ts';
import { acceptText } from '../../render/plot/number.ts';
import { type DecisionNode, type DecisionTree, decisionTree } from '../../rollout/decision-tree.ts';
import { rampOf } from '../../rollout/ramp.ts';
import { withGap } from '../../run/trace-gap.ts';
import { type TraceRow, traceRow } from '../../run/trace-row.ts';
import { toJsonReading } from '../../text/json-reading.ts';
import { printableJson } from '../../text/printable.ts';
import { defineCommand } from '../command.ts';
import { compileChecked, loadPolicy } from '../load-policy.ts';
import { outputOption } from '../options.ts';
import { addPolicyOptions, type PolicyFlags, readPolicyFlags } from '../policy-flags.ts';
import { heldOn } from '../trace-hold.ts';
import { columnFaults, MAX_TRACE_BYTES, readAt } from '../trace-tick.ts';

interface Flags extends PolicyFlags {
  readonly trace: string;
  readonly at: string;
  readonly output: 'text' | 'json';
}

export const why = defineCommand({
  describe: (command) =>
    addPolicyOptions(command)
      .requiredOption('--trace <file>', 'a trace of `simulate --trace`; - is standard input')
      .requiredOption(
        '--at <tick|time>',
        'a tick, a time (RFC 3339), hh:mm:ss in the trace of one day, or t+1h30m since its start',
      )
      .addOption(outputOption())
      .addHelpText(
        'after',
        `
At a time between two ticks it is the tick before it.

Examples:
  $ rollout simulate values.yaml --start --scenario latency-regression --trace why.csv
  $ rollout why values.yaml --trace why.csv --at 300
  $ rollout why values.yaml --trace why.csv --at 00:05:00`,
      ),

  request: (flags: Flags, args) => ({
    policy: readPolicyFlags(flags, args),
    trace: flags.trace,
    at: readAt(flags.at),
    output: flags.output,
  }),

  async run({ policy, trace, at, output }, io) {
    const loaded = await loadPolicy(policy, io);
    const { plan, diagnostics } = await compileChecked(loaded);
    io.report(diagnostics);
    const text = await io.read(trace, MAX_TRACE_BYTES);
    const row = withGap(traceRow(text, trace, at), plan, { trace: text, file: trace });
    io.report(throwIfErrors(columnFaults(row.readings, plan, trace)));
    const decided = decisionTree(plan, row.readings);
    if (!decided) throw fail('WHY_NO_RAMP', { policy: loaded.name });
    const accept = row.readings.get(rampOf(plan)?.columns.accept ?? '') ?? Number.NaN;
    const found = { policy: loaded.name, row, accept, decided };
    if (output === 'json') io.out(asJson(found));
    else io.say(asText(found));
    return 0;
  },
});

interface Found {
  readonly policy: string;
  readonly row: TraceRow;
  /** NaN where the trace does not say it. */
  readonly accept: number;
  readonly decided: DecisionTree;
}

function asText({ policy, row, accept, decided }: Found): string {
  const stand = Number.isNaN(accept) ? '' : `, at ${acceptText(accept)}`;
  return decisionText(
    `${policy} at tick ${row.tick}, ${row.time}${stand}`,
    decided,
    heldOn(row, decided.decision),
  );
}

const asJson = ({ policy, row, accept, decided }: Found): string => {
  const { tick, time, heldBy } = row;
  const held = heldOn(row, decided.decision);
  const decision = held?.decision ?? decided.decision;
  const held_by = held && heldBy;
  const accept_percentage = Number.isNaN(accept) ? null : accept;
  return `${printableJson({ policy, tick, time, decision, held_by, accept_percentage, from: decided.from.map(nodeJson) }, 2)}\n`;
};

const nodeJson = ({ signal, reading, component, reason, because, query, from }: DecisionNode): object => ({
  signal,
  reading: Number.isNaN(reading) ? null : toJsonReading(reading),
  component: component ? { id: component.id, name: component.name } : null,
  reason: reason ?? null,
  because,
  query: query ?? null,
  from: from.map(nodeJson),
});
