import type { IO } from '../../io.ts';
import type { ValuesRequest } from '../../load-policy.ts';
import { eachOnce } from '../../settings/each-once.ts';
import { faultsOf, reportUnexpected } from '../output.ts';
import type { SimulateRequest } from '../request.ts';
import { trialsJson, trialsTable } from './print.ts';
import { runTrials } from './run-trials.ts';
import { pathOf, type Setting } from './settings.ts';
import { loadTrials } from './trial.ts';

/** `simulate --try`: one run a setting, one table. Returns the exit code: what is expected is expected of every setting. */
export async function simulateSettings(
  request: SimulateRequest,
  settings: readonly Setting[],
  io: IO,
): Promise<number> {
  const { outputs, steering } = request;
  const trials = await loadTrials({ policy: request.policy as ValuesRequest, settings, steering }, io);
  io.report(eachOnce(trials.flatMap(({ warnings }) => warnings)));
  const results = await runTrials(trials, request, io);
  if (outputs.format === 'json') io.out(trialsJson(results));
  else io.say(await trialsTable(results, io));
  const said = results.flatMap(({ result }) => result.diagnostics);
  io.report(eachOnce(said).filter(({ code }) => outputs.format === 'json' || code !== 'PROM_OPEN_LOOP'));
  if (results.length < settings.length) return 130;
  let exit = 0;
  for (const [i, { setting, result }] of results.entries()) {
    for (const fault of await faultsOf({ plan: trials[i]!.plan, result }, outputs)) {
      reportUnexpected(`${setting.map(settingText).join(', ')}: ${fault}`, io);
      exit = 1;
    }
  }
  return exit;
}

const settingText = (one: Setting[number]): string => `${pathOf(one)}=${String(one.value)}`;
