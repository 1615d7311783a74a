import { fail } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import { flaggerChecks } from './flagger-metric.ts';
import { addStage, type Imported, type ImportedStep } from './imported.ts';
import type { Losses, Node } from './node.ts';
import { nameOf, onlyOf } from './resources.ts';

const DEFAULT_INTERVAL: Seconds = 60;
/** Flagger asks its metrics once a weight; a policy looks oftener. */
const MAX_EVALUATION_INTERVAL: Seconds = 10;
const LOST = ['match', 'mirror', 'sessionAffinity', 'stepWeightPromotion', 'alerts'];

/** A Canary with the metrics that it names. Throws IMPORT_*, VALUES_*. */
export function importFlagger(resources: readonly Node[], losses: Losses): Imported {
  const canary = onlyOf('Canary', resources);
  const name = nameOf(canary);
  const spec = canary.get('spec');
  const analysis = spec.get('analysis').isMissing ? spec.get('canaryAnalysis') : spec.get('analysis');
  const weights = weightsOf(analysis);
  if (weights.length === 0) {
    const iterations = analysis.get('iterations');
    const why = iterations.isMissing ? 'no stepWeight and no stepWeights' : 'it has iterations';
    throw fail('IMPORT_NO_WEIGHTS', { name, why }, (iterations.isMissing ? analysis : iterations).place);
  }
  losses.addKeys(analysis, LOST, 'the analysis');
  losses.addKeys(spec, ['skipAnalysis', 'suspend'], 'the canary');
  const interval = analysis.get('interval').duration() ?? DEFAULT_INTERVAL;
  const isConfirmed = webhooks(analysis, losses);
  const steps: ImportedStep[] = [];
  for (const weight of weights) addStage(steps, weight, interval);
  if (!isConfirmed && weights.at(-1)! < 100) addStage(steps, 100, 0);
  return {
    name,
    service: spec.get('targetRef', 'name').text() || name,
    interval: Math.min(interval || DEFAULT_INTERVAL, MAX_EVALUATION_INTERVAL),
    steps,
    checks: flaggerChecks({ canary, analysis, resources, losses }),
  };
}

function weightsOf(analysis: Node): number[] {
  const list = analysis.get('stepWeights').list();
  if (list.length > 0) return list.map((one) => one.percent() ?? 0);
  const step = analysis.get('stepWeight').percent();
  if (!step) return [];
  const most = analysis.get('maxWeight').percent() ?? 100;
  const weights = Array.from({ length: Math.floor(most / step) }, (_, i) => step * (i + 1));
  if (weights.at(-1) === most || most === 0) return weights;
  return [...weights, most];
}

/** Whether somebody confirms the promotion. */
function webhooks(analysis: Node, losses: Losses): boolean {
  let isConfirmed = false;
  for (const hook of analysis.get('webhooks').list()) {
    const type = hook.get('type').text() ?? 'rollout';
    const isPromotion = type === 'confirm-promotion';
    isConfirmed ||= isPromotion;
    const instead = isPromotion
      ? ': the ramp ends at its last weight, so add a step to 100'
      : type.startsWith('confirm') && ': see approvals and gates of the rollout file';
    losses.add(`webhook ${hook.get('name').text() ?? ''} of type ${type}${instead || ''}`, hook);
  }
  return isConfirmed;
}
