/** What to do after the demo, a command a line, as rollout is started here. */
export const nextCommands = (invocation: string): string =>
  ['Next:', ...STEPS.map(([why, command]) => `  ${why.padEnd(WHY_WIDTH)}  ${invocation} ${command}`)].join(
    '\n',
  );

const STEPS = [
  ['write one', 'blueprints generate'],
  ['rehearse it', 'simulate --start'],
  ['on last week', 'simulate --start --prometheus URL --from now-7d'],
] as const;

const WHY_WIDTH = Math.max(...STEPS.map(([why]) => why.length));
