import type { Corridor } from '../compile/context.ts';
import type { Example } from '../tree/index.ts';

/** What the analysis can say about a rule or an exception. */
export type FindingKind =
  /** No payment makes its condition true. */
  | 'never-applies'
  /** Whenever its condition is true, an exception is, or what it waits for has been given. */
  | 'never-objects'
  /** Whenever it objects, other rules of its module object at least as strictly. */
  | 'shadowed'
  /** No payment makes both the rule's condition and the exception's true. */
  | 'exception-never-applies'
  /** Whenever the exception is true, another rule objects all the same. */
  | 'exception-without-effect'
  /** It says what lifts its hold, and another rule of its module refuses the same payment. */
  | 'conflict'
  /** It objects to a payment, its module to one that is two steps more, and not to the one between. */
  | 'gap';

/** A payment, said as worked examples say it, with every fact that rules about it read. */
export type Payment = Omit<Example, 'kind' | 'verdict' | 'by'>;

export interface Finding {
  readonly kind: FindingKind;
  /** What the module goes by. */
  readonly module: string;
  /** The code of the rule; of an exception, of the rule that it names. */
  readonly rule: string;
  /** The title of the exception, and what the module goes by that it stands in; null for rules. */
  readonly exception: string | null;
  readonly exceptionOf: string | null;
  /** Codes of other rules that object to the witness. */
  readonly others: readonly string[];
  /** A payment that shows it; null where the finding is that there is none. */
  readonly witness: Payment | null;
}

/** A corridor in which nothing is free of objections, and a rule that says so. */
export interface ClosedCorridor extends Corridor {
  readonly module: string;
  readonly rule: string;
}

/** What could not be decided. */
export interface Undecided {
  readonly about: FindingKind | 'closed-corridor';
  /**
   * The steps that the analysis was given are used up; or it hangs on a list whose entries are kept
   * elsewhere; or on amounts in several currencies that no one rate joins.
   */
  readonly because: 'steps' | 'withheld' | 'rates';
  readonly module: string;
  readonly rule: string;
}

export interface Report {
  readonly findings: readonly Finding[];
  readonly closed: readonly ClosedCorridor[];
  /** Empty when everything was decided: then what is not found is not there. */
  readonly undecided: readonly Undecided[];
  /** How many were left out because there are too many of their kind. */
  readonly leftOut: number;
}
