import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { AtomicFile } from '../../disk/atomic-file.ts';
import type { Target } from '../../disk/target.ts';
import type { Ticks } from '../../text/duration.ts';
import { endOf } from './copy-section.ts';
import { type End, type Head, partOf, type Section, type SectionLine, toBytes } from './file.ts';

const compress = promisify(gzip);

/** Lines and readings are gathered into gzip members of about so many bytes. */
const MEMBER_BYTES = 256 * 1024;

/**
 * Writes a recording, which appears in its place when it is whole. Every method throws what the system says, as soon as
 * it is known. Compressing and writing go on while the next readings are gathered.
 */
export class RecordingWriter {
  readonly #target: Target;
  /** Once it holds the ticks before this one it stands beside its place, as a part; undefined where it never does. */
  readonly #partAfter: Ticks | undefined;
  #file: AtomicFile | undefined;
  #isPart = false;
  #gathered: Buffer[] = [];
  #size = 0;
  /** The tick after the last one gathered, and after the last one written. */
  #reached: Ticks = 0;
  #written: Ticks = 0;
  readonly #members: number[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(target: Target, partAfter?: Ticks) {
    this.#target = target;
    this.#partAfter = partAfter;
  }

  /** The tick after the last one it was given. */
  get reached(): Ticks {
    return this.#reached;
  }

  /** The tick after the last one that is in the file. */
  get written(): Ticks {
    return this.#written;
  }

  async begin(head: Head): Promise<void> {
    this.#file = new AtomicFile(this.#target);
    this.#gather(head);
    await this.#flush();
    await this.#writing;
  }

  /** Undefined where there is room, else a promise to wait for. */
  section({ values, ...rest }: Section): Promise<void> | undefined {
    const line: SectionLine = { ...rest, lengths: values.map(({ length }) => length) };
    this.#gather(line);
    for (const column of values) this.#take(toBytes(column));
    this.#reached = endOf(rest);
    return this.#size < MEMBER_BYTES ? undefined : this.#flush();
  }

  async finish(end: Omit<End, 'readings' | 'members' | 'end'>): Promise<void> {
    await this.#writeEnd({ ...end, end: true });
    this.#file!.commit();
  }

  /**
   * After a failure: leaves the part, with a last line that says so where the disk takes it; nothing where it would hold
   * less than there was. Returns the tick after its last one, 0 where it leaves nothing.
   */
  async leave(end: Pick<End, 'diagnostics'>): Promise<Ticks> {
    if (this.#partAfter !== undefined)
      await this.#writeEnd({ ...end, end: false, ticks: this.#reached }).catch(() => {});
    await this.#writing.catch(() => {});
    const isWorth = this.#isPart && this.#written > 0;
    if (isWorth) this.#file!.leave();
    else this.#file?.discard();
    return isWorth ? this.#written : 0;
  }

  async discard(): Promise<void> {
    await this.#writing.catch(() => {});
    this.#file?.discard();
  }

  async #writeEnd(end: Omit<End, 'readings' | 'members'>): Promise<void> {
    if (this.#size > 0) await this.#flush();
    await this.#writing;
    this.#gather({ ...end, readings: this.#reached, members: this.#members });
    await this.#flush();
    await this.#writing;
  }

  #gather(line: Head | SectionLine | End): void {
    this.#take(Buffer.from(`${JSON.stringify(line)}\n`));
  }

  #take(bytes: Buffer): void {
    this.#gathered.push(bytes);
    this.#size += bytes.length;
  }

  /** Sends what is gathered on its way; waits for what was sent before. */
  async #flush(): Promise<void> {
    const before = this.#writing;
    const bytes = Buffer.concat(this.#gathered, this.#size);
    this.#gathered = [];
    this.#size = 0;
    const reached = this.#reached;
    this.#writing = before.then(() => this.#write(bytes, reached));
    this.#writing.catch(() => {}); // thrown at the next flush
    await before;
  }

  async #write(bytes: Buffer, reached: Ticks): Promise<void> {
    const member = await compress(bytes, { level: 4 });
    await this.#file!.append(member);
    this.#members.push(member.length);
    this.#written = reached;
    if (this.#isPart || this.#partAfter === undefined || reached < this.#partAfter) return;
    this.#file!.rename(partOf(this.#target.path));
    this.#isPart = true;
  }
}
