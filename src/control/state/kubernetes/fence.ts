import type { KubeObject, Texts } from './object.ts';
import { DOMAIN } from './objects.ts';

const FENCE = `${DOMAIN}/fence`;

/** A higher lease wrote what a lower one never writes over: which take of the lease wrote an object last. */
export const fenceOf = ({ metadata }: KubeObject): number => Number(metadata.annotations?.[FENCE] ?? 0);
export const fenced = (fence: number): Texts => ({ [FENCE]: String(fence) });
