import type { Verb } from './verb.ts';

/** One verb in the table: `load` imports its module, so only the verb that runs is read. */
export interface Line {
  readonly summary: string;
  readonly load: () => Promise<Verb<any>>;
}

export interface Group {
  readonly summary: string;
  readonly example: string;
  readonly verbs: Readonly<Record<string, Line>>;
}

export const isGroup = (entry: Group | Line): entry is Group => 'verbs' in entry;

/** Every command of rollout. */
export const commands: Readonly<Record<string, Group | Line>> = {
  policy: {
    summary: 'Look at the policy a blueprint becomes',
    example: 'rollout policy graph --values-file values.yaml',
    verbs: {
      graph: {
        summary: 'Draw the circuit: Mermaid, DOT or SVG, with readings of a trace',
        load: async () => (await import('./commands/policy/graph.ts')).graph,
      },
      dashboard: {
        summary: 'Print a Grafana dashboard of the policy',
        load: async () => (await import('./commands/policy/dashboard.ts')).dashboard,
      },
    },
  },
  'dynamic-config': {
    summary: 'Steer a running rollout: start, stop or reset it',
    example: 'rollout dynamic-config apply --policy checkout-v2 --set rollout=true',
    verbs: {
      apply: {
        summary: 'Store a dynamic configuration; a running simulation takes it',
        load: async () => (await import('./commands/dynamic-config/apply.ts')).apply,
      },
      get: {
        summary: 'Print what is stored',
        load: async () => (await import('./commands/dynamic-config/get.ts')).get,
      },
      delete: {
        summary: "Go back to the policy's own values",
        load: async () => (await import('./commands/dynamic-config/delete.ts')).remove,
      },
    },
  },
  completion: {
    summary: 'Print the script that completes rollout on the TAB key',
    load: async () => (await import('./commands/completion.ts')).completion,
  },
};

/** The words of a command line that are no options: `policy render` in `--quiet policy --color never render -o json`. */
export function wordsOf(argv: readonly string[]): string[] {
  const words: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (word === '--') return [...words, ...argv.slice(i + 1)];
    if (word === '--color') i++;
    else if (!word.startsWith('-')) words.push(word);
  }
  return words[0] === 'help' ? words.slice(1) : words;
}

/** The command those words name, as a user types it: `rollout`, `rollout policy`, `rollout policy render`. */
export function nameOf([first = '', second = '']: readonly string[]): string {
  const entry = commands[first];
  if (!entry) return 'rollout';
  return isGroup(entry) && second in entry.verbs ? `rollout ${first} ${second}` : `rollout ${first}`;
}
