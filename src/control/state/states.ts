import { resolve } from 'node:path';
import { fail } from '../../errors/rollout-error.ts';
import type { Environment } from '../../prometheus/http/proxy.ts';
import { stateDir } from '../state-directory.ts';
import { directoryState } from './directory-state.ts';
import { readEtcdAddress } from './etcd/address.ts';
import { readKubernetesAddress } from './kubernetes/address.ts';
import type { State } from './state.ts';

/** Of the process. */
export interface Surroundings {
  readonly env: Environment;
  readonly cwd: string;
}

type Open = (surroundings: Surroundings) => Promise<State>;

/** A kind of state. */
interface StateKind {
  /** What its addresses begin with. */
  readonly begins: RegExp;
  /** How the state of an address is opened, or why it is no address. */
  readonly read: (given: string) => Open | string;
}

const etcd: StateKind = {
  begins: /^etcds?:/,
  read(given) {
    const address = readEtcdAddress(given);
    if (typeof address === 'string') return address;
    return async (surroundings) =>
      (await import('./etcd/etcd-state.ts')).openEtcdState(address, surroundings);
  },
};

const kubernetes: StateKind = {
  begins: /^kubernetes:/,
  read(given) {
    const address = readKubernetesAddress(given);
    if (typeof address === 'string') return address;
    return async (surroundings) =>
      (await import('./kubernetes/kubernetes-state.ts')).openKubernetesState(address, surroundings);
  },
};

const directory: StateKind = {
  begins: /^(?!\w+:\/\/)/,
  read:
    (given) =>
    async ({ cwd }) =>
      directoryState(resolve(cwd, given)),
};

/** The first whose addresses begin so opens a state. */
const KINDS: readonly StateKind[] = [etcd, kubernetes, directory];

const EXPECTED = 'a directory, etcd://HOST:PORT[,HOST:PORT]/PREFIX or kubernetes://NAMESPACE';

/** Throws USAGE_VALUE for what is no state. */
export function readState(given: string): Open {
  const kind = KINDS.find(({ begins }) => begins.test(given));
  const read = kind?.read(given) ?? 'it is none of them';
  if (typeof read !== 'string') return read;
  const got = given.replace(/\/\/.*@/, '//***@');
  throw fail('USAGE_VALUE', { flag: '--state', got, expected: `${EXPECTED} (${read})` });
}

/** Whether it is kept by a server: that knows rollouts alone, a directory also simulations. */
export const isOfServer = ({ place }: State): boolean => place.includes('://');

/** Opens a state of rollouts: where it is not given, the directory of the environment or the XDG convention. Throws USAGE_VALUE, STATE_HOME, ROLLOUT_STATE. */
export const openState = async (given: string | undefined, surroundings: Surroundings): Promise<State> =>
  readState(given ?? stateDir(undefined, surroundings.env))(surroundings);
