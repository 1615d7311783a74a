import type { Plan } from '../../circuit/plan.ts';
import { packagePath } from '../../disk/package-root.ts';
import { bindScenario } from '../../run/bind-scenario.ts';
import type { ScenarioDocument, ScenarioEventDocument } from '../../source/scenario/document.ts';
import { parseYaml } from '../../text/yaml.ts';
import type { IO } from '../io.ts';
import { compileLoaded, loadPolicy } from '../load-policy.ts';
import type { Services } from './service.ts';

const FOLDER = packagePath('examples/demo');

/** What the key breaks: the new version takes six times as long. */
const BREAKAGE: ScenarioEventDocument = { at: '0s', only: 'feature', latency_ms: { multiply: 6 } };

/** What the demo plays. */
export interface Subject {
  readonly policy: string;
  readonly plan: Plan;
  readonly services: Services;
}

/** Loads the policy and the service of the demo; `seed` is that of the service's noise. */
export async function loadSubject(seed: number | undefined, io: IO): Promise<Subject> {
  const loaded = await loadPolicy({ valuesFile: `${FOLDER}/values.yaml` }, io);
  const { plan } = compileLoaded(loaded);
  const file = `${FOLDER}/service.yaml`;
  const document = parseYaml(await io.read(file), file, 'a scenario').value as ScenarioDocument;
  const service = { ...document, seed: seed ?? document.seed };
  const bind = (bound: ScenarioDocument) =>
    bindScenario(bound, { name: 'demo', plan, placeOf: () => ({}) }).source;
  const services = { healthy: bind(service), broken: bind({ ...service, events: [BREAKAGE] }) };
  return { policy: loaded.name, plan, services };
}
