import type {
  Alarm,
  Content,
  Exemption,
  Governance,
  Hash,
  Matter,
  Word,
} from '@tallystick/protocol';
import type { ProposalRecord } from '@tallystick/rules';

/** What an office said of a proposal; `at`: ms since 1970, of the header it was admitted under. */
export interface SaidWord {
  /** Its index among the offices of the governance that decides the proposal. */
  readonly office: number;
  readonly word: Word;
  readonly at: number;
  /** The transition that said it. */
  readonly by: Hash;
}

/** A proposal as the log has it. Its stage is `stageAt(record, time)`. */
export interface ProposalView {
  readonly record: ProposalRecord;
  readonly matter: Matter;
  /** The identity that proposed it. */
  readonly author: Hash;
  readonly content: Content;
  readonly alarms: readonly Alarm[];
  /** The one that decides it: that under which it was admitted. */
  readonly governance: Governance;
  /** The proposal that made that governance; null: the founding one. */
  readonly governedBy: Hash | null;
  /** In log order. */
  readonly words: readonly SaidWord[];
  /** Over all ballots in log order; see `withVoter`. */
  readonly ballots: Hash;
}

/** What an identity's ballots are signed with. */
export interface VotingKeyView {
  /** COSE_Key of the credential. */
  readonly key: Uint8Array;
  readonly vendor: Hash;
  /** The transition that said it, in which its attestation is. */
  readonly attestation: Hash;
}

/** An appeal, and what was answered to it. */
export interface AppealView {
  readonly id: Hash;
  readonly identity: Hash;
  readonly decision: Hash;
  readonly note: Hash;
  /** Ms since 1970, of the header it was admitted under. */
  readonly at: number;
  readonly answer: AppealAnswer | null;
  /** The put that its exemption was used for. */
  readonly used: Hash | null;
}

/** What became of all appeals. */
export interface AppealCounts {
  /** That nobody has answered. */
  readonly open: number;
  /** Of these, those whose time to be answered in is over; see `answerDueAt`. */
  readonly overdue: number;
  readonly outcomes: Readonly<Record<AppealAnswer['outcome'], number>>;
  /** By the code of the rule: exemptions from it, and how many of them were used. */
  readonly exceptions: ReadonlyMap<string, { readonly granted: number; readonly used: number }>;
  /** From each appeal to its answer, in log order of the appeals. */
  readonly waitedMs: readonly number[];
}

interface AppealAnswer {
  readonly outcome: 'upheld' | 'exception' | 'compensation' | 'referred';
  readonly at: number;
  /** The transition that said it. */
  readonly by: Hash;
  /** Exactly of an exception. */
  readonly exemption: Exemption | null;
}
