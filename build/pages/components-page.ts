import type { Kind } from '../../src/circuit/kind.ts';
import { kinds, spelling } from '../../src/circuit/kinds.ts';
import type { Arity } from '../../src/circuit/ports.ts';
import type { ConfigSchema } from '../../src/circuit/schema/config-schema.ts';
import { policyDefinitions } from '../../src/policy/policy-schema.ts';

const ARITIES: Readonly<Record<Arity, string>> = {
  one: 'one; a warning when it reads nothing',
  optional: 'optional',
  required: 'required',
  many: 'a list of any length',
};

/** `docs/components.md`: a heading, the ports and the parameters of every kind. */
export function componentsPage(): string {
  const inOrder = [...kinds].sort((a, b) => (spelling(a) < spelling(b) ? -1 : 1));
  return `${[HEAD, ...inOrder.map(section)].join('\n\n')}\n`;
}

const HEAD = `# Components

Every kind of component a circuit may hold. A component is a mapping with one key, its kind; \`in_ports\` read signals or
constants, \`out_ports\` name the signals it puts out. A reading is a number or invalid; "true" means valid and not zero.`;

function section(kind: Kind): string {
  const parts = [`## ${spelling(kind)}`, kind.summary];
  if (kind.internal)
    parts.push('It stands inside other components, and in diagrams; a policy cannot write it.');
  else if (kind.unsupported)
    parts.push(
      'It steers another system: it is checked and drawn, and in a run it is a sink whose outputs are invalid.',
    );
  if (Object.keys(kind.in).length) parts.push(table(['in port', 'takes'], portRows(kind)));
  const outs = Object.keys(kind.out).map((port) => `\`${port}\``);
  if (outs.length) parts.push(`Out ports: ${outs.join(', ')}.`);
  const rows = rowsOf({ properties: kind.config, required: kind.needs ?? [] }, '', []);
  if (rows.length) parts.push(table(['parameter', 'type', 'default', 'what it is'], rows));
  return parts.join('\n\n');
}

const portRows = (kind: Kind): string[][] =>
  Object.entries(kind.in as Readonly<Record<string, Arity>>).map(([port, arity]) => [
    `\`${port}\``,
    ARITIES[arity],
  ]);

/**
 * One row per property, nested ones below their parent by dotted name; a shape that holds itself is entered
 * once.
 */
function rowsOf(schema: ConfigSchema, prefix: string, inside: readonly string[]): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const own = resolve(property);
    const name = prefix + key;
    const isRequired = schema.required?.includes(key) === true;
    const description = escaped(property.description ?? own.description ?? '');
    const row = [`\`${name}\``, typeOf(own, property), defaultCell(own, isRequired), description];
    return [row, ...rowsBelow(property, name, inside)];
  });
}

function rowsBelow(property: ConfigSchema, name: string, inside: readonly string[]): string[][] {
  const shape = property.$ref ?? property.items?.$ref ?? '';
  if (LEAVES.has(shape) || inside.includes(shape)) return [];
  const own = resolve(property);
  const open = shape === '' ? inside : [...inside, shape];
  return own.items ? rowsOf(resolve(own.items), `${name}[].`, open) : rowsOf(own, `${name}.`, open);
}

function defaultCell(own: ConfigSchema, isRequired: boolean): string {
  if (own.default !== undefined) return `\`${JSON.stringify(own.default)}\``;
  return isRequired ? 'required' : '';
}

// Shapes that have a section of their own in the schema, and would repeat in every component.
const LEAVES = new Set(
  ['Selector', 'ConstantSignal', 'InPort', 'OutPort', 'LabelMatcher', 'Component'].map(
    (name) => `#/$defs/${name}`,
  ),
);

const resolve = (schema: ConfigSchema): ConfigSchema =>
  schema.$ref ? (policyDefinitions[schema.$ref.replace('#/$defs/', '')] ?? schema) : schema;

function typeOf(own: ConfigSchema, property: ConfigSchema): string {
  if (own.format === 'duration') return 'duration';
  if (own.enum) return own.enum.map((value) => `\`${value}\``).join(' ');
  if (own.type === 'array') return `list of ${typeOf(resolve(own.items ?? {}), own.items ?? {})}`;
  if (property.$ref && LEAVES.has(property.$ref)) return property.$ref.replace('#/$defs/', '');
  return [own.type ?? 'any'].flat().join(' or ').replace('object', 'mapping');
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const escaped = (text: string): string => text.replace(/\|/g, '\\|');
