import type { RolloutRecord } from '../../../src/control/record/record.ts';
import type { SimTarget } from './sim-actuator.ts';
import type { SimStore } from './sim-store.ts';

/** A call on its way out, or taken. */
export interface SeenCall {
  readonly target: string;
  readonly percentage: number;
  readonly number: number;
  /** Under which lease it was made; undefined for a kill. */
  readonly lease: string | undefined;
}

/** What must hold after every event. */
export class Oracle {
  readonly broken: string[] = [];
  store!: SimStore;
  targets: readonly SimTarget[] = [];
  /** The highest ceiling that was ever durable. */
  #highest = 0;
  /** What was decided last, durably. */
  #decided = 0;
  /** What was decided after that and is in force, though it is not durable. */
  #lowered = Number.POSITIVE_INFINITY;
  #isBlind = false;
  readonly #stale = new Map<string, number>();

  written(before: RolloutRecord, next: RolloutRecord): void {
    this.#highest = Math.max(this.#highest, next.ceiling);
    if (next.target !== before.target) {
      this.#decided = next.target;
      this.#lowered = Number.POSITIVE_INFINITY;
    }
    if (next.number !== before.number + 1) this.#break('the number of the record did not grow by 1');
    if (before.killed && !next.killed && next.target > 0) this.#break('unkill left more than 0');
  }

  /** A kill found the record damaged. */
  writtenAnew(before: RolloutRecord, next: RolloutRecord): void {
    this.#decided = 0;
    this.#lowered = Number.POSITIVE_INFINITY;
    if (next.number <= before.number) this.#break('the number of the record did not grow');
    if (!next.killed || next.target > 0) this.#break('a record that is written anew is not killed');
  }

  /** What is in force cannot be read, or was changed by hand: a successor cannot know what was told without the record. */
  blind(): void {
    this.#isBlind = true;
    this.#lowered = Number.POSITIVE_INFINITY;
  }

  told({ target, percentage, number, lease }: SeenCall): void {
    const { record } = this.store;
    if (percentage > this.#highest) this.#break(`told ${percentage}, above all that was durable`);
    if (lease === undefined) return;
    if (this.store.lease?.holder !== lease) this.#countStale(`${lease} ${target}`);
    else if (number === record.number) this.#checkCurrent(percentage, record);
  }

  /** The holder, on the record as it is. */
  #checkCurrent(percentage: number, record: RolloutRecord): void {
    const allowed = record.killed ? 0 : record.ceiling;
    if (percentage > allowed) this.#break(`the holder told ${percentage} above the ceiling ${allowed}`);
    const decided = Math.min(this.#decided, this.#lowered);
    if (percentage > decided) this.#break(`told ${percentage}: a lowering to ${decided} is undone`);
  }

  applied({ percentage, number, lease, target }: SeenCall): void {
    const { record } = this.store;
    const holder = this.store.lease?.holder;
    const isReadable = this.targets.find(({ options }) => options.name === target)!.options.isReadable;
    if (this.#isBlind || !isReadable || !lease || (holder && holder !== lease)) return;
    if (number === record.number) this.#lowered = Math.min(this.#lowered, percentage);
  }

  /** After every event. */
  check(): void {
    const { record } = this.store;
    for (const { options, percentage, isByHand } of this.targets) {
      if (isByHand) continue;
      const { name, isFencing } = options;
      if (isFencing && percentage > record.ceiling)
        this.#break(`${name} is at ${percentage}, above the ceiling ${record.ceiling}`);
      const certainty = record.killed?.confirmed;
      const isSure = certainty === 'clean' || (certainty === 'dirty' && isFencing);
      if (isSure && percentage > 0) this.#break(`${name} is at ${percentage}, killed and ${certainty}`);
    }
  }

  /** With nothing on its way and a look at every target since. */
  checkAtRest(): void {
    const { record } = this.store;
    const allowed = record.killed ? 0 : record.ceiling;
    for (const { options, percentage } of this.targets)
      if (percentage > allowed) this.#break(`at rest ${options.name} is at ${percentage}, above ${allowed}`);
    if (record.killed && !record.killed.confirmed) this.#break('at rest the kill is not confirmed');
    if (!this.store.lease) this.#break('at rest nobody holds the lease');
    if (record.ceiling > record.target) this.#break('at rest the ceiling is above the target');
  }

  #countStale(key: string): void {
    const count = (this.#stale.get(key) ?? 0) + 1;
    this.#stale.set(key, count);
    if (count > 1) this.#break(`${count} calls without the lease: ${key}`);
  }

  #break(what: string): void {
    if (!this.broken.includes(what)) this.broken.push(what);
  }
}
