import { picture } from './picture.ts';
import { simulationTable } from './simulation-table.ts';
import type { Sources } from './sources.ts';

/** A living picture where there is a terminal for it, of rollouts where there are some; its exit code. */
export async function watchOnTerminal(sources: Sources): Promise<number | undefined> {
  const { request, store, io, rollouts } = sources;
  const { watch, output, name, isExact } = request;
  if (!watch || output !== 'text') return undefined;
  const isSimulated = store.running(name).length > 0;
  const isOfPolicy = name !== undefined && !isExact;
  const isOfRollouts = (await rollouts()).length > 0 && !(isOfPolicy && isSimulated);
  if (isOfRollouts) {
    const exit = await watchRollouts(sources, isSimulated);
    if (exit !== undefined) io.out(await picture(sources));
    return exit;
  }
  const exit = await watchSimulations(sources);
  if (exit !== undefined) io.out(simulationTable(store.running(name), io.now()));
  return exit;
}

async function watchSimulations({ request, store, io }: Sources): Promise<number | undefined> {
  const { watchRuns } = await import('../live/watch-runs.ts');
  return watchRuns(store, request.name, io);
}

async function watchRollouts(
  { request, io, rollouts }: Sources,
  isSimulated: boolean,
): Promise<number | undefined> {
  const { watchRollouts: watch } = await import('../live/watch-rollouts.ts');
  const remark = isSimulated ? 'simulations run too: rollout status --watch --policy NAME' : '';
  return watch({ read: rollouts, place: { state: request.stateDir }, remark }, io);
}
