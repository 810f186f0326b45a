/** What reports on rules find, by its kind, in German. */
const FINDINGS: Readonly<Record<string, (rule: string) => string>> = {
  'never-applies': (rule) => `${rule} gilt nie: Keine Zahlung erfüllt die Bedingung.`,
  'never-objects': (rule) =>
    `${rule} hat nie etwas einzuwenden: Wo die Bedingung erfüllt ist, ist es auch eine Ausnahme, oder das Verlangte liegt vor.`,
  shadowed: (rule) =>
    `${rule} wird nie gebraucht: Gegen jede ihrer Zahlungen haben andere Regeln mindestens ebenso viel einzuwenden.`,
  'exception-never-applies': (rule) =>
    `Eine Ausnahme von ${rule} gilt nie: Keine Zahlung erfüllt beide Bedingungen.`,
  'exception-without-effect': (rule) =>
    `Eine Ausnahme von ${rule} bewirkt nichts: Wo sie gilt, wendet eine andere Regel dasselbe ein.`,
  conflict: (rule) =>
    `${rule} sagt, was ihr Anhalten aufhebt, und eine andere Regel lehnt dieselbe Zahlung ab, was auch vorliegt.`,
  gap: (rule) =>
    `${rule} lässt eine Lücke: Eine Zahlung ist frei, obwohl etwas kleinere und etwas größere es nicht sind.`,
  'newly-refused': (rule) => `${rule} lehnt eine Zahlung ab, die vorher nicht abgelehnt wurde.`,
  'newly-held': (rule) =>
    `${rule} entscheidet über eine Zahlung, die jetzt angehalten wird und vorher nicht.`,
  'newly-allowed': (rule) =>
    `${rule} hatte gegen eine Zahlung etwas einzuwenden, gegen die jetzt nichts spricht.`,
  overruled: (rule) =>
    `Gegen eine Zahlung hatte ${rule} etwas einzuwenden, jetzt nicht mehr; die Regeln für alle lehnen sie ab.`,
};

/** Empty for a kind that has no words of its own. */
export function findingGerman(kind: string, rule: string): string {
  return Object.hasOwn(FINDINGS, kind) ? (FINDINGS[kind]?.(rule) ?? '') : '';
}

/** What would be found is no more than asked here: it was not decided. */
export function undecidedGerman(kind: string, rule: string): string {
  if (kind === 'closed-corridor') {
    return `Ob ${rule} den Weg zwischen zwei Ländern ganz schließt, ließ sich nicht entscheiden.`;
  }
  const found = findingGerman(kind, rule);
  return found === '' ? '' : `Ob dies so ist, ließ sich nicht entscheiden: „${found}“`;
}
