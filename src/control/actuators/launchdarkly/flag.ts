import { isCount, isText, isTruth, listOf, mapOf, mappingOf, orMissing } from '../../../text/shape.ts';

/** Weights are thousandths of a percent. */
export const TOTAL_WEIGHT = 100_000;

/** A flag as LaunchDarkly tells it. */
export interface RemoteFlag {
  readonly variations: readonly { readonly _id: string; readonly value: unknown; readonly name?: string }[];
  readonly environments: Readonly<Record<string, RemoteEnvironment>>;
}

interface RemoteEnvironment {
  readonly on: boolean;
  /** Positions in the list of variations. */
  readonly offVariation?: number;
  readonly fallthrough?: {
    readonly variation?: number;
    readonly rollout?: {
      readonly contextKind?: string;
      readonly variations: readonly { readonly variation: number; readonly weight: number }[];
    };
  };
}

export const isRemoteFlag = mappingOf({
  variations: listOf(mappingOf({ _id: isText, name: orMissing(isText) })),
  environments: mapOf(
    mappingOf({
      on: isTruth,
      offVariation: orMissing(isCount),
      fallthrough: orMissing(
        mappingOf({
          variation: orMissing(isCount),
          rollout: orMissing(
            mappingOf({ variations: listOf(mappingOf({ variation: isCount, weight: isCount })) }),
          ),
        }),
      ),
    }),
  ),
});

/** How one environment stands, with the ids of both variations. */
export interface Standing {
  readonly isOn: boolean;
  readonly onId: string;
  readonly offId: string;
  /** Of the fallthrough; undefined where it is not split between the two variations. */
  readonly percentage: number | undefined;
}

export interface Names {
  readonly environment: string;
  /** A variation's name, or its value as JSON. */
  readonly on: string;
  readonly off: string;
}

/** How the flag stands, or what about it makes it none of ours. */
export function standingOf(flag: RemoteFlag, { environment, on, off }: Names): Standing | string {
  const there = Object.hasOwn(flag.environments, environment) ? flag.environments[environment] : undefined;
  if (there === undefined) return `the flag has no environment ${environment}`;
  const [onAt, offAt] = [positionOf(flag, on), positionOf(flag, off)];
  if (onAt < 0) return `the flag has no variation ${on}`;
  if (offAt < 0) return `the flag has no variation ${off}`;
  if (there.offVariation !== offAt) return `the variation of the flag when it is off is not ${off}`;
  return {
    isOn: there.on,
    onId: flag.variations[onAt]!._id,
    offId: flag.variations[offAt]!._id,
    percentage: percentageOf(there, onAt, offAt),
  };
}

const positionOf = ({ variations }: RemoteFlag, wanted: string): number =>
  variations.findIndex(
    ({ name, value }) => name === wanted || JSON.stringify(value) === wanted || value === wanted,
  );

function percentageOf({ fallthrough }: RemoteEnvironment, onAt: number, offAt: number): number | undefined {
  if (fallthrough?.variation === onAt) return 100;
  if (fallthrough?.variation === offAt) return 0;
  const split = (fallthrough?.rollout?.variations ?? []).filter(({ weight }) => weight > 0);
  if (split.length === 0 || split.some(({ variation }) => variation !== onAt && variation !== offAt))
    return undefined;
  const weights = split.filter(({ variation }) => variation === onAt).map(({ weight }) => weight);
  return weights.reduce((sum, weight) => sum + weight, 0) / (TOTAL_WEIGHT / 100);
}
