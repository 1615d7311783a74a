import type { Assignment } from '../../text/assign.ts';
import { isName } from '../prompts/checks.ts';
import type { Check, Prompts } from '../prompts/prompts.ts';
import { askActuators, askNotify } from './entries.ts';
import { answerAt, faultAt } from './fault-of.ts';
import { isHours, readHours } from './hours.ts';
import type { Known } from './known.ts';

/** Asks for one key of the file; no assignment where the usual value is meant. */
export type Ask = (prompts: Prompts, known: Known) => Promise<readonly Assignment[]>;

const askName: Ask = async (prompts, { checked }) => {
  const name = await prompts.text({
    message: 'Name of the rollout',
    fallback: checked.policy,
    check: isName,
    help: 'What `rollout pause NAME` and the others steer.',
  });
  return [answerAt(['rollout'], name)];
};

const URL_PATH = ['prometheus', 'url'];

const prometheusFault: Check = async (answer) => {
  if (!/^https?:/.test(answer) || !URL.canParse(answer)) return 'an address, such as http://localhost:9090';
  return faultAt([answerAt(URL_PATH, answer)], 'prometheus.url');
};

const askPrometheus: Ask = async (prompts) => {
  const url = await prompts.text({
    message: 'Prometheus',
    fallback: 'http://localhost:9090',
    form: 'free',
    check: prometheusFault,
    help: 'The server that answers the queries of the policy. Credentials, TLS and a proxy go into a file of their own: prometheus.http_config_file.',
  });
  return [answerAt(URL_PATH, url)];
};

const askStart: Ask = async (prompts, { now }) => {
  const start = await prompts.select('When does it start', [
    { value: 'manually', title: 'by hand, with `rollout start`' },
    { value: 'immediately', title: 'as soon as it runs' },
    { value: 'at', title: 'at a time' },
  ]);
  if (start !== 'at') return [answerAt(['start'], start)];
  const tomorrow = new Date((now + 86_400) * 1000).toISOString();
  const at = await prompts.text({
    message: 'At which time',
    fallback: `${tomorrow.slice(0, 10)}T09:00:00Z`,
    check: (answer) => faultAt([answerAt(['start', 'at'], answer)], 'start'),
    help: 'RFC 3339. Passed by more than an hour it waits for `rollout start`.',
  });
  return [answerAt(['start', 'at'], at)];
};

const askHours: Ask = async (prompts) => {
  const answer = await prompts.text({
    message: 'Hours in which it may grow',
    fallback: 'always',
    form: 'free',
    check: isHours,
    help: 'Days, hours and time zone, such as mon-thu 09:00-16:00 Europe/Berlin. Steps back and resets pass at any hour.',
  });
  const hours = readHours(answer);
  if (hours === undefined) return [];
  return [answerAt(['forward_only'], [hours])];
};

const askApprovals: Ask = async (prompts, { steps }) => {
  if (steps < 2) return [];
  const answer = await prompts.text({
    message: `Which of the ${steps} steps wait for an approval`,
    fallback: 'none',
    check: (given) => stepsFault(given, steps),
    help: 'Their numbers, such as 2, 3. Each is not entered before somebody says `rollout approve`.',
  });
  const approvals = stepsIn(answer).map((before_step) => ({ before_step }));
  if (approvals.length === 0) return [];
  return [answerAt(['approvals'], approvals)];
};

const stepsIn = (answer: string): number[] => {
  if (answer === 'none') return [];
  return answer.split(/[\s,]+/).map((word) => (/^\d+$/.test(word) ? Number(word) : 0));
};

function stepsFault(answer: string, steps: number): string | undefined {
  const given = stepsIn(answer);
  const isGood = given.every((step) => step >= 1 && step <= steps) && new Set(given).size === given.length;
  if (isGood) return undefined;
  return `numbers from 1 to ${steps}, each once, such as ${steps}; or none`;
}

const askAfterReset: Ask = async (prompts) => {
  const after = await prompts.select('After a reset', [
    { value: 'first_step', title: 'it keeps its first step and waits for `rollout start`' },
    { value: 'off', title: 'nobody has the feature, and it waits for `rollout start`' },
    { value: 'continue', title: 'it climbs again by itself' },
  ]);
  if (after === 'first_step') return [];
  if (after === 'off') return [answerAt(['after_reset'], { percentage: 0, do: 'wait' })];
  const times = await prompts.text({
    message: 'How many times at most',
    fallback: '3',
    check: (answer) => (/^[1-9]\d{0,3}$/.test(answer) ? undefined : 'a whole number from 1 on'),
    help: 'Then it waits for `rollout start`.',
  });
  return [answerAt(['after_reset'], { do: 'continue', at_most: Number(times) })];
};

/** One question for each of these keys, in the order of the file but for the targets, which are needed and come last. */
export const QUESTIONS: Readonly<Record<string, Ask>> = {
  rollout: askName,
  prometheus: askPrometheus,
  start: askStart,
  forward_only: askHours,
  approvals: askApprovals,
  after_reset: askAfterReset,
  notify: askNotify,
  actuators: askActuators,
};
