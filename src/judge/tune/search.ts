import { isBetter, limitsBeside, type Measured, type TuneLimits } from './score.ts';
import { isInOrder, keyOf, type Setting, settingInUse, type Varied } from './varied.ts';

/** A search tries at most so many settings, the one in use among them. */
export const MAX_SETTINGS = 66;

/** A setting and what it came to. */
export interface Tried<M extends Measured = Measured> {
  readonly setting: Setting;
  readonly measured: M;
}

export interface Found<M extends Measured = Measured> {
  readonly inUse: Tried<M>;
  readonly chosen: Tried<M>;
  /** In the order in which they were tried, the one in use first. */
  readonly tried: readonly Tried<M>[];
  /** What the chosen setting was held to. */
  readonly limits: TuneLimits;
}

/**
 * Yields the settings to try and takes what each came to. Value by value, in their order: all candidates with the other values
 * as they are, and on with the best. This again until no value changes, or MAX_SETTINGS are tried. Undefined in place of what a
 * setting came to ends the search with the best so far, without one where not even the setting in use is known.
 */
export function* search<M extends Measured>(
  varied: readonly Varied[],
  limits: TuneLimits,
): Generator<Setting, Found<M> | undefined, M | undefined> {
  const setting = settingInUse(varied);
  const measured = yield setting;
  if (!measured) return undefined;
  const inUse = { setting, measured };
  const kept = limitsBeside(limits, inUse.measured);
  const tried = new Map<string, Tried<M>>([[keyOf(setting), inUse]]);
  let best: Tried<M> = inUse;
  let unchanged = 0;
  for (let i = 0; unchanged < varied.length; i = (i + 1) % varied.length) {
    for (const next of settingsAlong(varied, best.setting, i)) {
      if (tried.has(keyOf(next)) || tried.size >= MAX_SETTINGS) continue;
      const measured = yield next;
      if (!measured)
        return {
          inUse,
          chosen: bestOf(best, tried.values(), kept),
          tried: [...tried.values()],
          limits: kept,
        };
      tried.set(keyOf(next), { setting: next, measured });
    }
    const found = bestOf(best, tried.values(), kept);
    unchanged = found === best ? unchanged + 1 : 0;
    best = found;
  }
  return { inUse, chosen: best, tried: [...tried.values()], limits: kept };
}

/** A setting with one of its values changed, the thresholds of each reading in order; also where those in use are not. */
function settingsAlong(varied: readonly Varied[], setting: Setting, i: number): Setting[] {
  const settings = [varied[i]!.inUse, ...varied[i]!.candidates].map((value) => setting.with(i, value));
  return isInOrder(varied, setting) ? settings.filter((one) => isInOrder(varied, one)) : settings;
}

/** The first of the best. */
function bestOf<M extends Measured>(best: Tried<M>, tried: Iterable<Tried<M>>, limits: TuneLimits): Tried<M> {
  let found = best;
  for (const one of tried) if (isBetter(one.measured, found.measured, limits)) found = one;
  return found;
}
