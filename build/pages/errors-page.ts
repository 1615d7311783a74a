import { codes } from '../../src/errors/codes.ts';
import type { CodeEntry } from '../../src/errors/define.ts';

const EXITS: Readonly<Record<number, string>> = {
  1: 'the answer is no',
  2: 'usage',
  3: 'invalid input',
  4: 'Prometheus or network',
  70: 'a bug in rollout',
  130: 'interrupted',
};

type Params = Readonly<Record<string, string | undefined>>;

/** Parameters that most messages of a code are without. */
const OPTIONAL: readonly (string | symbol)[] = ['suggestion', 'instead', 'remedy'];

/** Every parameter as its own name in angle brackets, but those. */
const NAMES = new Proxy<Params>(
  {},
  { get: (_, name) => (OPTIONAL.includes(name) ? undefined : `<${String(name)}>`) },
);

/** `docs/errors.md`: every code, what it says and how to go on. Parameters show as `<name>`. */
export function errorsPage(): string {
  const entries = Object.entries(codes as unknown as Record<string, CodeEntry<Params>>);
  return `# Errors and warnings

Every diagnostic carries one of these codes. They do not change between versions, so a script may rely on them.
With \`-o json\` a failing command prints \`{"diagnostics": [...]}\` on standard error; each one has \`code\`, \`severity\`,
\`message\`, \`path\`, \`file\`, \`line\`, \`column\` and \`hint\`.

| exit | meaning |
|---|---|
${Object.entries(EXITS)
  .map(([exit, meaning]) => `| ${exit} | ${meaning} |`)
  .join('\n')}

A warning does not end a command, unless \`--strict\` is given: then it counts as an error and the command exits 3.

${entries.map(([code, entry]) => section(code, entry)).join('\n')}`;
}

function section(code: string, entry: CodeEntry<Params>): string {
  const kind = entry.severity === 'error' ? `error, exit ${entry.exit}` : 'warning';
  const hint = entry.hint?.(NAMES);
  const lines = [`## ${code}`, '', `*${kind}*: ${escaped(entry.text(NAMES))}`, ''];
  if (hint) lines.push(`What to do: ${escaped(hint)}.`, '');
  return lines.join('\n');
}

/** Outside of code spans Markdown would take `<name>` for HTML. */
const escaped = (text: string): string => text.replace(/<(\w+)>/g, '*$1*').replace(/\|/g, '\\|');
