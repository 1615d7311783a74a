import type { IO } from '../io.ts';
import { knownPolicies } from '../known-policies.ts';
import { openState, openStore } from '../state-dir.ts';
import type { Answer, Candidate } from './answer.ts';
import { givenTo, type Line } from './line.ts';

const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

const stateOf = ({ before }: Line) => givenTo(before, '--state') ?? givenTo(before, '--state-dir');

const storeOf = (line: Line) => openStore({ stateDir: stateOf(line) }, line.io);

const serverOf = ({ before }: Line) => givenTo(before, '--server');

/** The rollouts of the server or the state; none where it cannot be listed. */
export async function rolloutsOf(line: Line): Promise<readonly string[]> {
  try {
    const server = serverOf(line);
    if (server !== undefined) return await namesOf(server, line.io);
    return await (await openState({ state: stateOf(line) }, line.io)).names();
  } catch {
    return [];
  }
}

/** A person waits no longer for a list. */
const LIST_TIMEOUT_MS = 3000;

/** The rollouts of a server. Throws as asking it does. */
async function namesOf(server: string, io: IO): Promise<readonly string[]> {
  const [{ readPlace }, { withServer }, { remoteViews }] = await Promise.all([
    import('../rollouts/place.ts'),
    import('../rollouts/with-server.ts'),
    import('../../control/remote/remote-rollout.ts'),
  ]);
  const { url } = readPlace({ server }).server!;
  const signal = AbortSignal.timeout(LIST_TIMEOUT_MS);
  const views = await withServer({ url, tokenFile: undefined, signal }, io, (client) =>
    remoteViews(client, undefined),
  );
  return views.map(({ rollout }) => rollout).sort();
}

/** The commands that steer what runs, and nothing else. */
const STEERING = ['start', 'pause', 'resume', 'reset', 'status'];

/** The rollouts, and the policies that run; for other commands also those that have something stored, or stand in the values file of the folder. */
export async function policyNames(line: Line): Promise<readonly string[]> {
  const isSteering = STEERING.includes(line.command[0] ?? '');
  if (isSteering && serverOf(line) !== undefined) return rolloutsOf(line);
  const store = storeOf(line);
  const names = isSteering
    ? [...(await rolloutsOf(line)), ...store.running().map(({ policy }) => policy)]
    : await knownPolicies(store, line.io);
  return [...new Set(names)].filter((name) => NAME.test(name)).sort();
}

/** The keys that every policy has, and what their values are. */
const KEYS: Readonly<Record<string, string>> = {
  rollout: 'boolean',
  reset: 'boolean',
  pass_through_label_values: 'list',
};

const MEANINGS: Readonly<Record<string, string>> = {
  rollout: 'true starts the ramp and lets it go on, false holds it',
  reset: 'true takes it to its first step and keeps it there',
  pass_through_label_values: 'label values that always get the feature: [a, b]',
};

/** The keys of the dynamic configuration, with those of the runs of the policy; behind `=` the values of a boolean. */
export function dynamicKeys(typed: string, line: Line): Answer {
  const types = { ...runningTypes(line), ...KEYS };
  const [key = '', value] = typed.split('=', 2);
  if (value === undefined) return { candidates: Object.keys(types).map(keyCandidate) };
  if (types[key] !== 'boolean') return { candidates: [] };
  return { candidates: ['true', 'false'].map((one) => ({ word: `${key}=${one}`, meaning: '' })) };
}

const keyCandidate = (key: string): Candidate => ({ word: `${key}=`, meaning: MEANINGS[key] ?? '' });

function runningTypes(line: Line): Readonly<Record<string, string>> {
  const running = storeOf(line).running(givenTo(line.before, '--policy'));
  const keys = running.flatMap((run) => run.keys.map((key) => [key, run.types?.[key] ?? '']));
  return Object.fromEntries(keys);
}
