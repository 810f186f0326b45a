import { timeText } from '@tallystick/wallet';
import { readAnswer } from '../sovereign/public-sovereign.ts';

/** What a sovereign shows of an appeal. */
export interface AppealStatus {
  readonly decision: string;
  readonly note: string;
  /** When it was made, ms since 1970. */
  readonly at: number;
  /** Until when it is to be answered, and whether it should have been by now. */
  readonly answerDueAt: number;
  readonly isOverdue: boolean;
  readonly answer: {
    readonly outcome: string;
    readonly at: number;
    readonly exemption: { readonly rule: string; readonly until: number } | null;
  } | null;
  /** The put that used the exemption. */
  readonly used: string | null;
}

export async function askAppeal(url: string, id: string): Promise<AppealStatus> {
  const answer = await readAnswer(url, `/v1/rules/appeals/${id}`, []);
  const shown = answer as unknown as AppealStatus;
  const { decision, note, at, answerDueAt, isOverdue, answer: said, used } = shown;
  return { decision, note, at, answerDueAt, isOverdue, answer: said, used };
}

const OUTCOMES: Readonly<Record<string, string>> = {
  upheld: 'The office upholds the decision.',
  exception: 'The office grants an exception for one payment.',
  compensation: 'The office grants a compensation; it tells you how.',
  referred: 'The office refers it to those who can change the rule.',
};

export function statusText({ answer, used, answerDueAt, isOverdue }: AppealStatus): string {
  if (answer === null) {
    const due = timeText(answerDueAt);
    return isOverdue
      ? `Nobody has answered it, and it is overdue: an answer was due by ${due}. Ask the office, which can answer still; GET /v1/rules/appeals counts it in public.`
      : `Nobody has answered it yet; an answer is due by ${due}.`;
  }
  const outcome = OUTCOMES[answer.outcome] ?? answer.outcome;
  if (answer.exemption === null) return outcome;
  const { rule, until } = answer.exemption;
  const spent = used === null ? 'It has not been used' : `It was used by ${used}`;
  return `${outcome} Not stopped by ${rule}, until ${new Date(until).toISOString()}. ${spent}.`;
}
