const FORCE = /\bin force from (\S+)(?: until (\S+))?/;

/** What a text says about when it is in force, as it is written; empty where it does not say. */
export function forceOf(text: string): { readonly from: string; readonly until: string } {
  const [, from = '', until = ''] = FORCE.exec(text) ?? [];
  return { from, until };
}

/** The text with other days. */
export function withForce(text: string, { from, until }: ReturnType<typeof forceOf>): string {
  return text.replace(FORCE, `in force from ${from}${until === '' ? '' : ` until ${until}`}`);
}

/** A text in force, as the draft of its next version: another number, and a day that is still to come. */
export function nextVersion(text: string, number: number, day: string): string {
  const numbered = text.replace(/\bversion \d+/, `version ${number}`);
  return withForce(numbered, { from: day, until: '' });
}
