import { setTimeout as pause } from 'node:timers/promises';
import type { Actuator } from '../../../src/control/actuators/actuator.ts';
import { Controller } from '../../../src/control/controller/controller.ts';
import { systemClock } from '../../../src/prometheus/system-clock.ts';
import { SCHEDULE_SETTINGS } from './schedule-rules.ts';
import type { TestedStore } from './store-suite.ts';

/** A controller in a process of its own until it is ended: its ramp climbs, and is reset now and then. */
export async function runScheduled(target: Actuator, store: Omit<TestedStore, 'create'>): Promise<never> {
  const controller = new Controller({
    id: '',
    store,
    actuators: [target],
    passThrough: null,
    clock: systemClock,
    settings: SCHEDULE_SETTINGS,
    note: () => {},
  });
  controller.start();
  for (;;) {
    await pause(5);
    const { leadership } = controller;
    if (!leadership) continue;
    const { percentage, holds } = leadership;
    if (percentage >= 40) leadership.ask(5);
    else if (holds.length === 0) leadership.ask(percentage + 1);
  }
}
