import { nowhere } from '../../errors/location.ts';
import { type Diagnostic, diagnostic, throwIfErrors } from '../../errors/rollout-error.ts';
import { joinFacts } from '../../judge/assess/facts.ts';
import { startNumbers } from '../../judge/shard.ts';
import type { Part } from './part.ts';
import type { ReadPart } from './read-part.ts';

/** The parts of one run as the whole. Throws ASSESS_PART_RUN, ASSESS_PART_TWICE, ASSESS_PART_MISSING, ASSESS_PART_FORMAT. */
export function joinParts(parts: readonly ReadPart[]): Omit<Part, 'shard'> {
  throwIfErrors(parts.flatMap((part) => runFaults(part, parts[0]!)));
  throwIfErrors(twiceFaults(parts));
  throwIfErrors(missingFaults(parts));
  const total = parts.reduce((sum, { rehearsals }) => sum + rehearsals.length, 0);
  throwIfErrors(parts.flatMap((part) => startFaults(part, total)));
  const inOrder = [...parts].sort((a, b) => a.shard.part - b.shard.part);
  const { basis } = inOrder[0]!;
  const facts = joinFacts(inOrder.map((part) => part.basis.input.facts));
  return {
    basis: { ...basis, input: { ...basis.input, facts } },
    rehearsals: inOrder.flatMap(({ rehearsals }) => rehearsals),
  };
}

function runFaults({ file, shard, basis }: ReadPart, first: ReadPart): Diagnostic[] {
  const names = new Set([...Object.keys(first.basis.run), ...Object.keys(basis.run)]);
  const other = [...names].filter(
    (name) => JSON.stringify(basis.run[name]) !== JSON.stringify(first.basis.run[name]),
  );
  const differences = shard.of === first.shard.of ? other : [...other, 'the number of parts'];
  if (differences.length === 0) return [];
  const params = { first: first.file, differences: differences.join(', ') };
  return [diagnostic('ASSESS_PART_RUN', params, { at: nowhere(file) })];
}

function twiceFaults(parts: readonly ReadPart[]): Diagnostic[] {
  return parts.flatMap(({ file, shard: { part, of } }, i) => {
    const first = parts.slice(0, i).find((other) => other.shard.part === part);
    if (!first) return [];
    return [
      diagnostic('ASSESS_PART_TWICE', { part: `${part}/${of}`, first: first.file }, { at: nowhere(file) }),
    ];
  });
}

function missingFaults(parts: readonly ReadPart[]): Diagnostic[] {
  const { of } = parts[0]!.shard;
  if (parts.length === of) return [];
  const known = new Set(parts.map(({ shard: { part } }) => part));
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter((part) => !known.has(part));
  return [
    diagnostic('ASSESS_PART_MISSING', { missing: missing.join(', '), of }, { at: nowhere(parts[0]!.file) }),
  ];
}

/** A part has each of its starts, and no other. */
function startFaults({ file, shard, basis, rehearsals }: ReadPart, total: number): Diagnostic[] {
  const { every, horizon } = basis.input.starts;
  const count = Math.floor((basis.input.facts.ticks - horizon) / every) + 1;
  const numbers = count === total ? startNumbers(count, shard) : [];
  const isWhole =
    count === total &&
    numbers.length === rehearsals.length &&
    rehearsals.every(({ healthy }, i) => healthy.start === numbers[i]! * every);
  if (isWhole) return [];
  return [
    diagnostic('ASSESS_PART_FORMAT', { why: 'it has not the starts of its part' }, { at: nowhere(file) }),
  ];
}
