import { nowhere } from '../../errors/location.ts';
import { fail, type RolloutError } from '../../errors/rollout-error.ts';
import { formatMoment } from '../../text/time.ts';
import { endOf } from './copy-section.ts';
import type { End, Head, Section } from './file.ts';
import type { RecordingReader } from './reader.ts';
import { isSection } from './shape.ts';

/** A recording whose first and last line are known. */
export interface Recording {
  readonly file: string;
  readonly reader: RecordingReader;
  readonly head: Head;
  readonly end: End;
}

/** The sections of a recording in order, each checked; one is read ahead. */
export class SectionStream {
  readonly #recording: Recording;
  readonly #sections: AsyncGenerator<Section>;
  #ahead: Promise<IteratorResult<Section>>;
  /** The tick after the last section that was taken. */
  reached = 0;

  constructor(recording: Recording) {
    this.#recording = recording;
    this.#sections = recording.reader.sections(recording.end);
    this.#ahead = this.#read();
  }

  /** The next section; undefined after the last. Throws RECORDING_DAMAGED. */
  async next(): Promise<Section | undefined> {
    const { head, end } = this.#recording;
    const { value, done } = await this.#ahead.catch((problem) => {
      throw this.#damaged(problem.message);
    });
    if (done && this.reached === end.ticks - 1) return undefined; // interrupted: no tick saw the results of its last one
    if (done) throw this.#damaged('readings are missing');
    if (!isSection(value, head)) throw this.#damaged('a section is malformed');
    if (value.first !== this.reached) throw this.#damaged('its sections do not follow one another');
    this.#ahead = this.#read();
    this.reached = endOf(value);
    return value;
  }

  async close(): Promise<void> {
    await this.#ahead.catch(() => {});
    await this.#sections.return(undefined);
    await this.#recording.reader.close();
  }

  #read(): Promise<IteratorResult<Section>> {
    const next = this.#sections.next();
    next.catch(() => {}); // thrown where the section is needed
    return next;
  }

  #damaged(why: string): RolloutError {
    const { file, head } = this.#recording;
    const from = formatMoment(head.start + this.reached * head.interval);
    return fail('RECORDING_DAMAGED', { from, why }, { at: nowhere(file) });
  }
}
