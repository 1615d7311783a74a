import { nowSentence } from '../../render/sentence/event.ts';
import type { Observer } from '../../run/observer.ts';
import type { Run, RunListener } from '../../run/options.ts';
import type { RunEvent } from '../../run/result.ts';
import { RunSeries } from '../../run/series.ts';
import type { Ticks } from '../../text/duration.ts';
import type { IO } from '../io.ts';
import type { Screen } from '../screen/screen.ts';
import { Controls } from './controls.ts';
import { type DemoState, demoPicture } from './picture.ts';
import { demoRamp, play } from './play.ts';
import { DemoService } from './service.ts';
import type { Subject } from './subject.ts';

/** What the chart has room for at first; a longer demo narrows it. */
const FRAME: Ticks = 180;
/** How long a complete rollout is shown before the demo ends by itself. */
const LINGER: Ticks = 40;

/** How time passes. */
export interface Pace {
  /** How many times as fast as real. */
  readonly speed: number;
  /** Ends early, without an error, when the signal fires. */
  readonly sleep: (seconds: number, signal: AbortSignal) => Promise<void>;
}

/** The demo on a screen: a picture of every tick, and keys that break, mend and pause. */
export class LiveDemo {
  readonly #subject: Subject;
  readonly #pace: Pace;
  readonly #service: DemoService;
  readonly #series: RunSeries;
  readonly #events: RunEvent[] = [];
  readonly #over = new AbortController();
  readonly #controls: Controls;
  #present: Pick<DemoState, 'accept' | 'decision' | 'reason' | 'step'>;
  #screen: Screen | undefined;
  #completeTicks: Ticks = 0;

  constructor(subject: Subject, pace: Pace) {
    const { plan, services } = subject;
    this.#subject = subject;
    this.#pace = pace;
    this.#service = new DemoService(services);
    this.#series = new RunSeries(plan.columns, services.healthy.ticks);
    this.#controls = new Controls(this.#service, () => this.#over.abort());
    this.#present = { accept: demoRamp(subject).steps[0]!.target, decision: 'hold', reason: '', step: 0 };
  }

  /** Plays it; undefined where there is no screen. */
  async play(io: IO): Promise<Run | undefined> {
    const signs = { colour: io.colour.stdout, unicode: io.unicode.stdout };
    this.#screen = await io.openScreen({
      stream: 'stdout',
      picture: (size) => demoPicture(this.#state(), { ...size, ...signs }),
      onKey: (key) => {
        this.#controls.press(key);
        this.#screen?.repaint();
      },
    });
    if (!this.#screen) return undefined;
    const signal = AbortSignal.any([io.interrupted, this.#over.signal]);
    const seconds = this.#subject.plan.interval / this.#pace.speed;
    const wait = () => this.#pace.sleep(seconds, signal);
    const { poll } = this.#controls;
    const listener = this.#listener;
    try {
      return await play({ subject: this.#subject, service: this.#service, wait, poll, listener, signal });
    } finally {
      this.#screen.close();
    }
  }

  readonly #listener: RunListener = {
    onEvent: (event) => this.#events.push(event),
    onTick: (_tick, frame, observer) => {
      this.#series.add(frame);
      this.#see(frame, observer);
      this.#screen?.repaint();
      if (this.#completeTicks > LINGER) this.#over.abort();
    },
  };

  #see(frame: Float64Array, observer: Observer): void {
    const ramp = demoRamp(this.#subject);
    const { decision, outcome } = observer;
    const reason = nowSentence(observer.reasonNow(frame)).text;
    this.#present = { accept: ramp.accept(frame), decision, reason, step: ramp.step(frame) };
    const isDone = outcome === 'completed' && !this.#service.isBroken;
    this.#completeTicks = isDone ? this.#completeTicks + 1 : 0;
  }

  #state(): DemoState {
    const { plan, services } = this.#subject;
    const { isBroken, wasBroken, isPaused } = this.#controls;
    const series = this.#series;
    const source = { ...services.healthy.facts(), from: '', to: '' };
    return {
      ...this.#present,
      plan,
      series,
      times: { source, ticks: series.ticks, interval_seconds: plan.interval, events: this.#events },
      speed: this.#pace.speed,
      frameTicks: FRAME,
      isBroken,
      wasBroken,
      isPaused,
      isComplete: this.#completeTicks > 0,
      steps: demoRamp(this.#subject).steps.length,
    };
  }
}
