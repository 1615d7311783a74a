import { createHash } from 'node:crypto';
import { factsOf } from '../../judge/assess/facts.ts';
import type { NamedInjection } from '../../judge/assess/input.ts';
import { isMemoryLong } from '../../judge/assess/memory.ts';
import { smallestEffects } from '../../judge/assess/smallest.ts';
import { type Injection, shareText } from '../../judge/injection/injection.ts';
import type { StartOutcomes } from '../../judge/outcome.ts';
import { shownCommand } from '../judge/show-command.ts';
import type { Smallest } from '../judge/smallest.ts';
import { assessedPolicy, type Basis, historyDigest } from './basis.ts';
import type { Prepared } from './prepare.ts';
import type { AssessRequest } from './request.ts';

/** What an assessment is made of beside these rehearsals, which are all of it or a part. */
export function makeBasis(
  prepared: Prepared & { readonly smallest: Smallest },
  request: AssessRequest,
  rehearsals: readonly StartOutcomes[],
): Basis {
  const { policy, read, starts, fastest, window, diagnostics } = prepared;
  const { plan, loaded } = policy;
  const { maxFalseAlarms, minCaught } = request.limits;
  const outcomes = rehearsals.map(({ healthy }) => healthy);
  const facts = factsOf(plan, read.history, outcomes);
  const terms = { horizon: starts.horizon, window, isMemoryLong: isMemoryLong(facts) };
  return {
    run: runOf(prepared, request),
    policy: assessedPolicy(policy),
    input: {
      policy: loaded.name,
      facts,
      starts: { every: starts.every, horizon: starts.horizon },
      fastest,
      window,
      incidents: prepared.incidents,
      injections: prepared.injections.map(named),
      smallest: smallestEffects(prepared.smallest, terms),
      limits: { maxFalseAlarms, minCaught },
      diagnostics,
    },
    shown: shownCommand(request, read.recordings),
    sure: request.limits.sure,
  };
}

const named = ({ effect, share, window, baseline, max }: Injection): NamedInjection => ({
  effect,
  share: shareText(share),
  window_seconds: window,
  baseline_seconds: baseline?.window,
  max,
});

/** What makes two runs the same. */
function runOf(
  { policy, read, starts, incidents, injections }: Prepared,
  request: AssessRequest,
): Basis['run'] {
  return {
    policy: createHash('sha256').update(JSON.stringify(policy.loaded.resource)).digest('hex'),
    'dynamic configuration': policy.document,
    history: historyDigest(read.history),
    starts,
    incidents,
    injections,
    limits: request.limits,
  };
}
