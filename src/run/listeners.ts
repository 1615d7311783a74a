import type { DynamicDocument } from './dynamic-config.ts';
import type { Observer } from './observer.ts';
import type { RunHandle, RunListener } from './options.ts';
import type { RunEvent } from './result.ts';

/** Several listeners as one; they are called in order. */
export class Listeners implements Required<RunListener> {
  readonly #all: readonly RunListener[];
  readonly #ofTicks: readonly RunListener[];

  readonly hasTickListener: boolean;

  constructor(all: readonly RunListener[]) {
    this.#all = all;
    this.#ofTicks = all.filter(({ onTick }) => onTick);
    this.hasTickListener = this.#ofTicks.length > 0;
  }

  onStart(run: RunHandle): void {
    for (const listener of this.#all) listener.onStart?.(run);
  }

  onTick(tick: number, frame: Float64Array, observer: Observer): void {
    for (let i = 0; i < this.#ofTicks.length; i++) this.#ofTicks[i]!.onTick!(tick, frame, observer);
  }

  onEvent(event: RunEvent): void {
    for (const listener of this.#all) listener.onEvent?.(event);
  }

  onDocument(document: DynamicDocument): void {
    for (const listener of this.#all) listener.onDocument?.(document);
  }
}
