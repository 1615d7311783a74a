import { readFileSync } from 'node:fs';
import { dumpYaml } from '../../../src/text/yaml.ts';
import { property } from '../fuzz-class.ts';
import { faultsOf } from '../invariants/check.ts';
import { scenarioOf, valuesOf } from '../invariants/documents.ts';
import { rollouts } from '../invariants/rollout.ts';

const argv = [
  'simulate',
  '--values-file',
  'v.yaml',
  '--scenario',
  's.yaml',
  '--trace',
  't.ndjson',
  '-o',
  'json',
];

/** Rehearsals of random rollouts: what the ramp does is what the readings ask for, and what the result says. */
export const invariants = property(rollouts, async (world, rollout) => {
  const values = `# blueprint: base\n${dumpYaml(valuesOf(rollout))}`;
  world.fill({ 'v.yaml': values, 's.yaml': dumpYaml(scenarioOf(rollout)) });
  const start = rollout.isStarted ? ['--start'] : [];
  const outcome = await world.run([...argv, ...start], { outputs: ['t.ndjson'] });
  if (outcome.exit !== 0) world.refuse('a sound rollout is refused', outcome);
  const trace = readFileSync(world.path('t.ndjson'), 'utf8').trimEnd().split('\n');
  const rows = trace.map((line) => JSON.parse(line));
  const faults = faultsOf(rollout, { rows, result: JSON.parse(outcome.stdout) });
  if (faults.length > 0) world.refuse(faults.join('; '), outcome);
});
