import type { Diagnostic } from '../../errors/rollout-error.ts';
import type { Ticks } from '../../text/duration.ts';
import { endOf } from './copy-section.ts';
import type { End, Head } from './file.ts';
import type { RecordingReader } from './reader.ts';
import { sectionsIn } from './sections-in.ts';
import { isEnd, isSection } from './shape.ts';

/** What of a recording can be read. */
export interface Recovered {
  /** The ticks before this one have their readings. */
  readonly ticks: Ticks;
  /** The bytes of its members, that of the first line included. */
  readonly members: readonly number[];
  /** The diagnostics of its last line; empty where there is none. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks through a recording from its start to the first member that is cut, damaged or malformed. Throws what the disk says. */
export async function recover(reader: RecordingReader, head: Head): Promise<Recovered> {
  const members: number[] = [];
  let ticks = 0;
  for await (const { length, inflated } of reader.members()) {
    if (members.length === 0) {
      members.push(length);
      continue;
    }
    const reached = reachedBy(inflated, ticks, head);
    if (reached === undefined) return { ticks, members, diagnostics: diagnosticsOf(inflated) };
    members.push(length);
    ticks = reached;
  }
  return { ticks, members, diagnostics: [] };
}

/** The tick after the sections of a member that go on from tick `from`; undefined where it holds anything else. */
function reachedBy(inflated: Buffer, from: Ticks, head: Head): Ticks | undefined {
  let reached = from;
  try {
    for (const section of sectionsIn(inflated)) {
      if (!isSection(section, head) || section.first !== reached) return undefined;
      reached = endOf(section);
    }
    return reached;
  } catch {
    return undefined;
  }
}

function diagnosticsOf(inflated: Buffer): readonly Diagnostic[] {
  try {
    const line: End = JSON.parse(inflated.toString('utf8'));
    return isEnd(line) ? line.diagnostics : [];
  } catch {
    return [];
  }
}
