import { inverter } from '../circuit/kinds/inverter.ts';
import type { Component } from '../circuit/tree.ts';

/** Whether a component only combines conditions: what it puts out follows from the criteria it reads. */
export const isLogic = ({ kind }: Component): boolean =>
  kind === inverter || (kind.keepsSense === true && kind.boundary === undefined);
