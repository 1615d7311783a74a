import { type CommandEntry, type Group, innerOf } from './command-entry.ts';

/** Every command of rollout. */
export const commands: Readonly<Record<string, Group | CommandEntry>> = {
  demo: {
    summary: 'Watch a rollout, and break its service: nothing is needed for it',
    load: async () => (await import('./commands/demo.ts')).demo,
  },
  blueprints: {
    summary: 'Author a rollout: find a blueprint, write its values',
    example: 'rollout blueprints generate --name average-latency',
    commands: {
      list: {
        summary: 'List the blueprints',
        load: async () => (await import('./commands/blueprints/list.ts')).list,
      },
      show: {
        summary: 'Show the parameters of a blueprint',
        load: async () => (await import('./commands/blueprints/show.ts')).show,
      },
      values: {
        summary: 'Write a commented template of the values',
        load: async () => (await import('./commands/blueprints/values.ts')).values,
      },
      'dynamic-values': {
        summary: 'Write a commented template of the dynamic configuration',
        load: async () => (await import('./commands/blueprints/dynamic-values.ts')).dynamicValues,
      },
      generate: {
        summary: 'Write a values file from flags and questions',
        load: async () => (await import('./commands/blueprints/generate.ts')).generate,
      },
      validate: {
        summary: 'Check values: schema, circuit, and what was probably not meant',
        load: async () => (await import('./commands/blueprints/validate.ts')).validate,
      },
    },
  },
  policy: {
    summary: 'Look at the policy a blueprint becomes',
    example: 'rollout policy graph values.yaml',
    commands: {
      render: {
        summary: 'Print the policy, or write it with its graphs and dashboard',
        load: async () => (await import('./commands/policy/render.ts')).render,
      },
      graph: {
        summary: 'Draw the circuit: text, Mermaid, DOT or SVG, with readings of a trace',
        load: async () => (await import('./commands/policy/graph.ts')).graph,
      },
      dashboard: {
        summary: 'Print a Grafana dashboard of the policy',
        load: async () => (await import('./commands/policy/dashboard.ts')).dashboard,
      },
      alerts: {
        summary: 'Print alerting rules for Prometheus on a running rollout',
        load: async () => (await import('./commands/policy/alerts.ts')).alerts,
      },
      validate: {
        summary: 'Check a policy: schema, circuit, and what was probably not meant',
        load: async () => (await import('./commands/policy/validate.ts')).validate,
      },
      test: {
        summary: 'Run unit tests of a policy',
        load: async () => (await import('./commands/policy/test.ts')).test,
      },
      diff: {
        summary: 'Compare two policies in words of rollouts',
        load: async () => (await import('./commands/policy/diff.ts')).diff,
      },
    },
  },
  init: {
    summary: 'Write a rollout file: where a policy acts, and what holds it',
    load: async () => (await import('./commands/init.ts')).init,
  },
  simulate: {
    summary: 'Rehearse a policy: on a scenario, on live metrics, on history',
    load: async () => (await import('./commands/simulate.ts')).simulate,
  },
  assess: {
    summary: 'Say how often a policy resets a healthy rollout, and what it catches',
    load: async () => (await import('./commands/assess.ts')).assess,
    inner: {
      merge: {
        summary: 'Put the parts of an assessment together',
        load: async () => (await import('./commands/assess/merge.ts')).merge,
      },
    },
  },
  tune: {
    summary: 'Look for better thresholds of a policy on its history, and write them',
    load: async () => (await import('./commands/tune.ts')).tune,
  },
  compare: {
    summary: 'Compare two policies on the same starts of a history',
    load: async () => (await import('./commands/compare.ts')).compare,
  },
  export: {
    summary: 'Write a policy for Argo Rollouts, Flagger, Prometheus or flagd',
    load: async () => (await import('./commands/export.ts')).exportCommand,
  },
  import: {
    summary: 'Write values from resources of Argo Rollouts or Flagger',
    load: async () => (await import('./commands/import.ts')).importCommand,
  },
  why: {
    summary: 'Say why the ramp did what it did at a tick of a trace',
    load: async () => (await import('./commands/why.ts')).why,
  },
  run: {
    summary: 'Run a rollout: move its flag as its policy decides, until it is complete',
    load: async () => (await import('./commands/run.ts')).run,
  },
  start: {
    summary: 'Start a rollout, or the live simulations of a policy',
    load: async () => (await import('./commands/steer.ts')).start,
  },
  pause: {
    summary: 'Hold a rollout, or live simulations, where they stand',
    load: async () => (await import('./commands/steer.ts')).pause,
  },
  resume: {
    summary: 'Let what is paused go on from where it stands',
    load: async () => (await import('./commands/steer.ts')).resume,
  },
  reset: {
    summary: 'Take a rollout, or live simulations, back to the start of the ramp, once',
    load: async () => (await import('./commands/steer.ts')).reset,
  },
  approve: {
    summary: 'Let a rollout enter a step that waits for an approval',
    load: async () => (await import('./commands/approve.ts')).approve,
  },
  advance: {
    summary: 'Let a rollout go one step further, whatever holds it but a kill',
    load: async () => (await import('./commands/advance.ts')).advance,
  },
  end: {
    summary: 'End a rollout: where it stands, at its start, or off',
    load: async () => (await import('./commands/end.ts')).end,
  },
  kill: {
    summary: 'Switch a rollout off, now: with no controller and no Prometheus',
    load: async () => (await import('./commands/kill.ts')).kill,
  },
  unkill: {
    summary: 'End the kill of a rollout; it stays at 0 %, not started',
    load: async () => (await import('./commands/unkill.ts')).unkill,
  },
  'dynamic-config': {
    summary: 'Set any key of the dynamic configuration',
    example: 'rollout dynamic-config apply --policy checkout-v2 --set rollout=true',
    commands: {
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
  status: {
    summary: 'Show the rollouts and the simulations of this machine',
    load: async () => (await import('./commands/status.ts')).status,
  },
  events: {
    summary: 'Show what happened to a rollout, and who asked for it',
    load: async () => (await import('./commands/events.ts')).events,
  },
  completion: {
    summary: 'Print the script that completes rollout on the TAB key',
    load: async () => (await import('./commands/completion.ts')).completion,
  },
};

/** The command those words name, as a user types it: `rollout`, `rollout policy`, `rollout policy render`. */
export function nameOf([first = '', second = '']: readonly string[]): string {
  const entry = commands[first];
  if (!entry) return 'rollout';
  return Object.hasOwn(innerOf(entry), second) ? `rollout ${first} ${second}` : `rollout ${first}`;
}
