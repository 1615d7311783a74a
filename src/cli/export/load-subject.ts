import type { ExportSubject } from '../../render/export/subject.ts';
import { parseYaml } from '../../text/yaml.ts';
import { eitherRequest } from '../either-policy.ts';
import type { IO } from '../io.ts';
import { compileChecked, loadPolicy, type PolicyRequest } from '../load-policy.ts';

/** What is exported, and what its file says of the server. */
export type LoadedSubject = Pick<ExportSubject, 'name' | 'plan' | 'rules' | 'prometheus'>;

/** The rollout of values, of a policy or of a rollout file, whatever `request` names. Throws what reading them throws. */
export async function loadSubject(request: PolicyRequest, io: IO): Promise<LoadedSubject> {
  const file = 'policyFile' in request ? undefined : request.valuesFile;
  if (file === undefined) return ofPolicy(request, io);
  const hasFileAlone = 'valuesFile' in request && !request.assignments?.length;
  if (!hasFileAlone) return ofPolicy(request, io);
  if (isRolloutFile(await io.read(file), file)) return ofRolloutFile(file, request.blueprints, io);
  return ofPolicy(await eitherRequest(file, request, io), io);
}

function isRolloutFile(text: string, file: string): boolean {
  const { value } = parseYaml(text, file, 'values, a policy or a rollout file');
  return typeof value === 'object' && value !== null && 'rollout' in value;
}

async function ofPolicy(request: PolicyRequest, io: IO): Promise<LoadedSubject> {
  const loaded = await loadPolicy(request, io);
  const { plan, diagnostics } = await compileChecked(loaded);
  io.report(diagnostics);
  return { name: loaded.name, plan, rules: undefined, prometheus: undefined };
}

async function ofRolloutFile(file: string, blueprints: string | undefined, io: IO): Promise<LoadedSubject> {
  const { loadRollout } = await import('../rollout-file/load.ts');
  const { rollout, plan, diagnostics } = await loadRollout(file, blueprints, io);
  io.report(diagnostics);
  return { name: rollout.name, plan, rules: rollout.rules, prometheus: rollout.prometheus?.url };
}
