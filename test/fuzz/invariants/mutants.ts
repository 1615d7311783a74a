/** One change to the engine: the text `from` of a source becomes `to`. */
export interface Mutant {
  readonly what: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const inFile = (
  file: string,
  rows: readonly (readonly [what: string, from: string, to: string])[],
): Mutant[] => rows.map(([what, from, to]) => ({ what, file, from, to }));

/** Engines that are wrong, each in one place. */
export const mutants: readonly Mutant[] = [
  ...inFile('src/circuit/kinds/signal-generator.ts', [
    [
      'a reset goes one tick back',
      'else if (frame[reset]) rewind(frame);',
      'else if (frame[reset]) retreat(frame);',
    ],
    ['a reset stays in its step', 'rewind(frame) {\n      frame[step] = 0;', 'rewind(frame) {'],
    ['forward goes two ticks', 'frame[count]!++;', 'frame[count]! += 2;'],
    ['forward goes on at the end', 'if (frame[atEnd]) return;', ''],
    ['backward stays', 'frame[count]!--;', ''],
    [
      'backward into a step enters it at its end',
      'lengths[frame[step]! | 0]! - 1;',
      'lengths[frame[step]! | 0]!;',
    ],
    [
      'the end is one tick early',
      'lengths[frame[step]! | 0]!) return;',
      'lengths[frame[step]! | 0]! - 1) return;',
    ],
    [
      'a step takes two ticks at least',
      'Math.max(1, ticks(step.duration))',
      'Math.max(2, ticks(step.duration))',
    ],
    ['a step begins at its target', '? targets[i - 1]! : target', '? target : target'],
    [
      'backward moves forward',
      'retreat(frame);\n      frame[output]',
      'advance(frame);\n      frame[output]',
    ],
  ]),
  ...inFile('src/circuit/kinds/decider.ts', [
    ['> holds at the threshold', 'frame[a]! > frame[b]! ? 1 : 0', 'frame[a]! >= frame[b]! ? 1 : 0'],
    ['< holds for an invalid reading', 'frame[a]! < frame[b]! ? 1 : 0', '!(frame[a]! >= frame[b]!) ? 1 : 0'],
    ['!= holds for an invalid reading', 'return a < b || a > b;', 'return !(a === b);'],
  ]),
  ...inFile('src/circuit/kinds/or.ts', [
    ['two inputs of or must both be true', 'if (a || b) return 1;', 'if (a && b) return 1;'],
  ]),
  ...inFile('src/blueprint/renderers/feature-rollout.ts', [
    [
      'one forward criterion is enough for all',
      "forward_when === 'all' ? and : or",
      "forward_when === 'all' ? or : or",
    ],
    ['backward does not keep from going forward', "  'NOT_BACKWARD',\n  'NOT_RESET',\n", "  'NOT_RESET',\n"],
    ['the rollout is always on', "  'USER_ROLLOUT_CONTROL',\n", ''],
    ['a reset by hand is ignored', ", signal('USER_RESET_CONTROL')]", ']'],
  ]),
  ...inFile('src/blueprint/renderers/driver-kinds.ts', [
    ['a latency at the threshold goes forward', "forward: 'lt'", "forward: 'lte'"],
  ]),
  ...inFile('src/rollout/decide.ts', [['a reset is not counted', "if (reset) return 'reset';", '']]),
  ...inFile('src/run/progress.ts', [
    ['forward at the end is counted', "if (asked === 'forward' && atEnd) return 'hold';", ''],
    ['what never moved is rolled back', 'hasStarted: before.hasStarted ||', 'hasStarted: true ||'],
    ['the end is reached again and again', 'if (now.atEnd && !before.atEnd)', 'if (now.atEnd)'],
  ]),
  ...inFile('src/run/ramp-watch.ts', [
    [
      'ticks like the last are not counted',
      'if (isLike && this.#isSteady) this.#uncounted++;',
      'if (isLike && this.#isSteady) return;',
    ],
  ]),
  ...inFile('src/run/configuration.ts', [
    ['a configuration comes a tick late', '<= tick) this.#applied++', '< tick) this.#applied++'],
  ]),
  ...inFile('src/run/blindness.ts', [['the first tick counts as blind', 'tick === 0 || ', '']]),
  ...inFile('src/run/bind-scenario.ts', [
    ['pass-through values stay those of the policy', 'passThrough = passThroughIn(dynamic, ramp);', ''],
  ]),
  ...inFile('src/source/scenario/audience.ts', [
    ['pass-through values are sampled', ' || always.includes(value)', ''],
  ]),
];
