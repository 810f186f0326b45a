import { parametersOf } from '../compile/moment.ts';
import type { Constant, Module } from '../tree/index.ts';

/** A parameter set from an instant on; a null value gives back what its module declares. */
export interface Said<V> {
  readonly module: string;
  readonly parameter: string;
  readonly value: V | null;
  /** ms since 1970. */
  readonly from: number;
}

/**
 * The settings once a version of them is in force from an instant on. A version says all that is
 * set: what was set before and it does not name, goes back to what its module declares; and what
 * was to be set later is set no more. The ledger goes by this, and so do the gates.
 */
export function settle<V>(
  before: readonly Said<V>[],
  version: readonly Omit<Said<V>, 'from'>[],
  from: number,
): Said<V>[] {
  const kept = before.filter((one) => one.from < from).sort((a, b) => a.from - b.from);
  const last = new Map(kept.map((one) => [nameOf(one), one]));
  const named = new Set(version.map(nameOf));
  const gone = [...last.values()].filter((one) => one.value !== null && !named.has(nameOf(one)));
  return [
    ...kept,
    ...gone.map(({ module, parameter }) => ({ module, parameter, value: null, from })),
    ...version.map(({ module, parameter, value }) => ({ module, parameter, value, from })),
  ];
}

function nameOf({ module, parameter }: Omit<Said<unknown>, 'from' | 'value'>): string {
  return `${module} ${parameter}`;
}

/** What a module says itself; undefined where it has no such parameter, or that follows a figure. */
export function declaredValue(module: Module | undefined, parameter: string): Constant | undefined {
  if (module === undefined) return undefined;
  const found = parametersOf(module).find(({ name }) => name === parameter);
  return found?.value.kind === 'fixed' ? found.value.value : undefined;
}
