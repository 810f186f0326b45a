import type { GatesWork, Outcome, ProposalRequest, Said } from '@tallystick/wallet';
import type { ExemptionShown } from '../../keys-of-offices/messages.ts';

/** What an office has signed, in words, before it is brought to the log. */
export interface OfficeWordShown {
  /** Of an answer to an appeal null. */
  readonly proposal: string | null;
  readonly appeal: string | null;
  /** What is said of it: `approved`, `agrees`, `upheld`, … */
  readonly says: string;
  /** By its name in the governance that decides the proposal; null for an answer: it is the office of appeals. */
  readonly office: string | null;
  readonly exemption: ExemptionShown | null;
  readonly signatures: number;
}

export interface ProposeCalls {
  /** `alarms` as people write them. */
  propose(
    request: Omit<ProposalRequest, 'alarms'>,
    alarms: readonly string[],
  ): Promise<Outcome<Said>>;
  /**
   * Asks the node once for what its gates sign of a proposal, and brings it to the log: how far they are while they look at it;
   * null where nobody can sign it there.
   */
  carryGates(proposal: string): Promise<Outcome<Said | GatesWork | null>>;
  /** A word that an office has signed, from its file. */
  officeWord(file: string): Promise<Outcome<OfficeWordShown>>;
  carryWord(file: string): Promise<Outcome<Said>>;
}
