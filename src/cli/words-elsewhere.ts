const START = '`rollout start NAME`, or `rollout resume NAME`';
const RESET = '`rollout reset NAME`, or `rollout pause NAME` to hold it';

/** Commands of aperturectl, kubectl and argo rollouts, and what they are here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  abort: RESET,
  apply:
    '`rollout dynamic-config apply` for a run of this machine; `kubectl apply -f` takes what `rollout policy render` prints',
  compile: '`rollout policy validate --policy-file FILE`, and `rollout policy graph` for the diagram',
  delete:
    '`rollout dynamic-config delete --policy NAME` for what is stored; `kubectl delete policies.fluxninja.com NAME` at a controller',
  describe: '`rollout status --policy NAME`, or `rollout blueprints show NAME`',
  generate: '`rollout blueprints generate`',
  get: '`rollout status` for what runs, or `rollout dynamic-config get --policy NAME` for what is stored',
  history: '`rollout simulate --prometheus URL --from now-7d`',
  lint: '`rollout policy validate`',
  list: '`rollout blueprints list`, or `rollout status` for what runs',
  promote: START,
  pull: 'not needed: the blueprints come with rollout; `--blueprints DIR` adds your own',
  remove: 'not needed: the blueprints come with rollout; `--blueprints DIR` adds your own',
  render: '`rollout policy render`',
  retry: START,
  rollback: RESET,
  stop: '`rollout pause NAME`',
  terminate: RESET,
  test: '`rollout policy test`',
  undo: RESET,
  validate: '`rollout policy validate`, or `rollout blueprints validate` for values',
  version: '`rollout --version`',
  watch: '`rollout status --watch`',
};

/** Flags of aperturectl, and what they are here. */
const FLAGS_ELSEWHERE: Readonly<Record<string, string>> = {
  '--apply':
    'rollout does not talk to a controller: `kubectl apply -f` takes what `rollout policy render` prints',
  '--controller':
    'rollout does not talk to a controller: `kubectl apply -f` takes what `rollout policy render` prints',
  '--cr': 'give it with --policy-file: either form of a policy is recognised',
  '--dot': '`rollout policy graph --format dot --output-file FILE` draws it',
  '--graph-depth': '`rollout policy graph --depth N` draws it to that depth',
  '--kube':
    'rollout does not talk to a controller: `kubectl apply -f` takes what `rollout policy render` prints',
  '--mermaid': '`rollout policy graph --format mermaid --output-file FILE` draws it',
  '--no-validation': 'leave it out: a policy is always checked',
  '--no-yaml-modeline': 'leave it out: the first line names the schema for editors and means nothing else',
  '--skip-pull': 'leave it out: the blueprints come with rollout',
  '--uri': 'leave it out: the blueprints come with rollout, and `--blueprints DIR` adds your own',
  '--version': 'leave it out: the blueprints come with rollout, in its own version',
};

/** What to do instead of a flag of another tool; undefined for any other. */
export const flagElsewhere = (flag: string): string | undefined =>
  Object.hasOwn(FLAGS_ELSEWHERE, flag) ? FLAGS_ELSEWHERE[flag] : undefined;

/** What a command of another tool, or one without its group, is here; undefined for any other word. */
export const wordElsewhere = (word: string): string | undefined =>
  Object.hasOwn(ELSEWHERE, word) ? ELSEWHERE[word] : undefined;
