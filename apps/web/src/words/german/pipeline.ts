/** A proposal's way from a draft to force, in German. */
import type { PipelineWords } from '../english/pipeline.ts';
import { findingGerman, undecidedGerman } from './findings.ts';
import { mistakeGerman } from './mistakes.ts';

export const pipelineGerman: PipelineWords = {
  title: 'Sein Weg',
  proposed: 'Vorgeschlagen',
  steps: { comment: 'Anhörung', voting: 'Abstimmung', timelock: 'Wartezeit', active: 'In Kraft' },
  deciding: 'Entscheidung',
  until: (moment) => `bis ${moment}`,
  from: (moment) => `ab ${moment}`,
  ifCarried: 'wenn er angenommen wird',
  states: { past: 'erledigt', now: 'jetzt', later: 'kommt noch', none: 'nicht erreicht' },
  next: 'Was als Nächstes nötig ist',
  needs: {
    gates: (moment) =>
      `Die Prüfstelle muss bis ${moment} berichten: Jeder kann sie fragen und ihr Wort ins Protokoll bringen.`,
    audits: (left, moment) => `Prüfungen fehlen: ${left}. Sie müssen bis ${moment} zustimmen.`,
    comments: (moment) =>
      `Nichts: Alle können ihn lesen und kommentieren, bis am ${moment} die Abstimmung beginnt.`,
    approval: (office, moment) => `Das Amt „${office}“ muss bis ${moment} zustimmen.`,
    votes: (moment) => `Stimmberechtigte können bis ${moment} abstimmen.`,
    ends: (moment) =>
      `Nichts: Wer nötig war, hat gesprochen. Entschieden ist er, wenn die Zeit dafür am ${moment} endet.`,
    waits: (moment) =>
      `Nichts: Er ist entschieden und wartet bis ${moment}, damit sich alle darauf einstellen können.`,
    opens: (moment) => `Nichts: Er tritt am ${moment} in Kraft.`,
    inForce: 'Nichts: Er ist in Kraft.',
    withdrawn: 'Nichts: Wer ihn vorschlug, hat ihn zurückgezogen.',
  },
  failed: {
    'no-report': 'Er ist gescheitert: Die Prüfstelle hat nicht rechtzeitig berichtet.',
    gates: 'Er ist gescheitert: Die Prüfstelle fand, dass er nicht durchgehen darf.',
    audits: 'Er ist gescheitert: Nötige Prüfungen fehlten.',
    'not-approved':
      'Er ist gescheitert: Das Amt, dessen Zustimmung nötig war, hat nicht zugestimmt.',
    vote: 'Er ist gescheitert: Die Abstimmung hat ihn nicht angenommen.',
    superseded: 'Er ist gescheitert: Ein anderer Vorschlag hat geändert, was er ersetzen sollte.',
    'too-soon': 'Er ist gescheitert: Er hätte vor dem begonnen, was er ersetzt.',
    expired: 'Er ist gescheitert: Seine Zeit war um, bevor er beginnen konnte.',
  },
  failedOtherwise: 'Er ist gescheitert.',
  alarms: 'Alarme, die er vorsieht',
  gates: {
    looking: 'Die Prüfstelle sieht ihn an. Bei vielen Regeln dauert das Minuten.',
    before: (count) =>
      count === '1'
        ? 'Sie sieht zuerst einen anderen Vorschlag an.'
        : `Sie sieht zuerst ${count} andere Vorschläge an.`,
    running: (duration) => `Sie sieht ihn schon so lange an: ${duration}.`,
    stop: 'Nicht länger warten',
    stopped:
      'Die Prüfstelle macht weiter, hier wartet nur niemand mehr auf sie. Fragen Sie später wieder.',
  },
  report: {
    title: 'Was die Prüfstelle fand',
    none: 'Noch hat niemand die Prüfstelle gefragt.',
    stricter: 'Was er ändert',
    standsOut: 'Was auffällt',
    nothing: 'Nichts.',
    wrong: 'Was falsch ist',
    witness: 'Eine solche Zahlung:',
    finding: findingGerman,
    undecided: undecidedGerman,
    mistake: mistakeGerman,
  },
  shadow: {
    title: 'Was er getan hätte',
    lead: (payments) =>
      `Unter den letzten ${payments} Zahlungen, über die hier entschieden wurde, wäre er in Kraft gewesen:`,
    few: 'Über zu wenige Zahlungen wurde hier entschieden, um es zu sagen.',
    none: 'Über keine von ihnen wäre anders entschieden worden.',
    changes: {
      'newly-refused': (count, rule) => `${count} mehr abgelehnt durch ${rule}`,
      'newly-held': (count, rule) => `${count} mehr angehalten durch ${rule}`,
      'newly-allowed': (count, rule) => `${count} durchgelassen, die ${rule} aufgehalten hatte`,
    },
  },
  older: 'Ältere zeigen',
};
