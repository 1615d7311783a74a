import { dirname, isAbsolute, join } from 'node:path';
import type { Fallback, GateRules, Start } from '../../rollout/gates/rules.ts';
import { parseDuration, type Seconds } from '../../text/duration.ts';
import { parseMoment } from '../../text/time.ts';
import type { Document } from '../../text/yaml.ts';
import type { FallbackDocument, RolloutDocument } from './document.ts';
import { entriesOf } from './entries.ts';
import { hoursOf } from './hours.ts';
import type { PolicySource, RolloutFile } from './rollout-file.ts';

const WITHOUT_DATA: Seconds = 180;
const WITHOUT_PROMETHEUS: Seconds = 900;

/** What a document without faults means. */
export function resolveRollout(document: Document): RolloutFile {
  const value = document.value as RolloutDocument;
  const { rollout: name, prometheus, gates = [], min_requests, actuators, notify } = value;
  const { file } = document;
  return {
    name,
    file,
    policy: policyOf(value, file),
    prometheus: prometheus && {
      url: prometheus.url,
      httpConfigFile: prometheus.http_config_file && besideFile(file, prometheus.http_config_file),
    },
    rules: rulesOf(value),
    gates,
    requests: min_requests?.query,
    actuators: entriesOf(actuators, '/actuators'),
    notify: entriesOf(notify, '/notify'),
    document,
  };
}

/** A path that a rollout file names; relative to the working directory for standard input. */
export const besideFile = (file: string, path: string): string =>
  isAbsolute(path) || file === '-' ? path : join(dirname(file), path);

function policyOf({ values_file, policy_file, blueprint }: RolloutDocument, file: string): PolicySource {
  if (policy_file !== undefined) return { policyFile: besideFile(file, policy_file) };
  return { valuesFile: besideFile(file, values_file!), blueprint };
}

function rulesOf(value: RolloutDocument): GateRules {
  const { after_reset, approvals = [], gates = [], min_requests, bake, give_up_after: end } = value;
  return {
    start: startOf(value),
    afterReset: {
      isOff: after_reset?.percentage === 0,
      climbs: after_reset?.do === 'continue' ? (after_reset.at_most ?? 0) : 0,
    },
    withoutData: fallbackOf(value.without_data, WITHOUT_DATA),
    withoutPrometheus: fallbackOf(value.without_prometheus, WITHOUT_PROMETHEUS),
    forwardOnly: (value.forward_only ?? []).map(hoursOf),
    approvals: approvals.map(({ before_step }) => before_step - 1),
    gates: gates.map(({ before_step }) => before_step - 1),
    requestsPerStep: min_requests?.per_step ?? 0,
    bake: secondsOf(bake, 0),
    giveUpAfter: end && { after: secondsOf(end.after, 0), do: end.do ?? 'hold' },
  };
}

function startOf({ start = 'manually' }: RolloutDocument): Start {
  return typeof start === 'string' ? start : { at: parseMoment(start.at, 0)! };
}

const fallbackOf = (given: FallbackDocument | undefined, after: Seconds): Fallback => ({
  after: secondsOf(given?.after, after),
  do: given?.do ?? 'hold',
});

const secondsOf = (text: string | undefined, otherwise: Seconds): Seconds =>
  text === undefined ? otherwise : (parseDuration(text) ?? otherwise);
