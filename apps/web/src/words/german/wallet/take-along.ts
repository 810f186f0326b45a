/** Taking a wallet's records along in a file, and reading such a file, in German. */
import type { TakeAlongWords } from '../../english/wallet/take-along.ts';

export const takeAlongGerman: TakeAlongWords = {
  title: 'Mitnehmen',
  about: 'Was Ihnen gehört und mitgehen darf, in einer Datei; und so eine Datei lesen.',
  lead: 'Was mitgenommen werden darf, in einer Datei: für einen anderen Browser oder zum Aufheben. Ein Gerät selbst wird angemeldet, nicht kopiert.',
  save: {
    title: 'Eine Datei speichern',
    inIt: 'Was darin steht, von jeder Ihrer Geldbörsen hier:',
    what: [
      'der Verlauf mit Notizen und die Guthaben: woraus Auszüge gemacht werden',
      'Beweise dessen, was dieses Gerät getan hat (Zertifikate)',
      'was vom Logbuch des Souveräns gesehen wurde, damit ein anderer Browser vergleichen kann',
      'Name, Adresse und Fingerabdruck des Souveräns',
      'wann die Geldbörse sperrt, und die Sprache',
    ],
    notIn:
      'Was nicht darin steht: Schlüssel, Passphrasen, Passkeys. Mit dieser Datei kann niemand zahlen.',
    keepPrivate:
      'Sie ist nicht versiegelt: wer die Datei hat, kann lesen, was Sie gezahlt und bekommen haben. Halten Sie sie privat.',
    go: 'Datei speichern',
    saved: (lines, proofs) =>
      `Ihrem Browser zum Speichern gegeben: ${lines} Zeilen Verlauf, ${proofs} Beweise.`,
    missing: (names) => `Nicht darin, weil es sich nicht öffnen ließ: ${names}.`,
    tooLarge:
      'Für eine Datei ist es zu viel (mehr als 64 MB). Auszüge lassen sich für jede Zeit speichern.',
    notMade: 'Es wurde keine Datei gemacht: in der Geldbörse ist etwas nicht wie erwartet.',
  },
  read: {
    title: 'Eine Datei lesen',
    lead: 'Zeigt, was in so einer Datei steht. Von selbst ändert das hier nichts, und nichts davon wird Teil dieser Geldbörse.',
    choose: 'Eine Datei von „Mitnehmen“',
    busy: 'Die Datei wird gelesen',
    refused: {
      'too-large': 'Diese Datei ist zu groß: mehr als 64 MB. Nichts davon wurde gelesen.',
      keys: 'Das ist eine Datei mit Schlüsseln, oder von einer Art, die welche hat. Sie wird nicht angenommen: ein Gerät wird angemeldet, nicht kopiert. Zwei Kopien würden zweierlei unterschreiben. Geben Sie so eine Datei nie einer Seite.',
      letter:
        'Das hat jemand versiegelt: ein Brief oder eine kleine Datei, und keine Datei von „Mitnehmen“. Geöffnet wird es anderswo.',
      enrolment:
        'Das ist ein Text, mit dem ein Gerät angemeldet wird, und keine Datei von „Mitnehmen“. Ein Gerät wird angemeldet, nicht kopiert.',
      other:
        'Das ist keine Datei von „Mitnehmen“ und wird nicht angenommen. Wenn sie eine Geldbörse hierher bringen soll: ein Gerät wird angemeldet, nicht kopiert.',
      newer:
        'Eine neuere Fassung dieser Seiten hat die Datei gemacht. Schließen Sie alle Seiten der Geldbörse, öffnen Sie sie neu, und versuchen Sie es noch einmal.',
      damaged:
        'Diese Datei ist beschädigt oder wurde verändert: etwas darin ist nicht, wie es sein soll.',
    },
    toDevices: 'Zu „Geräte“: die Geldbörse auf einem anderen Gerät haben',
  },
  found: {
    made: (when) => `Gemacht ${when}. Was folgt, sagt die Datei.`,
    none: 'In dieser Datei ist keine Geldbörse.',
    of: (who, sovereign) => `${who} bei ${sovereign}`,
    address: 'Adresse',
    fingerprint: 'Fingerabdruck',
    proofs: 'Beweise',
    balances: 'Guthaben damals',
    pins: {
      same: 'Sie haben eine Geldbörse bei genau diesem Souverän.',
      other:
        'Die Datei nennt für diese Adresse einen anderen Fingerabdruck, als Ihre Geldbörse hier kennt. Jemand hat zwei Verfassungen gezeigt oder die Datei verändert: klären Sie das, bevor Sie zahlen.',
      none: 'Sie haben hier keine Geldbörse bei diesem Souverän.',
    },
    join: 'Nachsehen, wer dort jetzt antwortet, und vergleichen',
    seen: {
      comparing: 'Was vom Logbuch gesehen wurde, wird verglichen',
      same: (count) =>
        `Das Logbuch ist ein und dasselbe: ${count} Stände, die die Datei gesehen hat, passen zu Ihren.`,
      nothing: 'Die Datei hat vom Logbuch nichts gesehen.',
      noWallet:
        'Was sie vom Logbuch gesehen hat, wird nicht verglichen: dazu braucht es eine Geldbörse dort.',
      forked:
        'Der Souverän hat zwei verschiedene Geschichten unterschrieben: eine für die Datei, eine für Sie. Zahlen Sie nichts mehr, bewahren Sie dies auf und zeigen Sie es allen:',
      failed: 'Was sie vom Logbuch gesehen hat, ließ sich nicht vergleichen:',
    },
    settings: 'Einstellungen in der Datei',
    locks: (minutes) => `Sperrt nach ${minutes}`,
    locksHidden: 'und sobald die Seite nicht zu sehen ist',
    take: 'Übernehmen',
    taken: 'Übernommen.',
    archive: 'Verlauf in der Datei',
    archiveMeans:
      'Zum Lesen und Suchen. Er gehört nicht zum Verlauf dieser Geldbörse, und niemand hat ihn geprüft.',
    matches: (shown, all) => `${shown} von ${all} Zeilen`,
    more: 'Mehr zeigen',
  },
};
