import { didYouMean, error, warning } from '../define.ts';

/** What to do where a state cannot be reached. */
function stateFix({ directory, why }: { directory: string; why: string }): string {
  const [, namespace] = /^kubernetes:\/\/([^/?# ]+)/.exec(directory) ?? [];
  if (namespace !== undefined)
    return `\`kubectl get configmaps,leases --namespace ${namespace}\` with the same kubeconfig asks the same server`;
  if (!/^etcds?:/.test(directory)) return 'give another directory with --state';
  if (/certificate|TLS|key values/.test(why))
    return 'etcds://...?http_config_file=FILE names a file whose tls_config has the ca_file of etcd, and the cert_file and key_file of a client where it asks for them';
  return 'look whether etcd answers there (etcds:// is TLS), or give another --state';
}

/** A rollout that runs: its state, its targets, and who else has them. */
export const rolloutRunCodes = {
  ROLLOUT_STATE: error<{ directory: string; why: string; fix?: string }>(3, {
    text: (p) => `the state in ${p.directory} cannot be used: ${p.why}`,
    hint: (p) => p.fix ?? stateFix(p),
  }),
  ROLLOUT_TARGET_TAKEN: error<{ target: string; rollout: string }>(3, {
    text: (p) => `${p.target} is moved by the rollout ${p.rollout}`,
    hint: (p) => `a target belongs to one rollout of a state; \`rollout end ${p.rollout}\` gives it up`,
  }),
  ROLLOUT_TWICE: error<{ rollout: string; file: string; first: string }>(3, {
    text: (p) => `${p.file} is of the rollout ${p.rollout}, as ${p.first} is`,
    hint: () => 'name a rollout once in a command, and give another one its own name with `rollout:`',
  }),
  ROLLOUT_EDITED: warning<{ rollout: string; file: string }>({
    text: (p) => `${p.rollout} goes on as it was when it was run first: ${p.file} says something else by now`,
    hint: () => 'put it back, or take it with --replan',
  }),
  ROLLOUT_REPLAN: error<{ rollout: string; why: string; fix: string }>(3, {
    text: (p) => `${p.rollout} cannot take another plan now: ${p.why}`,
    hint: (p) => p.fix,
  }),
  ROLLOUT_REPLANNED: error<{ rollout: string }>(3, {
    text: (p) => `${p.rollout} was given another plan by another process`,
    hint: () => 'run it again: that plan is taken then',
  }),
  RUN_TARGET: error<{ target: string; why: string }>(3, {
    text: (p) => `${p.target} could not be told: ${p.why}`,
    hint: () => 'a run would hold until it can be told',
  }),
  FLAG_FILE: error<{ why: string }>(3, {
    text: (p) => `there are no flag definitions: ${p.why}`,
    hint: () => 'write {"flags": {...}} there, in JSON, or name another place in the rollout file',
  }),
  FLAG_MISSING: error<{ flag: string; suggestion?: string }>(3, {
    text: (p) => `the file has no flag ${p.flag}${didYouMean(p)}`,
    hint: () => 'add it there, or name another with `flag` in the rollout file',
  }),
  FLAG_VARIANT: error<{ flag: string; key: 'on' | 'off'; variant: string; variants: string }>(3, {
    text: (p) => `the flag ${p.flag} has no variant ${p.variant}, it has ${p.variants || 'none'}`,
    hint: (p) => `add it, or name another with \`${p.key}\` in the rollout file`,
  }),
  FLAG_RULES: error<{ flag: string; why: string; fix: string }>(3, {
    text: (p) => `the flag ${p.flag} ${p.why}`,
    hint: (p) => p.fix,
  }),
  RUN_RECEIVER: error<{ path: string; why: string }>(3, {
    text: (p) => `${p.path} could not be told: ${p.why}`,
  }),
  RUN_GATE: error<{ path: string; why: string }>(3, {
    text: (p) => `${p.path} could not be asked: ${p.why}`,
    hint: () => 'a gate that cannot be asked stays closed',
  }),
  RUN_NO_REQUESTS: warning<{ query: string }>({
    text: (p) => `min_requests has no value now: ${p.query}`,
    hint: () => 'a step is held as long as nobody knows how many requests it had',
  }),
  ROLLOUT_LOST: warning<{ rollout: string; what: string }>({
    text: (p) => `${p.rollout}: ${p.what}`,
  }),
};
