/**
 * one: expected (a warning when unconnected); optional; required: an error when unconnected; many: a list of
 * any length.
 */
export type Arity = 'one' | 'optional' | 'required' | 'many';
export type PortTable = Readonly<Record<string, Arity>>;

/** Where a port's readings stand in the frame; an unconnected in port is slot 0, which is always invalid. */
export type Slots<P extends PortTable> = {
  readonly [K in keyof P]: SlotsOf<P[K]>;
};
type SlotsOf<A extends Arity> = A extends 'many' ? readonly number[] : number;

/** `signal_name` or `constant_signal`, as the policy spells it. */
export interface RawPort {
  readonly signal_name?: string;
  readonly constant_signal?: { readonly value?: number; readonly special_value?: string };
}
/** The ports of one component as the policy spells them; in ports are lists even where the kind takes one. */
export interface RawPorts {
  readonly in: Readonly<Record<string, readonly RawPort[]>>;
  readonly out: Readonly<Record<string, { readonly signal_name?: string }>>;
}
