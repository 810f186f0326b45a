import {
  type Codec,
  bytes,
  encode,
  type Hash,
  hash,
  list,
  type Matter,
  matterCodec,
  nullable,
  record,
  text,
  time,
  uint,
} from '@tallystick/protocol';

/** Raised whenever the same proposal may get another report. */
export const CHECKER_VERSION = 2;

/** More of one kind tell nobody anything; what is left out is counted. */
export const MOST_OF_A_KIND = 200;
const MAX_TEXT_BYTES = 4096;

/** Why a proposal cannot come into force. `line` and `column` from 1; 0 where it is not in a text. */
export interface GateMistake {
  readonly code: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What the analysis found about the rules as they would be; `witness`: a payment, as examples say it. */
export interface GateFinding {
  readonly kind: string;
  readonly module: string;
  readonly rule: string;
  readonly message: string;
  readonly witness: string | null;
}

/** What the gates found. The same proposal beside the same rulebook gets the same bytes, anywhere. */
export interface GatesReport {
  readonly checker: number;
  /** The time of the newest header when the gates ran. */
  readonly at: number;
  readonly matter: Matter;
  readonly base: Hash | null;
  /** `contentHash` of the proposal's content. */
  readonly content: Hash;
  /** The rulebook beside which it was looked at: everything that was decided by then. */
  readonly rulebook: Hash;
  /** Any of them fails the proposal. */
  readonly mistakes: readonly GateMistake[];
  /** How many worked examples came out as they say. */
  readonly examples: number;
  readonly findings: readonly GateFinding[];
  /** What is newly refused, held or allowed when it comes into force. */
  readonly differences: readonly GateFinding[];
  /** What a module lets go and a global rule refuses. Any of them fails the proposal. */
  readonly overruled: readonly GateFinding[];
  /** What could not be decided within the steps; nothing that is undecided is held to be so. */
  readonly undecided: readonly GateFinding[];
  /** How many were left out of these lists. */
  readonly leftOut: number;
  readonly verdict: 'failed' | 'passed' | 'tightens';
}

const written = text(MAX_TEXT_BYTES);
const mistakes = list(
  record({ code: written, line: uint(), column: uint(), message: written }),
  MOST_OF_A_KIND,
);
const findings = list(
  record({
    kind: written,
    module: written,
    rule: written,
    message: written,
    witness: nullable(written),
  }),
  MOST_OF_A_KIND,
);
const VERDICTS: readonly GatesReport['verdict'][] = ['failed', 'passed', 'tightens'];

const verdict: Codec<GatesReport['verdict']> = {
  write: (out, value) => out.uint(VERDICTS.indexOf(value)),
  read: (input) => VERDICTS[input.uint(VERDICTS.length - 1)] as GatesReport['verdict'],
};

export const gatesReportCodec: Codec<GatesReport> = record({
  checker: uint(),
  at: time,
  matter: matterCodec,
  base: nullable(bytes(32)),
  content: bytes(32),
  rulebook: bytes(32),
  mistakes,
  examples: uint(),
  findings,
  differences: findings,
  overruled: findings,
  undecided: findings,
  leftOut: uint(),
  verdict,
});

/** `H_statement(report)`: what the office of gates signs. */
export function reportHash(report: GatesReport): Hash {
  return hash('statement', encode(gatesReportCodec, report));
}
