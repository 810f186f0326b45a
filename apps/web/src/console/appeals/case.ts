/** What is known of a case once its file was verified: plain data. */
export interface CaseShown {
  readonly appeal: string;
  readonly reason: string;
  readonly outcome: 'refuse' | 'hold' | 'no-objection';
  readonly rule: string | null;
  /** Hexadecimal. */
  readonly currency: string;
  /** Of the smallest unit. */
  readonly amount: string;
  readonly from: string;
  readonly to: string | null;
}

export type CaseNews =
  | { readonly kind: 'read'; readonly found: CaseShown }
  /** It is no case, or not one that this sovereign signed and the log has. */
  | { readonly kind: 'unfit' };

/** `GET /v1/rules/appeals/ID`, as far as it is shown. */
export interface AppealShown {
  readonly id: string;
  readonly decision: string;
  readonly note: string;
  readonly at: number;
  readonly answerDueAt: number;
  readonly isOverdue: boolean;
  readonly answer: { readonly outcome: AppealOutcome; readonly at: number } | null;
}

export const APPEAL_OUTCOMES = ['upheld', 'exception', 'compensation', 'referred'] as const;
export type AppealOutcome = (typeof APPEAL_OUTCOMES)[number];
