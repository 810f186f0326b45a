/** Values of an option that may be given several times; commander gives what came before. */
export function gathered(text: string, before: unknown): readonly string[] {
  return [...((before as readonly string[] | undefined) ?? []), text];
}
