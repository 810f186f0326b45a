/** What somebody typed or pasted for one payee. Neither is checked. */
export interface PayeeLine {
  readonly payee: string;
  readonly amount: string;
}

/**
 * Reads lines as a table or a note has them: whom, then how much, apart by spaces, a tab or a semicolon. An amount is kept as it was
 * typed; a line without one has an empty amount. Empty lines are left out.
 */
export function payeeLines(text: string): PayeeLine[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [, payee = line, amount = ''] = /^(\S+?)[\s;]+(.*)$/.exec(line) ?? [];
      return { payee: payee.replace(/;$/, ''), amount: amount.trim() };
    });
}
