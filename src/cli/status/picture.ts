import { isOfServer } from '../../control/state/states.ts';
import { simulationTable } from './simulation-table.ts';
import { failUnknown, type Sources } from './sources.ts';
import { statusJson } from './status-json.ts';

/** What is printed of the simulations and the rollouts now. Throws ROLLOUT_UNKNOWN where nothing has the name that is asked for. */
export async function picture(sources: Sources): Promise<string> {
  const { request, store, state, io } = sources;
  const { name, isExact, output, watch } = request;
  const rollouts = await sources.rollouts();
  const running = store.running(name);
  if (isExact && rollouts.length + running.length === 0) failUnknown(sources);
  if (output === 'json') return statusJson({ running, rollouts, watch });
  const isEmpty = rollouts.length + running.length === 0;
  if (isEmpty && isOfServer(state)) return `no rollout is in ${state.place}\n`;
  if (rollouts.length === 0) return simulationTable(running, io.now());
  const { statusDetails, statusTable } = await import('./status-text.ts');
  const parts = [statusTable(rollouts, io.now())];
  if (isExact) parts.push(...rollouts.map(statusDetails));
  if (running.length > 0) parts.push('\n', simulationTable(running, io.now()));
  return parts.join('');
}
