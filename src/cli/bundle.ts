import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Plan } from '../circuit/plan.ts';
import { fail } from '../errors/rollout-error.ts';
import type { LocatedPolicy } from '../policy/policy.ts';
import { writePolicy } from '../policy/write.ts';
import { type DashboardParams, dashboard } from '../render/dashboard.ts';
import { dot } from '../render/dot.ts';
import { mermaid } from '../render/mermaid.ts';
import { svg } from '../render/svg.ts';
import { printableJson } from '../text/printable.ts';
import type { IO } from './io.ts';
import { compileChecked } from './load-policy.ts';

/** A policy and, where it came from a blueprint, its values. */
type Bundled = LocatedPolicy & { readonly values?: unknown };

/**
 * Writes the bundle of a policy into a folder: the policy in both forms, its graphs, its dashboard. Returns
 * the paths. Throws FILE_EXISTS for a folder that is not empty, unless `overwrite`.
 */
export async function writeBundle(
  policy: Bundled,
  folder: string,
  { overwrite: isAllowed = false }: { readonly overwrite?: boolean },
  io: IO,
): Promise<string[]> {
  const files = await bundleOf(policy, (await compileChecked(policy)).plan);
  const isInUse = !isAllowed && !(await isEmpty(resolve(io.cwd, folder)));
  if (isInUse && !(await io.mayReplace(folder))) throw fail('FILE_EXISTS', { file: folder });
  const overwrite = isAllowed || isInUse;
  const paths: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    await io.write(join(folder, path), text, { overwrite });
    paths.push(join(folder, path));
  }
  return paths;
}

/** The files of a bundle by their path in it. */
async function bundleOf({ name, resource, values }: Bundled, plan: Plan): Promise<Record<string, string>> {
  const params = (values as { readonly dashboard?: DashboardParams } | undefined)?.dashboard;
  return {
    [`policies/${name}-cr.yaml`]: writePolicy(resource, 'cr'),
    [`policies/${name}.yaml`]: writePolicy(resource, 'spec'),
    [`graphs/${name}-cr.mmd`]: mermaid(plan.tree),
    [`graphs/${name}-cr.dot`]: dot(plan.tree),
    [`graphs/${name}-cr.svg`]: await svg(plan.tree),
    [`dashboards/${name}.json`]: `${printableJson(dashboard(plan, name, params), 2)}\n`,
  };
}

/** Also true of what is missing or no folder: writing reports what is wrong with it. */
const isEmpty = (folder: string): Promise<boolean> =>
  readdir(folder).then(
    (names) => names.length === 0,
    () => true,
  );
