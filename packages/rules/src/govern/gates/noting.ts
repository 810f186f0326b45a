import type { Mistake, MistakeCode } from '../../mistake/mistake.ts';
import { type GateMistake, MOST_OF_A_KIND } from './report.ts';

const MAX_CHARACTERS = 1000;

/** What can be wrong with a proposal: with its text, or with what it would change. */
export type GateMistakeCode =
  | MistakeCode
  | 'content'
  | 'cosigners'
  | 'currencies'
  | 'dates'
  | 'governance'
  | 'owner'
  | 'suites'
  | 'vendors';

/** The mistakes of a proposal, as many as are told. */
export class Noting {
  readonly mistakes: GateMistake[] = [];
  leftOut = 0;

  note(
    code: GateMistakeCode,
    message: string,
    at: { line: number; column: number } = NOWHERE,
  ): void {
    if (this.mistakes.length === MOST_OF_A_KIND) this.leftOut += 1;
    else this.mistakes.push({ code, ...at, message: shortened(message) });
  }

  /** `hasText`: the places are places of the proposal's text. */
  noteAll(mistakes: readonly Mistake[], hasText: boolean): void {
    for (const { code, message, line, column } of mistakes) {
      this.note(code, message, hasText ? { line, column } : NOWHERE);
    }
  }
}

const NOWHERE = { line: 0, column: 0 } as const;

/** A text's own words stand in messages, and may be long. */
export function shortened(message: string): string {
  return message.length > MAX_CHARACTERS
    ? `${message.slice(0, MAX_CHARACTERS).toWellFormed()}…`
    : message;
}
