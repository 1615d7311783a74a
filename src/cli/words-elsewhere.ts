const START = '`rollout start NAME`, or `rollout resume NAME`';
const RESET = '`rollout reset NAME`, or `rollout pause NAME` to hold it';

/** Commands of aperturectl, kubectl and argo rollouts, and what they are here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  abort: RESET,
  apply:
    '`rollout dynamic-config apply` for a run of this machine; `kubectl apply -f` takes what `rollout policy render` prints',
  compile: '`rollout policy validate --policy-file FILE`, and `rollout policy graph` for the diagram',
  generate: '`rollout blueprints generate`',
  lint: '`rollout policy validate`',
  list: '`rollout blueprints list`, or `rollout status` for what runs',
  promote: START,
  render: '`rollout policy render`',
  rollback: RESET,
  test: '`rollout policy test`',
  undo: RESET,
  validate: '`rollout policy validate`, or `rollout blueprints validate` for values',
  version: '`rollout --version`',
  watch: '`rollout status --watch`',
};

/** What a command of another tool, or one without its group, is here; undefined for any other word. */
export const wordElsewhere = (word: string): string | undefined =>
  Object.hasOwn(ELSEWHERE, word) ? ELSEWHERE[word] : undefined;
