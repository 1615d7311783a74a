/** What to do after the demo, a command a line, as rollout is started here. */
export function nextCommands(invocation: string): string {
  const lines = STEPS.map(([command, why]) => [`  ${invocation} ${command}`, why] as const);
  const width = Math.max(...lines.map(([line]) => line.length));
  return ['Next:', ...lines.map(([line, why]) => `${line.padEnd(width)}  # ${why}`)].join('\n');
}

const STEPS = [
  ['blueprints generate', 'asks, and writes values.yaml'],
  ['simulate --start', 'rehearse it'],
  ['simulate --start --prometheus URL --from now-7d', 'on last week'],
] as const;
