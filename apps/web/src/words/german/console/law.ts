/** Votes, the words of offices, and appeals, at the console: in German. */
import type { LawWords } from '../../english/console/law.ts';

export const lawGerman: LawWords = {
  votes: {
    title: 'Abstimmungen',
    lead: 'Alles, was vorgeschlagen wurde, wie weit es gekommen ist, und was als Nächstes nötig ist.',
    back: 'Alle Vorschläge',
    desk: 'Was sich von hier aus tun lässt',
    nothing: 'Von den Ämtern ist gerade nichts nötig.',
    runGates: 'Prüfstelle laufen lassen',
    gatesRan: 'Die Prüfstelle hat ihn angesehen. Ihr Wort zählt, sobald es im Protokoll steht.',
    gatesFailed: 'Die Prüfstelle ließ sich nicht fragen. Versuchen Sie es in einer Minute wieder.',
    carryGates: 'Ihr Wort mit der Geldbörse dieses Browsers ins Protokoll bringen',
    approve: (office) => `Zustimmen, als Amt „${office}“`,
    approveMeans:
      'Ein Schlüssel des Amts unterschreibt diesen einen Satz. Er wird in einem eigenen Prozess geöffnet und vergessen.',
    audit: 'Prüfung aussprechen',
    auditOffice: 'Welches Amt geprüft hat',
    auditSays: { agrees: 'Es stimmt zu', disagrees: 'Es widerspricht' },
    signs: (office, matter) => `Das Amt „${office}“ stimmt diesem Vorschlag zu: ${matter}.`,
    signsAudit: (office, matter, says) =>
      `Das Amt „${office}“ hat diesen Vorschlag geprüft: ${matter}. ${says}.`,
    id: 'Sein Hash, der unterschrieben wird',
  },
  word: {
    reading: 'Was unterschrieben würde, wird aus seinen Bytes gelesen.',
    faults: {
      unfit: 'Was zu unterschreiben wäre, passt nicht zusammen. Laden Sie die Seite neu.',
      unproven:
        'Was der Souverän von diesem Vorschlag zeigt, ist nicht das, wofür sein Hash steht, oder er antwortet nicht. Es wird nichts unterschrieben.',
      unread:
        'Diese Seite kann nicht sagen, was in diesem Vorschlag steht, und ein Amt unterschreibt nichts Ungelesenes. Es wird nichts unterschrieben.',
    },
    inForce: (from, until) =>
      until === null ? `In Kraft ab ${from}.` : `In Kraft ab ${from} bis ${until}.`,
    report: 'Der Bericht der Prüfstelle, der geprüft wurde',
    content: 'Hash seines Inhalts, der kein Text ist',
    text: 'Sein Text, aus den Bytes, für die der Hash steht',
    noneFound: 'Diese Datei hat keine Unterschrift dieses Worts.',
    signedByOthers: (count) => `Gute Unterschriften anderer: ${count}.`,
    dropped: (dropped, good) =>
      `Die Datei hat Unterschriften von etwas anderem (${dropped}): Beim Unterschreiben fallen sie weg. Gute: ${good}.`,
  },
  key: {
    from: 'Schlüssel',
    fromFile: 'Eine Schlüsseldatei',
    fromFileField: 'Schlüsseldatei des Amts (.sealed oder .key)',
    passphrase: 'Passphrase des Schlüssels',
    before: 'Ein Wort, das andere aus dem Amt schon unterschrieben haben',
    taken: (name) => `${name} ist aufgenommen.`,
    go: 'Unterschreiben',
    going: 'Der Schlüssel wird geöffnet. Das dauert einige Sekunden.',
    faults: {
      'does-not-open': 'Diese Passphrase öffnet den Schlüssel nicht.',
      'wrong-kind': 'Diese Datei öffnet sich nicht mit einer Passphrase.',
      damaged: 'Diese Datei ist kein Schlüssel eines Menschen, oder sie ist beschädigt.',
      newer: 'Diese Datei hat ein neueres Programm geschrieben.',
      'not-a-signer': 'Dieser Schlüssel gehört nicht dem Amt.',
      unfit: 'Was zu unterschreiben wäre, passt nicht zusammen. Laden Sie die Seite neu.',
    },
    enough: (count) => `Unterschrieben von ${count}: Das genügt.`,
    missing: (count, threshold) =>
      `Unterschrieben von ${count} von ${threshold}: Sichern Sie das Wort und geben Sie es weiter.`,
    hand: 'Der Geldbörse dieses Browsers geben',
    notHanded:
      'Dieser Browser speichert für diese Seiten nichts. Speichern Sie die Datei und bringen Sie sie zu einer Geldbörse.',
    handMeans:
      'Jede Geldbörse darf es ins Protokoll bringen: Es zählt durch den Schlüssel des Amts.',
    save: 'Das Wort als Datei sichern',
    again: 'Etwas anderes unterschreiben',
  },
  appeals: {
    title: 'Einsprüche',
    lead: 'Wem abgelehnt wurde, kann Einspruch einlegen. Das Amt für Einsprüche antwortet mit eigenem Schlüssel, und die Antwort steht im Protokoll.',
    open: 'Offen',
    overdue: 'Überfällig',
    median: 'Stunden bis zur Antwort, in der Mitte',
    longest: 'Am längsten gewartet, in Stunden',
    outcomes: 'Wie sie endeten',
    outcome: {
      upheld: 'Die Ablehnung bleibt',
      exception: 'Ausnahme: Eine Zahlung wird durchgelassen',
      compensation: 'Ausgleich',
      referred: 'Anderswohin verwiesen',
    },
    exceptions: 'Ausnahmen nach Regel',
    exception: (granted, used) => `${granted} gewährt, ${used} genutzt`,
    none: 'Keine',
    case: 'Einen Fall beantworten',
    caseLead:
      'Einsprüche führt niemand als Liste: Wer Einspruch einlegt, schickt dem Amt eine Datei oder die Nummer des Falls.',
    caseFile: 'Die Datei des Falls',
    caseId: 'Oder die Nummer des Falls',
    find: 'Den Fall öffnen',
    badCase: 'Diese Datei ist kein Fall, den das Protokoll kennt.',
    appealed: 'Eingelegt',
    due: 'Eine Antwort ist fällig bis',
    late: 'überfällig',
    answered: 'Beantwortet',
    reason: 'Was dazu gesagt wird',
    decision: 'Die Entscheidung',
    payment: 'Zahlung',
    unproven: 'Hier ist nur die Nummer bekannt: Öffnen Sie die Datei, um zu sehen, worum es geht.',
    verified:
      'Die Quittung ist von diesem Souverän unterschrieben, und im Protokoll steht eben dieser Einspruch mit eben dieser Begründung.',
    answer: 'Die Antwort',
    choose: 'Wie er endet',
    payee: 'Für wen die Ausnahme gilt, nach Namen oder Adresse',
    look: 'Ein letzter Blick',
    says: (outcome) => `Das Amt für Einsprüche antwortet: ${outcome}.`,
    exempts: (amount, payee, rule, until) =>
      `Eine Zahlung von höchstens ${amount} an ${payee} wird an ${rule} vorbeigelassen, bis ${until}.`,
    join: 'Unterschreiben, was andere aus dem Amt unterschrieben haben',
    joinMeans:
      'Hat jemand aus dem Amt schon eine Antwort unterschrieben? Nehmen Sie diese Datei: Sie zählt nur, wenn alle genau dieselben Worte unterschreiben.',
    badAnswer: 'Diese Datei ist keine Antwort auf diesen Einspruch.',
    unknownPayee: 'So heißt hier niemand.',
    noOffice: 'Dieser Souverän hat kein Amt für Einsprüche.',
  },
};
