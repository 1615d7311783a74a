import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasKubeApiServer } from '../../support/kube-api-server.ts';
import { CONFIRMED, KubeTargets, reads } from '../../support/kube-targets.ts';
import { decisionOf } from '../../support/test-world.ts';
import { everyKind } from './actuators/every-kind.ts';
import { faults } from './actuators/faults.ts';
import { flags } from './actuators/flags.ts';
import { routes } from './actuators/routes.ts';

// One server for all suites: its start takes longer than most of them.
describe.skipIf(!hasKubeApiServer())('targets on a real API server', () => {
  const targets = new KubeTargets();
  beforeAll(() => targets.start());
  afterAll(() => targets.stop());

  everyKind(targets);
  routes(targets);
  flags(targets);
  faults(targets);

  test('the server paused: unknown; then ended: refused; then back: told', async () => {
    const { actuator, tell, read } = await targets.make('http_route');
    expect(await tell({ percentage: 10, number: 1 })).toEqual(CONFIRMED);
    await targets.server.pause();
    const late = await actuator.apply(decisionOf({ percentage: 20, number: 2 }), {
      signal: AbortSignal.timeout(300),
    });
    targets.server.signal('SIGCONT');
    expect(late).toMatchObject({
      why: expect.stringMatching(/^KUBERNETES_UNREACHABLE .*(within the time limit|no time left)/),
    });
    await targets.server.kill();
    expect(await tell({ percentage: 20, number: 3 })).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/^KUBERNETES_UNREACHABLE/),
    });
    expect(await read()).toMatchObject({ kind: 'unreadable' });
    await targets.server.restart();
    expect(await tell({ percentage: 20, number: 4 })).toEqual(CONFIRMED);
    expect(await read()).toEqual(reads(20));
  });
});
