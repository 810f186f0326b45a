/** What is said of a report on a draft of rules, in German. */
import type { ReportWords } from '../english/report.ts';

export const reportGerman: ReportWords = {
  verdicts: {
    failed: 'Die Prüfstelle würde ihn ablehnen',
    passed: 'Die Prüfstelle würde ihn durchlassen',
    tightens: 'Die Prüfstelle würde ihn durchlassen: Er verschärft Regeln nur',
  },
  examples: (count) => `${count} seiner Beispiele kommen heraus, wie sie es sagen.`,
  mistakes: 'Was falsch ist',
  line: (line) => `Zeile ${line}`,
  differences: 'Was er ändert',
  noDifferences: 'Über keine Zahlung entscheidet er anders als die geltenden Regeln.',
  overruled: 'Was die Regeln für alle dennoch ablehnen',
  findings: 'Was auffällt',
  noFindings:
    'Nichts fällt auf: kein Widerspruch, keine Lücke, keine Regel oder Ausnahme ohne Wirkung.',
  closed: 'Strecken ohne jeden Weg',
  closedOne: (from, to, currency, rule) =>
    `Von ${from} nach ${to} lässt sich in ${currency ?? 'keiner Währung'} nichts zahlen (${rule}).`,
  undecided: 'Was sich nicht entscheiden ließ',
  leftOut: (count) => `${count} weitere werden nicht gezeigt.`,
  witness: 'Eine solche Zahlung:',
};
