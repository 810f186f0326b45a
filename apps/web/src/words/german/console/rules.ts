/** What the room for drafts of rules says, in German. */
import type { RulesRoomWords } from '../../english/console/rules.ts';
import { reportGerman } from '../report.ts';

export const rulesGerman: RulesRoomWords = {
  title: 'Regeln schreiben',
  lead: 'Schreiben Sie einen Entwurf, sehen Sie, was er täte, und geben Sie ihn einer Geldbörse, die ihn vorschlägt. Nichts ändert sich, bis eine Abstimmung ihn annimmt.',
  drafts: 'Entwurf',
  draftName: (name, version) => `${name}, Fassung ${version}`,
  unnamed: 'Noch ohne Kopfzeile',
  kept: 'Entwürfe bleiben in diesem Browser.',
  forget: 'Diesen Entwurf wegwerfen',
  forgotten: 'Der Entwurf ist weggeworfen.',
  undo: 'Zurückholen',
  start: 'Einen anderen Entwurf beginnen',
  fromForceOne: (name) => `Aus ${name}`,
  fromEmpty: 'Aus einem Beispiel, das sich selbst erklärt',
  fromFile: 'Aus einer Datei',
  tooLong: 'Ein Regeltext hat höchstens 2 MiB.',
  noDraft: 'Beginnen Sie mit einem von diesen.',
  editor: 'Text des Entwurfs',
  help: 'Strg und Leertaste bieten an, was dort stehen kann, F8 geht zum nächsten Fehler, Tab verlässt den Editor.',
  write: (correction) => `„${correction}“ schreiben`,
  exampleGood: 'kommt so heraus',
  exampleBad: 'kommt nicht so heraus',
  looking: 'Wird angesehen',
  good: 'Keine Fehler',
  mistakes: (count) => (count === 1 ? '1 Fehler' : `${count} Fehler`),
  goThere: (line, column) => `Zeile ${line}, Spalte ${column}`,
  examples: (good, all) => `${good} von ${all} Beispielen kommen heraus, wie sie es sagen`,
  noExamples:
    'Er hat noch keine Beispiele. Ein Beispiel sagt, was aus einer Zahlung werden soll, und läuft bei jeder Änderung mit.',
  unreachable:
    'Der Souverän antwortet nicht: Der Entwurf lässt sich nicht neben den geltenden Regeln ansehen.',
  save: 'Als Datei sichern',
  analysis: {
    title: 'Was die Prüfstelle sagen würde',
    lead: 'Widersprüche, Lücken, Regeln ohne Wirkung und jede Art von Zahlung, über die er anders entscheidet, jeweils an einer solchen Zahlung gezeigt.',
    go: 'All das suchen',
    running: 'Die Regeln werden durchgesehen',
    stop: 'Anhalten',
    mistakes: 'Beheben Sie erst die Fehler oben.',
    old: 'Der Text hat sich seither geändert.',
  },
  trial: {
    title: 'An Zahlungen ausprobieren',
    lead: 'Ausgedachte Zahlungen, oder Ihre aus einer Datei, entschieden von den geltenden Regeln und vom Entwurf.',
    count: 'Wie viele ausdenken',
    seed: 'Zahl, aus der sie entstehen',
    seedMeans: 'Dieselbe Zahl ergibt dieselben Zahlungen.',
    file: 'Oder eine Datei mit Zahlungen (CSV oder JSON-Zeilen)',
    fileMeans: 'Sie wird in diesem Browser gelesen und geht nirgendwohin.',
    go: 'Entwurf ausprobieren',
    progress: (done, of) => (of === null ? `${done} Zahlungen` : `${done} von ${of} Zahlungen`),
    outcomes: { 'no-objection': 'erlaubt', hold: 'angehalten', refuse: 'abgelehnt' },
    before: 'Jetzt',
    after: 'Mit dem Entwurf',
    all: 'Alle Zahlungen',
    bands: 'Nach Betrag',
    band: (below) => `unter ${below}`,
    above: (from) => `${from} und mehr`,
    corridors: 'Nach Strecke',
    corridor: (from, to) => `${from} nach ${to}`,
    changed: (count, all) => `Über ${count} von ${all} Zahlungen wird anders entschieden`,
    nothing: 'Über keine Zahlung wird anders entschieden.',
    first: (shown) => `Die ersten ${shown}:`,
    change: (before, after) => `${before}, dann ${after}`,
    line: 'Nr.',
    payment: 'Zahlung',
    outcome: 'Ausgang',
    rule: 'Regel',
    unreadable: (count) => `${count} Zeilen sind keine Zahlungen:`,
    cannot: 'So lässt sich der Entwurf nicht ausprobieren.',
    counts: 'Zahlungen',
  },
  propose: {
    title: 'Vorschlagen',
    lead: 'Wer abstimmen darf, darf vorschlagen, mit einer Geldbörse: Der Leitstand selbst schlägt nichts vor. Geben Sie den Entwurf der Geldbörse dieses Browsers, oder sichern Sie ihn für eine andere.',
    hand: 'Der Geldbörse geben',
    file: 'Mit der Kommandozeile:',
  },
  report: reportGerman,
  template: (country, version, currency, day) =>
    `# Ein Regeltext gehört einem Land, einer Währung oder allen ("global").
# Was hinter einem # steht, ist für Leser: Vorgeschlagen wird es nicht.
module ${country} version ${version} in force from ${day}

# Eine Regel hat ein Kennzeichen, einen Titel, eine Bedingung, und was daraus folgt:
# refuse (ablehnen), hold (anhalten) oder hold until (anhalten, bis etwas vorliegt).
rule ${country}-1 "Large payments need identity"
  when amount > 1000.00 ${currency} and sender tier < 2
  then hold until identity tier 2

# Eine Ausnahme nimmt Zahlungen von einer Regel aus.
exception to ${country}-1 "Family"
  when purpose = FAMI and amount <= 3000.00 ${currency}
  then no objection

# Beispiele laufen bei jeder Änderung mit: Sie zeigen Lesern, was gemeint ist.
example 500.00 ${currency} from ${country} to ${country}, sender tier 0: allowed
example 2000.00 ${currency} from ${country} to ${country}, sender tier 0, purpose RENT: held by ${country}-1
`,
};
