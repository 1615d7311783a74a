import fc from 'fast-check';

/** Anything a slip of the hand, or a fuzzer, may put in place of a value. */
export const anything = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1,
    0,
    1e21,
    '',
    '0s',
    '-5s',
    '__REQUIRED_FIELD__',
    [],
    {},
    [null],
    [[]],
    true,
  ),
  fc.jsonValue({ maxDepth: 3 }),
);
const key = fc.oneof(
  fc.constantFrom('selector', 'in_port', 'criteria', 'policy', 'constructor', '__proto__', '<<', 'a/b~c', ''),
  fc.string({ maxLength: 6 }),
);

/** One change at a place chosen by `at`: another value, a key too many, a key less, a key renamed. */
export const change = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('replace', 'add', 'drop', 'rename', 'repeat'),
  key,
  value: anything,
});
export type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** A copy of a document with that change made. */
export function mutate(value: unknown, { at, kind, key, value: other }: Change): unknown {
  const copy = structuredClone(value);
  const spots: [parent: Record<string, unknown>, key: string][] = [];
  const visit = (parent: unknown) => {
    if (typeof parent !== 'object' || parent === null) return;
    for (const [name, entry] of Object.entries(parent)) {
      spots.push([parent as Record<string, unknown>, name]);
      visit(entry);
    }
  };
  visit(copy);
  const [parent, name] = spots[at % Math.max(1, spots.length)] ?? [{}, ''];
  if (Array.isArray(parent)) changeList(parent, Number(name), { kind, other });
  else changeMapping(parent, name, { kind, key, other });
  return copy;
}

type ListChange = { kind: Change['kind']; other: unknown };

function changeList(list: unknown[], index: number, { kind, other }: ListChange): void {
  if (kind === 'drop') list.splice(index, 1);
  else if (kind === 'replace') list[index] = other;
  else list.push(kind === 'repeat' ? structuredClone(list[index]) : other);
}

function changeMapping(
  mapping: Record<string, unknown>,
  name: string,
  { kind, key, other }: ListChange & { key: string },
): void {
  const put = (where: string, value: unknown) =>
    Object.defineProperty(mapping, where, { value, enumerable: true, configurable: true, writable: true });
  if (kind === 'replace') put(name, other);
  if (kind === 'add') put(key, other);
  if (kind === 'replace' || kind === 'add') return;
  const taken = mapping[name];
  delete mapping[name];
  if (kind === 'rename') put(key, taken);
  if (kind === 'repeat') put(name, [taken, taken]);
}
