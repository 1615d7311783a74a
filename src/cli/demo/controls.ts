import type { DynamicDocument } from '../../run/dynamic-config.ts';
import type { DemoService } from './service.ts';

/** What the keys of the demo do. */
export class Controls {
  wasBroken = false;
  isPaused = false;
  readonly #service: DemoService;
  readonly #end: () => void;
  #document: DynamicDocument | undefined;

  /** `end` ends the demo. */
  constructor(service: DemoService, end: () => void) {
    this.#service = service;
    this.#end = end;
  }

  get isBroken(): boolean {
    return this.#service.isBroken;
  }

  readonly #keys: Readonly<Record<string, () => void>> = {
    b: () => {
      this.#service.isBroken = true;
      this.wasBroken = true;
    },
    m: () => {
      this.#service.isBroken = false;
    },
    p: () => {
      this.isPaused = !this.isPaused;
      this.#document = { rollout: !this.isPaused };
    },
    q: () => this.#end(),
    'ctrl-d': () => this.#end(),
  };

  press(key: string): void {
    this.#keys[key.toLowerCase()]?.();
  }

  /** The dynamic configuration that a key asked for since the last time. */
  readonly poll = (): DynamicDocument | undefined => {
    const document = this.#document;
    this.#document = undefined;
    return document;
  };
}
