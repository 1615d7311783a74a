import { readKubernetesAddress } from '../../control/state/kubernetes/address.ts';
import { fail } from '../../errors/rollout-error.ts';
import { type Assignment, parseAssignment } from '../../text/assign.ts';
import { toDotted, toPointer } from '../../text/pointer.ts';
import { parseYaml } from '../../text/yaml.ts';
import type { GlobalOptions } from '../io.ts';
import type { PolicyRequest } from '../load-policy.ts';
import { readPolicyFlags } from '../policy-flags.ts';
import { NO_IMAGE } from './kubernetes/image.ts';

/** commander's form of the flags of `rollout init`. */
export interface InitFlags extends GlobalOptions {
  readonly name?: string;
  readonly valuesFile?: string;
  readonly policyFile?: string;
  readonly blueprints?: string;
  readonly rollout?: string;
  readonly prometheus?: string;
  readonly start?: string;
  readonly actuator?: readonly string[];
  readonly notify?: readonly string[];
  readonly set?: readonly string[];
  readonly kubernetes?: boolean;
  readonly namespace?: string;
  readonly image?: string;
  readonly outputFile?: string;
  readonly schemaUrl?: boolean;
  readonly overwrite?: boolean;
  readonly output: 'text' | 'json';
}

/** A rollout file that is to be written. */
export interface InitRequest {
  readonly policy: PolicyRequest;
  /** What flags say of its keys. */
  readonly given: readonly Assignment[];
  readonly file: string;
  /** Manifests are written that run it there. */
  readonly kubernetes: KubernetesRequest | undefined;
  readonly overwrite: boolean;
  readonly schemaUrl: boolean | undefined;
  readonly input: boolean | undefined;
  readonly quiet: boolean;
  readonly output: 'text' | 'json';
}

export interface KubernetesRequest {
  readonly namespace: string;
  readonly image: string;
}

/** Throws USAGE_CONFLICT, USAGE_MISSING, USAGE_VALUE and YAML_*. */
export function readInitFlags(flags: InitFlags, args: readonly string[]): InitRequest {
  const { set: _, ...policyFlags } = flags;
  const policy = readPolicyFlags(policyFlags, args);
  refuseStandardInput(policy);
  const kubernetes = kubernetesOf(flags);
  const usual = kubernetes ? 'kubernetes.yaml' : 'rollout.yaml';
  return {
    policy,
    given: givenBy(flags),
    file: flags.outputFile ?? usual,
    kubernetes,
    overwrite: flags.overwrite === true,
    schemaUrl: flags.schemaUrl,
    input: flags.input,
    quiet: flags.quiet === true,
    output: flags.output,
  };
}

/** The characters of a reference to an image: a registry, a path, a tag or a digest. */
const IMAGE = /^\w[\w.:/@+-]*$/;

function kubernetesOf(flags: InitFlags): KubernetesRequest | undefined {
  const { kubernetes = false, namespace, image, blueprints } = flags;
  const given = namespace === undefined ? image && '--image' : '--namespace';
  if (!kubernetes && given !== undefined)
    throw fail('USAGE_MISSING', { what: `what ${given} is about`, flag: '--kubernetes' });
  if (!kubernetes) return undefined;
  if (blueprints !== undefined) throw fail('USAGE_CONFLICT', { flags: '--kubernetes and --blueprints' });
  if (image !== undefined && !IMAGE.test(image))
    throw fail('USAGE_VALUE', {
      flag: '--image',
      got: image,
      expected: 'an image such as registry.example/rollout:1',
    });
  const state = readKubernetesAddress(`kubernetes://${namespace ?? 'default'}`);
  if (typeof state !== 'string') return { namespace: state.namespace, image: image ?? NO_IMAGE };
  throw fail('USAGE_VALUE', { flag: '--namespace', got: namespace!, expected: 'the name of a namespace' });
}

function refuseStandardInput(policy: PolicyRequest): void {
  const [flag, got] =
    'policyFile' in policy ? ['--policy-file', policy.policyFile] : ['--values-file', policy.valuesFile];
  if (got === '-') throw fail('USAGE_VALUE', { flag, got, expected: 'a file that a rollout file can name' });
}

/** Places are named without values: one may be a secret that does not belong there. */
function givenBy({ rollout, prometheus, start, actuator, notify, set = [] }: InitFlags): Assignment[] {
  return [
    ...keyOf('--rollout', ['rollout'], rollout),
    ...keyOf('--prometheus', ['prometheus', 'url'], prometheus),
    ...keyOf('--start', ['start'], start && startOf(start)),
    ...entriesOf('--actuator', 'actuators', actuator),
    ...entriesOf('--notify', 'notify', notify),
    ...set.map((one) => {
      const { path, value } = parseAssignment(one);
      return { path, value, flag: `--set ${toDotted(toPointer(path))}` };
    }),
  ];
}

const keyOf = (flag: string, path: readonly string[], value: unknown): Assignment[] => {
  if (value === undefined) return [];
  return [{ path, value, flag }];
};

const startOf = (start: string): unknown => {
  if (start === 'manually' || start === 'immediately') return start;
  return { at: start };
};

const entriesOf = (flag: string, list: string, texts: readonly string[] = []): Assignment[] =>
  texts.map((text, i) => ({
    path: [list, i],
    value: parseYaml(text, flag, 'an entry such as {KIND: {KEY: VALUE}}').value,
    flag: texts.length > 1 ? `${flag} (${i + 1})` : flag,
  }));
