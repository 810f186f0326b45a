/** What `GET /v1/rules/appeals/ID` answers. */
export interface AppealShown {
  readonly at: number;
  readonly answerDueAt: number;
  readonly isOverdue: boolean;
  readonly answer: {
    readonly outcome: 'upheld' | 'exception' | 'compensation' | 'referred';
    readonly at: number;
    readonly exemption: { readonly rule: string; readonly until: number } | null;
  } | null;
  /** The put that used the exemption. */
  readonly used: string | null;
}

export type AppealStateKind =
  'open' | 'overdue' | 'upheld' | 'exception' | 'compensation' | 'referred';

export function stateOf({ answer, isOverdue }: AppealShown): AppealStateKind {
  if (answer !== null) return answer.outcome;
  return isOverdue ? 'overdue' : 'open';
}

/** Of an appeal that ended with an exception: whether it can still be used. */
export type ExemptionState = 'usable' | 'used' | 'lapsed' | null;

export function exemptionOf({ answer, used }: AppealShown, now: number): ExemptionState {
  const until = answer?.exemption?.until;
  if (until === undefined) return null;
  if (used !== null) return 'used';
  return now < until ? 'usable' : 'lapsed';
}

/** The file that the office of appeals reads: the same that `tally appeal --out` writes. */
export function caseFile(appeal: string, shown: string): string {
  return `${JSON.stringify({ kind: 'tallystick appeal', appeal, case: shown })}\n`;
}
