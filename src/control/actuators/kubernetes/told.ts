import { RolloutError } from '../../../errors/rollout-error.ts';
import { formatNumber } from '../../../text/number.ts';
import { type Decision, hasPassThrough } from '../../decision.ts';
import { JSON_PATCH, type KubernetesClient } from '../../kubernetes/client.ts';
import { KubernetesFault } from '../../kubernetes/fault.ts';
import { checkObject } from '../../kubernetes/object-answer.ts';
import { resourcePath } from '../../kubernetes/resource.ts';
import { sharedClient } from '../../kubernetes/shared-client.ts';
import {
  confirmed,
  faultText,
  foreign,
  percentageRead,
  refused,
  unknown,
  unreadable,
} from '../../outcome.ts';
import type { World } from '../../world.ts';
import type { Call, Outcome, Reading, Use, Why } from '../actuator.ts';
import { FlagFault } from '../flagd/flag-fault.ts';
import type { ResourceKeys } from './config.ts';
import type { Editing, Sight } from './editing.ts';
import { editText, meddled, raisedTo, withReplaced } from './foreign-edit.ts';
import { ANNOTATION, markKey, markOf, markOperations, type Operation, type Resource } from './mark.ts';

/** So many others may change a resource between reading and patching it, and a call gives up. */
const MAX_TRIES = 5;

/** A field that a definition does not have is an error then; else the server leaves it out in silence. */
const TRIED = { dryRun: 'All', fieldValidation: 'Strict' };

/** One call. */
export class Told {
  readonly #editing: Editing;
  readonly #client: KubernetesClient;
  readonly #path: string;
  readonly #call: Call;

  constructor(editing: Editing, config: ResourceKeys, { world, call }: { world: World; call: Call }) {
    const { namespace, name } = config;
    this.#editing = editing;
    this.#client = sharedClient(config, { env: world.env, cwd: world.directory });
    this.#path = resourcePath({ ...editing.resource, namespace, name });
    this.#call = call;
  }

  async read(): Promise<Reading> {
    try {
      const { percentage, foreign: why } = this.#editing.look(await this.#get());
      if (percentage !== undefined) return percentageRead(percentage);
      return foreign(why ?? 'it has no percentage');
    } catch (problem) {
      return unreadable(whyOf(problem));
    }
  }

  async tell(decision: Decision): Promise<Outcome> {
    try {
      return await this.#tell(decision);
    } catch (problem) {
      const isSent = problem instanceof KubernetesFault && problem.isSent;
      if (isSent) return unknown(faultText(whyOf(problem)));
      return refused(faultText(whyOf(problem)));
    }
  }

  /** Why a kill would fail, which the server tries and does not keep; before a run also why nothing could be raised. */
  async rehearse(use: Use): Promise<Why | undefined> {
    try {
      const sight = await this.#tryOff();
      if (use === 'kill') return undefined;
      if (sight.foreign === undefined) sight.edit({ ...this.#off(), percentage: 100, killed: false });
      return sight.foreign;
    } catch (problem) {
      return whyOf(problem);
    }
  }

  async #tryOff(): Promise<Sight> {
    for (let tries = 1; ; tries++) {
      const sight = this.#editing.look(await this.#get());
      try {
        await this.#patch(sight.edit(this.#off()), TRIED);
        return sight;
      } catch (problem) {
        throwUnlessOverrun(problem, tries);
      }
    }
  }

  #off(): Decision {
    const { flag } = this.#editing;
    return { rollout: '', flag, percentage: 0, pass_through: null, killed: true, number: 0 };
  }

  async #tell(decision: Decision): Promise<Outcome> {
    const { look, part } = this.#editing;
    const key = markKey(decision, part);
    let before: number | undefined;
    for (let tries = 1; ; tries++) {
      const resource = await this.#get();
      const sight = look(resource);
      const why =
        this.#obstacle(decision, resource, sight) ??
        meddled(decision, sight, tries > 1 ? { before } : undefined);
      if (why !== undefined) return refused(why, sight.percentage);
      before = sight.percentage;
      const mark = markOf(resource, key);
      const number = Math.max(mark?.number ?? 0, decision.number);
      const changes = sight.edit(decision);
      const marks = markOperations(resource, key, { number, percentage: decision.percentage });
      try {
        const outcome = outcomeOf(decision, look(await this.#patch([...changes, ...marks])));
        return withReplaced(outcome, raisedTo(decision, sight, mark));
      } catch (problem) {
        throwUnlessOverrun(problem, tries);
      }
    }
  }

  /** Why nothing is raised; 0 is always told. */
  #obstacle(
    decision: Decision,
    resource: Resource,
    { percentage: found, foreign: why }: Sight,
  ): string | undefined {
    const { percentage, number } = decision;
    if (percentage === 0) return undefined;
    const mark = markOf(resource, markKey(decision, this.#editing.part));
    if (mark && number < mark.number)
      return `it was told decision ${mark.number} and this is ${number}: an old call, or another state; then remove its annotation ${ANNOTATION}`;
    if (mark?.number === number && percentage > mark.percentage)
      return `it was told ${formatNumber(mark.percentage)} % by the same decision`;
    if (found !== undefined && percentage < found) return undefined;
    if (why !== undefined) return faultText(why);
    if (hasPassThrough(decision) && !this.#editing.takesPassThrough)
      return 'a pass-through cannot be told to it';
    // A percentage by hand that is told as it is has been taken over.
    if (percentage === found) return undefined;
    return editText(found ?? 0, this.#call.confirmed ?? 0, mark?.percentage);
  }

  /** Throws RolloutError, and no KubernetesFault: nothing was changed. */
  async #get(): Promise<Resource> {
    try {
      return checkObject(await this.#client.send<Resource>({ path: this.#path, signal: this.#call.signal }));
    } catch (problem) {
      if (problem instanceof KubernetesFault) throw new RolloutError(problem.diagnostics, problem);
      throw problem;
    }
  }

  async #patch(body: readonly Operation[], query: Readonly<Record<string, string>> = {}): Promise<Resource> {
    const patched = await this.#client.send<Resource>({
      method: 'PATCH',
      path: this.#path,
      query: { fieldManager: 'rolloutctl', ...query },
      contentType: JSON_PATCH,
      body,
      signal: this.#call.signal,
    });
    return checkObject(patched);
  }
}

const OVERRUN = 'somebody else changes it all the time, or a path of the patch is not there';

/** Throws where it is not worth another try. */
function throwUnlessOverrun(problem: unknown, tries: number): void {
  if (!isOverrun(problem)) throw problem;
  if (tries === MAX_TRIES) throw new Error(OVERRUN);
}

/** Somebody else was faster: a test of the patch failed. The server says that in these words alone. */
const isOverrun = (problem: unknown): boolean =>
  problem instanceof KubernetesFault &&
  (problem.status === 409 || (problem.status === 422 && problem.message.includes('rejected our request')));

function outcomeOf({ percentage }: Decision, sight: Sight): Outcome {
  if (sight.percentage === percentage) return confirmed;
  const reads = sight.percentage === undefined ? 'no percentage' : `${formatNumber(sight.percentage)} %`;
  return unknown(`it reads ${reads} after the call`);
}

function whyOf(problem: unknown): Why {
  if (problem instanceof RolloutError) return problem.diagnostics[0]!;
  if (problem instanceof FlagFault) return problem.diagnostic;
  return (problem as Error).message;
}
