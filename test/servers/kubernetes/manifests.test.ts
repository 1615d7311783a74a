import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RoleRule } from '../../../src/cli/init/kubernetes/role.ts';
import { openState } from '../../../src/control/state/states.ts';
import { parseYaml } from '../../../src/text/yaml.ts';
import { constantPrometheus } from '../../support/constant-prometheus.ts';
import type { FaultProxy } from '../../support/fault-proxy.ts';
import { hasKubeApiServer, KubeApiServer } from '../../support/kube-api-server.ts';
import type { Manifest } from '../../support/kube-objects.ts';
import { RunningRollout } from '../../support/running-rollout.ts';
import { Sandbox } from '../../support/script.ts';
import { NAME, writeRollout } from '../../support/told-rollout.ts';

const documentsIn = (text: string) =>
  text.split(/^---$/m).map((one) => parseYaml(one, 'kubernetes.yaml').value as Manifest);

const EXEC = '{exec: {command: [./tell.sh], flag: new-checkout, apply_every: 0s}}';

/** Each of the rules without one of its verbs. */
const weakened = (rules: readonly RoleRule[]) =>
  rules.flatMap((rule, i) =>
    rule.verbs.map((verb) => ({
      verb,
      resource: rule.resources[0]!,
      rules: rules.flatMap((one, k) => {
        const verbs = k === i ? one.verbs.filter((other) => other !== verb) : one.verbs;
        return verbs.length === 0 ? [] : { ...one, verbs };
      }),
    })),
  );

describe.skipIf(!hasKubeApiServer())('the manifests of `rollout init --kubernetes`', () => {
  let server: KubeApiServer;
  let prometheus: FaultProxy;
  let sandbox: Sandbox;
  let namespace: string;
  let tests = 0;
  beforeAll(async () => {
    server = await KubeApiServer.start();
    prometheus = await constantPrometheus();
  });
  afterAll(async () => {
    await server?.stop();
    await prometheus?.close();
  });
  beforeEach(async () => {
    sandbox = new Sandbox();
    namespace = await server.namespace(`shop-${tests++}`);
    writeRollout(sandbox, { last: '1s', url: prometheus.url });
  });
  afterEach(() => sandbox.close());

  async function written(target = EXEC): Promise<Manifest[]> {
    const flags = `--kubernetes --namespace ${namespace} --output-file - --start immediately`;
    const actuator = `--actuator '${target}'`;
    const line = `rollout init -f values.yaml --prometheus ${prometheus.url} ${flags} ${actuator}`;
    const { stdout, stderr, exit } = await sandbox.run(line);
    expect([exit, stderr]).toEqual([0, expect.stringContaining('placeholder IMAGE')]);
    return documentsIn(stdout);
  }
  const rulesOf = (manifests: readonly Manifest[]) =>
    manifests.find(({ kind }) => kind === 'Role')!.rules as readonly RoleRule[];

  /** What a token of its account may do: the files of its ConfigMap, run with that. */
  async function runAs(manifests: readonly Manifest[]): Promise<RunningRollout> {
    await server.create(...manifests);
    const token = await server.accountToken(namespace, `rollout-${NAME}`);
    const { data } = manifests.find(({ kind }) => kind === 'ConfigMap') as unknown as {
      data: Record<string, string>;
    };
    for (const [file, text] of Object.entries(data)) writeFileSync(join(sandbox.work, file), text);
    const kubeconfig = server.kubeconfig(namespace, token);
    sandbox.env.KUBECONFIG = kubeconfig;
    const address = `kubernetes://${namespace}?kubeconfig=${kubeconfig}`;
    const state = await openState(address, { env: sandbox.env, cwd: sandbox.work });
    const words = ['run', 'rollout.yaml', '--state', address];
    return new RunningRollout(sandbox, NAME, words, state.rollout(NAME));
  }

  test('are taken by the API server, and their role suffices for a whole run', async () => {
    const run = await runAs(await written());
    expect(await run.ended()).toBe(0);
    expect([run.told[0], run.told.at(-1)]).toEqual([0, 100]);
    expect(run.stderr).toContain(`${NAME} is complete\n`);
  });

  test('let it move what lies in another namespace, and nothing beside it', async () => {
    const edge = await server.namespace(`edge-${tests}`);
    const flags = {
      flags: { new: { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' } },
    };
    const data = { 'flags.json': JSON.stringify(flags) };
    const metadata = { name: 'flags', namespace: edge };
    await server.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
    const keys = (name: string) =>
      `{config_map: {namespace: ${edge}, name: ${name}, key: flags.json, flag: new, apply_every: 0s}}`;
    const run = await runAs(await written(keys('flags')));
    expect([await run.ended(), run.stderr]).toEqual([0, `${NAME} is complete\n`]);
    const refused = await sandbox.run(
      `rollout init -f values.yaml --prometheus ${prometheus.url} --actuator '${keys('other')}' --rollout other --output-file other.yaml; rollout run other.yaml --dry-run`,
    );
    expect([refused.exit, refused.stderr]).toEqual([
      3,
      expect.stringContaining(`no permission to get configmaps ${edge}/other`),
    ]);
  });

  test('each verb that is taken from the role is missed in words, before anything is told', async () => {
    const given = await written();
    const rounds = weakened(rulesOf(given));
    expect(rounds).toHaveLength(10);
    for (const { verb, resource, rules } of rounds) {
      namespace = await server.namespace(`shop-${tests++}`);
      const manifests = (await written()).map((one) => (one.kind === 'Role' ? { ...one, rules } : one));
      const run = await runAs(manifests);
      const code = await run.ended();
      expect([verb, resource, code, run.told]).toEqual([verb, resource, 3, []]);
      expect(run.stderr).toMatch(new RegExp(`no permission to ${verb} ${resource}`));
    }
  });

  test('allow nothing else', async () => {
    const manifests = await written();
    await server.create(...manifests);
    const account = `system:serviceaccount:${namespace}:rollout-${NAME}`;
    const allowed = async (attributes: object): Promise<boolean> => {
      const review = await server.post<{ status: { allowed?: boolean } }>(
        '/apis/authorization.k8s.io/v1/subjectaccessreviews',
        {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SubjectAccessReview',
          spec: { user: account, resourceAttributes: { namespace, ...attributes } },
        },
      );
      return review.status.allowed === true;
    };
    const rules = rulesOf(manifests);
    const says = (verb: string, resource: string, name: string) =>
      rules.some(
        ({ verbs, resources, resourceNames }) =>
          verbs.includes(verb) && resources.includes(resource) && (resourceNames?.includes(name) ?? true),
      );
    const verbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];
    const resources = [
      ['', 'configmaps'],
      ['coordination.k8s.io', 'leases'],
      ['', 'secrets'],
      ['', 'pods'],
      ['rbac.authorization.k8s.io', 'roles'],
    ] as const;
    const own = rules.flatMap(({ resourceNames = [] }) => resourceNames);
    const asked = resources.flatMap(([group, resource]) =>
      [...new Set(own), 'other'].flatMap((name) => verbs.map((verb) => ({ group, resource, name, verb }))),
    );
    const wrong: object[] = [];
    for (const one of asked)
      if ((await allowed(one)) !== says(one.verb, one.resource, one.name)) wrong.push(one);
    expect(wrong).toEqual([]);
    expect(await allowed({ namespace: 'default', resource: 'configmaps', verb: 'create' })).toBe(false);
  });
});
