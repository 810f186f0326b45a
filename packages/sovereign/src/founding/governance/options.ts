import type { Electorate, Key, Procedure } from '@tallystick/protocol';

/** Who signs for an office. */
export type OfficeOptions =
  /** One key, made here and used by the node's ring alone. */
  | { readonly name: string; readonly holder: 'ring' }
  /** So many keys made here, each sealed under the passphrase; `threshold` of them sign. */
  | { readonly name: string; readonly threshold: number; readonly keys: number }
  /** Keys that are held elsewhere. */
  | { readonly name: string; readonly threshold: number; readonly signers: readonly Key[] };

/** A procedure; electorate and office are named. Shares are in thousandths, times in ms. */
export interface ProcedureOptions extends Omit<Procedure, 'electorate' | 'office'> {
  readonly electorate: string | null;
  readonly office: string | null;
}

/** Who may change the rulebook and the constitution (protocol.md section 5), by names. */
export interface GovernanceOptions {
  readonly electorates: readonly Electorate[];
  readonly offices: readonly OfficeOptions[];
  /** The first that names a matter is the one for it; a matter without one cannot be changed. */
  readonly procedures: readonly ProcedureOptions[];
  /** The office that says what the gates found. */
  readonly gates: string;
  /** The office that says which voting keys are attested. */
  readonly registrars: string | null;
  /** The office that answers appeals. */
  readonly appeals: string | null;
}
