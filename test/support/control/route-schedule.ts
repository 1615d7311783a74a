import type { Actuator } from '../../../src/control/actuators/actuator.ts';
import { markOf, type Resource } from '../../../src/control/actuators/kubernetes/mark.ts';
import { virtualService } from '../../../src/control/actuators/virtual-service.ts';
import { resourcePath } from '../../../src/control/kubernetes/resource.ts';
import type { EtcdGateway } from '../../../src/control/state/etcd/gateway.ts';
import type { Manifest } from '../kube-objects.ts';
import { testWorld } from '../test-world.ts';
import { textsOf } from './etcd-schedule.ts';
import type { Called } from './schedule-rules.ts';

const ISTIO = { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService' };
const [FEATURE, STABLE] = ['v2', 'v1'];

/** Where a VirtualService is, and who asks for it. */
export interface RoutePlace {
  readonly kubeconfig: string;
  readonly namespace: string;
  readonly name: string;
}

interface Destination {
  readonly destination: { readonly host: string };
  readonly weight: number;
}

/** A version of a VirtualService; the second route and the annotation are those of somebody else. */
export interface RouteVersion extends Resource {
  readonly spec: { readonly http: readonly { readonly route: readonly Destination[] }[] };
}

const EDITS = 'team/edits';

export const routeManifest = ({ namespace, name }: Omit<RoutePlace, 'kubeconfig'>): Manifest => ({
  ...ISTIO,
  metadata: { name, namespace, annotations: { [EDITS]: '0' } },
  spec: { hosts: ['checkout'], http: [routeOf(0), routeOf(0)] },
});

/** An HTTP route with its two weights. */
const routeOf = (weight: number) => ({
  route: [
    { destination: { host: FEATURE }, weight },
    { destination: { host: STABLE }, weight: 100 - weight },
  ],
});

export const pathOf = (place: Omit<RoutePlace, 'kubeconfig'>): string =>
  resourcePath({ ...place, apiVersion: ISTIO.apiVersion, resource: 'virtualservices' });

/** Changes the annotation and the other route, and now and then the weights of the rollout. */
export function editOf(count: number, random: () => number): object[] {
  const change = (path: string, value: unknown) => ({ op: 'replace', path, value });
  const [annotation, other] = [`/metadata/annotations/${EDITS.replace('/', '~1')}`, '/spec/http/1'];
  const edits = [change(annotation, `${count}`), change(other, routeOf(count % 100))];
  if (random() < 0.05) edits.push(change('/spec/http/0', routeOf(Math.floor(random() * 50))));
  return edits;
}

export const openRoute = (place: RoutePlace): Actuator =>
  virtualService.open(
    { ...place, route: 0, feature: FEATURE, stable: STABLE },
    testWorld({ directory: '/' }),
  );

/** Every version of it that was ever stored, the first one first. */
export async function versionsOf(
  gateway: EtcdGateway,
  { namespace, name }: Omit<RoutePlace, 'kubeconfig'>,
): Promise<RouteVersion[]> {
  const texts = await textsOf(gateway, `/registry/networking.istio.io/virtualservices/${namespace}/${name}`);
  return texts.map((text) => JSON.parse(text) as RouteVersion);
}

/** What it was told by the rollout of a schedule. */
const markIn = (version: RouteVersion) => markOf(version, 'checkout/0');

export const weightsOf = ({ spec }: RouteVersion, at = 0): number[] =>
  spec.http[at]!.route.map(({ weight }) => weight);

/** The calls that it took: the versions with another mark than the one before. */
export function callsOf(versions: readonly RouteVersion[]): Called[] {
  return versions.flatMap((version, i) => {
    const mark = markIn(version);
    if (!mark || !isTold(versions[i - 1]!, version)) return [];
    return [{ pid: 0, percentage: weightsOf(version)[0]!, number: mark.number }];
  });
}

const isTold = (before: RouteVersion, version: RouteVersion): boolean =>
  JSON.stringify(markIn(before)) !== JSON.stringify(markIn(version));

/** What is not as it should be in what was stored, in words. */
export function brokenVersions(versions: readonly RouteVersion[]): string[] {
  return versions.flatMap((version, i) => {
    const before = versions[i - 1];
    const sums = [0, 1].map((at) => weightsOf(version, at).reduce((sum, weight) => sum + weight, 0));
    const faults: [string, boolean][] = [['weights do not add up', sums.some((sum) => sum !== 100)]];
    if (before) faults.push(...changeFaults(before, version));
    return faults.flatMap(([fault, is]) => (is ? [`${fault}: version ${i}`] : []));
  });
}

function changeFaults(before: RouteVersion, version: RouteVersion): [string, boolean][] {
  const edits = [before, version].map(({ metadata }) => Number(metadata.annotations?.[EDITS]));
  const [told, found, now] = [markIn(before), weightsOf(before)[0]!, weightsOf(version)[0]!];
  const isEdited = told !== undefined && told.percentage !== found;
  const [other, otherNow] = [before, version].map((one) => JSON.stringify(weightsOf(one, 1)));
  return [
    ['an edit is lost', edits[1]! < edits[0]!],
    ['another route is changed', isTold(before, version) && other !== otherNow],
    ['an edit is raised over', isTold(before, version) && isEdited && now > found],
    ['an old decision is told', (markIn(version)?.number ?? 0) < (told?.number ?? 0)],
  ];
}
