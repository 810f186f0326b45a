/** What proposing rules says in the wallet, in German. */
import type { ProposeWords } from '../../english/wallet/propose.ts';
import { reportGerman } from '../report.ts';

export const proposeGerman: ProposeWords = {
  title: 'Regeln vorschlagen',
  titleOfChange: 'Eine Änderung der Verfassung vorschlagen',
  about: 'Einen Regeltext allen vorlegen, die darüber abstimmen.',
  lead: 'Ein Vorschlag gehört Ihnen: Er steht auf Ihrer Kette, öffentlich und für immer. Wer abstimmen darf, darf vorschlagen; eine Abstimmung entscheidet.',
  none: 'Wählen Sie einen Regeltext. Geschrieben wird er im Leitstand oder mit jedem Editor.',
  fromFile: 'Ein Regeltext aus einer Datei',
  another: 'Einen anderen Text nehmen',
  text: 'Der Text',
  difference: 'Was er an den geltenden Regeln ändert',
  from: 'In Kraft ab',
  until: 'Bis, falls er von selbst enden soll',
  dates:
    'Tage beginnen um Mitternacht UTC. Welchen Tag er auch sagt: In Kraft tritt er nach Abstimmung und Wartezeit.',
  lane: 'Wie darüber entschieden wird',
  lanes: {
    ordinary: 'Auf dem gewöhnlichen Weg',
    emergency: 'Als Notfall: nur strenger, sofort, und läuft von selbst aus',
  },
  alarms: 'Alarme, je Zeile einer',
  alarmsMean:
    'Wann allen gesagt werden soll, dass mehr Zahlungen aufgehalten werden als erwartet. Etwa „refused: more than 50 of the last 1000“.',
  badAlarm: (line) =>
    `„${line}“ ist kein Alarm. Schreiben Sie „refused: more than 50 of the last 1000“ oder „KE-7 stopped: more than 200 within 24 hours“.`,
  look: 'Noch einmal ansehen',
  looking: 'Wird angesehen, wie die Prüfstelle es tun wird',
  stop: 'Anhalten',
  mistakes: 'Dieser Text hat Fehler. Beheben Sie sie im Leitstand oder in Ihrem Editor.',
  lastLook: 'Ein letzter Blick',
  loose: 'Ein Notfall darf Regeln nur verschärfen, und dieser tut nicht nur das.',
  cannotUndo:
    'Zurückziehen lässt er sich bis zum Beginn der Abstimmung, ungesagt machen lässt er sich nie.',
  comments: 'Kommentare gehören nicht zum Vorgeschlagenen.',
  propose: 'Vorschlagen',
  proposing: 'Wird im Protokoll gesagt',
  said: 'Er ist vorgeschlagen',
  saidMeans: (entry) => `Er steht im Protokoll, Eintrag ${entry}.`,
  gatesSaid: 'Die Prüfstelle hat ihn angesehen, und auch ihr Wort steht im Protokoll.',
  gatesLater: 'Die Prüfstelle hat noch nichts gesagt. Ohne ihr Wort gibt es keine Abstimmung.',
  ask: 'Die Prüfstelle noch einmal fragen',
  see: 'Sehen, wie es um ihn steht',
  carrying: {
    title: 'Das Wort eines Amts ins Protokoll bringen',
    about: 'Was ein Amt unterschrieben hat, zählt durch seine Schlüssel, wer es auch überbringt.',
    lead: 'Ihre Geldbörse sagt es im Protokoll; von Ihnen steht nichts auf dem Spiel. Es zählt durch die Schlüssel des Amts.',
    none: 'Wählen Sie die Datei, die das Amt Ihnen gegeben hat.',
    fromFile: 'Ein unterschriebenes Wort aus einer Datei',
    office: 'Das Amt',
    appeals: 'Das Amt für Einsprüche',
    says: {
      approved: 'stimmt dem Vorschlag zu',
      gates: 'hat den Vorschlag von der Prüfstelle ansehen lassen',
      agrees: 'hat den Vorschlag geprüft und stimmt zu',
      disagrees: 'hat den Vorschlag geprüft und widerspricht',
      upheld: 'bestätigt die Ablehnung, gegen die Einspruch eingelegt wurde',
      exception: 'lässt eine Zahlung als Ausnahme zu',
      compensation: 'gewährt einen Ausgleich',
      referred: 'verweist den Einspruch anderswohin',
    },
    proposal: 'Der Vorschlag',
    appeal: 'Der Einspruch',
    exemption: 'Was es durchlässt',
    exempts: (amount, rule, until) =>
      `Eine Zahlung von höchstens ${amount}, an ${rule} vorbei, bis ${until}, an`,
    signatures: (count) => `Unterschrieben von ${count}`,
    gates:
      'Die Prüfstelle des Knotens sieht einen Vorschlag an und unterschreibt, was sie findet. Ihre Geldbörse bringt es ins Protokoll.',
    go: 'Ins Protokoll bringen',
    done: 'Es steht im Protokoll',
    nobody: 'Die Prüfstelle hat ihren Schlüssel anderswo: Ihre Leute sagen ihr Wort selbst.',
  },
  report: reportGerman,
};
