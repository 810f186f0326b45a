import { combine, type FunctionLabel, type Label, type Level, mayRead } from './label.ts';

let reveal: <T>(labelled: Labelled<T>) => T;

/**
 * A value that can only be worked on together with its label. Only a function that is cleared for
 * it sees it, and what the function makes of it is labelled again. It leaves through `declassify`
 * and in no other way.
 */
export class Labelled<T> {
  readonly label: Label;
  readonly #value: T;

  constructor(value: T, label: Label) {
    this.#value = value;
    this.label = label;
  }

  static {
    reveal = (labelled) => labelled.#value;
  }
}

/** A function with its label. It must keep nothing of what it is given, and write nowhere. */
export interface Instruction<A extends readonly unknown[], R> {
  readonly label: FunctionLabel;
  readonly run: (...values: A) => R;
}

type AllLabelled<A extends readonly unknown[]> = { readonly [I in keyof A]: Labelled<A[I]> };

/**
 * What an instruction makes of values, labelled by all of them and by itself; undefined, and
 * nothing has run, when one of them is more confidential than the instruction may read.
 */
export function apply<A extends readonly unknown[], R>(
  { label, run }: Instruction<A, R>,
  ...values: AllLabelled<A>
): Labelled<R> | undefined {
  const { clearance, integrity } = label;
  for (const value of values) {
    if (!mayRead(value.label, clearance, clearance)) return undefined;
  }
  const revealed = values.map((value) => reveal(value)) as unknown as A;
  const own: Label = { confidentiality: 0, integrity };
  return new Labelled(run(...revealed), combine(own, ...values.map((value) => value.label)));
}

/**
 * What a pointer leads to in a table. A pointer's clearance is its own confidentiality, so that
 * nobody outside points at what is secret; and what it led to tells where it pointed. That there
 * is nothing is told under the table's label too. Undefined when the read check forbids it.
 */
export function follow<K, T>(
  pointer: Labelled<K>,
  table: Labelled<ReadonlyMap<K, T>>,
  { clearance, integrity }: FunctionLabel,
): Labelled<T | undefined> | undefined {
  if (!mayRead(pointer.label, clearance, clearance)) return undefined;
  if (!mayRead(table.label, pointer.label.confidentiality, clearance)) return undefined;
  const own: Label = { confidentiality: 0, integrity };
  return new Labelled(reveal(table).get(reveal(pointer)), combine(own, pointer.label, table.label));
}

/**
 * One of two values. Which one it is tells the condition, and that it is not the other tells that
 * other: the result is labelled by all three, whichever way it goes.
 */
export function choose<T>(
  condition: Labelled<boolean>,
  yes: Labelled<T>,
  no: Labelled<T>,
): Labelled<T> {
  const label = combine(condition.label, yes.label, no.label);
  return new Labelled(reveal(condition) ? reveal(yes) : reveal(no), label);
}

/** Less than this nobody vouches for, and whoever wrote it could steer what is told. */
const LEAST_INTEGRITY: Level = 1;

/**
 * The one gate: what is confidential becomes public here and nowhere else, when it has the form of
 * an answer. Undefined when it has not, or when something that anybody may have written had a part
 * in it.
 */
export function declassify<T, U extends T>(
  labelled: Labelled<T>,
  hasForm: (value: T) => value is U,
): U | undefined {
  if (labelled.label.integrity < LEAST_INTEGRITY) return undefined;
  const value = reveal(labelled);
  return hasForm(value) ? value : undefined;
}
