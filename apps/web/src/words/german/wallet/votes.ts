/** Voting, and the keys that some votes need, in German. */
import type { VotesWords } from '../../english/wallet/votes.ts';

export const votesGerman: VotesWords = {
  title: 'Abstimmungen',
  about: 'Was vorgeschlagen ist, worüber Sie abstimmen dürfen und was Sie gestimmt haben.',
  lead: 'Regeln und Verfassung ändern sich durch Vorschläge. Wer zu einer Wählerschaft gehört, hat bei jedem eine Stimme.',
  none: 'Noch wurde nichts vorgeschlagen.',
  propose: 'Etwas vorschlagen',
  yours: 'Wartet auf Ihre Stimme',
  others: 'Alles, was vorgeschlagen wurde',
  back: 'Alle Abstimmungen',
  standings: {
    voted: (choice) => `Sie haben gestimmt: ${choice}`,
    'may-vote': (closes) => `Sie dürfen abstimmen bis ${closes}`,
    'needs-key': (closes) => `Sie dürfen mit einem Stimmschlüssel abstimmen bis ${closes}`,
    'not-open': (opens) => `Die Abstimmung beginnt ${opens}`,
    'not-member': 'Hier stimmen Sie nicht mit ab',
    'no-vote': 'Darüber stimmt niemand ab: Ein Amt entscheidet',
    over: 'Die Abstimmung ist vorbei',
  },
  choices: { yes: 'Ja', no: 'Nein', abstain: 'Enthaltung' },
  ballot: {
    title: 'Ihre Stimme',
    voted: (choice, entry) =>
      `Sie haben gestimmt: ${choice}. Das ist Eintrag ${entry} im Protokoll und endgültig.`,
    outside: (countries, tier) =>
      tier === 0
        ? `Darüber stimmt ab, wer eines dieser Länder angegeben hat: ${countries}.`
        : `Darüber stimmt ab, wer eines dieser Länder angegeben hat, mit Identitätsstufe ${tier}: ${countries}.`,
    anywhere: 'alle Länder',
    later:
      'Wer abstimmt, wurde gezählt, als es vorgeschlagen wurde, und diese Geldbörse ist jünger.',
    opens: (moment) =>
      `Bis ${moment} kann darüber gesprochen werden: Lesen Sie, was es ändern würde, und reden Sie mit.`,
    over: 'Sie haben nicht darüber abgestimmt.',
    noVote: (office) => `Das Amt „${office}“ entscheidet allein.`,
    ask: 'Was sagen Sie?',
    options: {
      yes: 'Ja: Es soll in Kraft treten',
      no: 'Nein: Es soll nicht',
      abstain: 'Ich enthalte mich: Ich zähle als beteiligt, für keine Seite',
    },
    next: 'Noch einmal ansehen',
    lastLook: 'Bevor Sie abstimmen',
    youSay: (choice, name) => `Ihre Stimme zu ${name}: ${choice}.`,
    publicTitle: 'Alle können für immer sehen',
    publicList: [
      'Ihre Adresse und damit Ihren Namen',
      'was Sie stimmen, und wann',
      'dass es dieser Vorschlag war, Wort für Wort',
    ],
    publicKey: 'von welchem Hersteller die Hardware ist, mit der Sie abstimmen',
    coerced:
      'Eine geheime Wahl gibt es nicht. Auch wer Sie für Ihre Stimme bezahlen oder bedrohen wollte, kann sie sehen.',
    final: 'Ihre erste Stimme ist Ihre einzige. Niemand kann sie ändern, auch Sie nicht.',
    send: (choice) => `Jetzt stimmen: ${choice}`,
    touch: 'Berühren Sie Ihren Stimmschlüssel, wenn er blinkt.',
    change: 'Etwas ändern',
    needsKey: (vendors) =>
      `Stimmen hierzu unterschreibt ein Stimmschlüssel in beglaubigter Hardware, von insgesamt mindestens ${vendors} Herstellern.`,
    getKey: 'Stimmschlüssel eintragen',
  },
  result: {
    carried: 'Nach dem jetzigen Stand wäre es angenommen.',
    notCarried: 'Nach dem jetzigen Stand wäre es nicht angenommen.',
    wasCarried: 'Es wurde angenommen.',
    wasNotCarried: 'Es wurde nicht angenommen.',
    reasons: {
      'no-report': 'Die Tore hatten nicht berichtet, als die Abstimmung beginnen sollte.',
      gates: 'Die Tore haben es abgelehnt.',
      audits: 'Zu wenige Ämter hatten es geprüft und zugestimmt.',
      'not-approved': 'Das Amt hat nicht rechtzeitig zugestimmt.',
      vote: 'In der Abstimmung fand es keine Mehrheit.',
      superseded: 'Eine andere Fassung war vorher beschlossen.',
      'too-soon': 'Ein Notfall war eben erst vorbei.',
      expired: 'Seine Zeit war vorbei, ehe es in Kraft treten konnte.',
    },
  },
  findings: {
    title: 'Was es ändern würde',
    lead: 'Wie die Tore es fanden, jeweils mit einer Zahlung, an der man es sieht.',
    none: 'Die Tore fanden nichts, was anders entschieden würde.',
    unasked: 'Die Tore wurden noch nicht gefragt.',
    mistakes: 'Fehler',
    for: (witness) => `Zum Beispiel: ${witness}`,
  },
  withdraw: {
    title: 'Das haben Sie vorgeschlagen',
    means: 'Solange darüber gesprochen wird, können Sie es zurücknehmen.',
    go: 'Zurücknehmen',
    sure: 'Alle werden sehen, dass Sie es zurückgenommen haben. Es kann später wieder vorgeschlagen werden.',
    now: 'Jetzt zurücknehmen',
    keep: 'Stehen lassen',
    done: 'Sie haben es zurückgenommen.',
  },
  faults: {
    'no-vote': 'Darüber stimmt niemand ab.',
    'no-member': 'Sie gehörten nicht zur Wählerschaft, als das vorgeschlagen wurde.',
    voted: 'Sie haben darüber schon abgestimmt.',
    unattested: 'Dafür braucht es einen Stimmschlüssel.',
    attested: 'Hier gilt kein Stimmschlüssel.',
    'no-voting-key': 'Von Ihnen ist kein Stimmschlüssel eingetragen.',
    'vendor-changed':
      'Ihr Stimmschlüssel ist von einem anderen Hersteller als der, den Sie hatten, als das vorgeschlagen wurde.',
    assertion: 'Das hat nicht Ihr Stimmschlüssel unterschrieben.',
  },
  key: {
    title: 'Stimmschlüssel',
    about: 'Ein Schlüssel in Hardware, den manche Abstimmungen verlangen.',
    lead: 'Manche Abstimmungen verlangen einen Schlüssel, der in Hardware liegt und sich nicht kopieren lässt, damit kein Programm eine Million Mal abstimmt. Sein Hersteller bürgt für ihn.',
    none: 'Sie haben noch keinen. Wo keiner verlangt wird, brauchen Sie keinen.',
    yours: (maker) => `Sie haben einen Stimmschlüssel von ${maker}.`,
    unknownMaker: 'einem Hersteller, der nicht mehr eingetragen ist: Er gibt keine Stimmen ab',
    entry: (entry) => `Eingetragen wurde er in Eintrag ${entry} des Protokolls.`,
    replaces:
      'Ein neuer Schlüssel ersetzt diesen und gibt nie eine zweite Stimme. Bei Vorschlägen, die schon offen sind, zählt nur ein Schlüssel desselben Herstellers.',
    vendors: 'Hersteller, die hier eingetragen sind',
    noVendors:
      'Noch ist kein Hersteller eingetragen, also lässt sich kein Schlüssel eintragen. Welche es sind, wird beschlossen: durch einen Vorschlag über Hersteller.',
    noRegistrars:
      'Dieser Souverän trägt keine Stimmschlüssel ein: Seine Abstimmungen verlangen keine.',
    what: 'Was Sie brauchen',
    whatList: [
      'einen Sicherheitsschlüssel mit PIN oder Fingerabdruck (FIDO2), oder den Teil Ihres Geräts, der Passkeys hält, die nicht kopiert werden',
      'einen Hersteller aus der Liste unten',
    ],
    publicTitle: 'Alle können sehen',
    publicList: [
      'dass Sie einen Stimmschlüssel haben, und von welchem Hersteller',
      'das Zertifikat seiner Serie, das Ihr Gerät nicht nennt',
    ],
    register: 'Stimmschlüssel eintragen',
    again: 'Einen anderen eintragen',
    working:
      'Berühren Sie Ihren Schlüssel, wenn er blinkt, und lassen Sie den Browser seine Machart zeigen.',
    registered: 'Ihr Stimmschlüssel ist eingetragen.',
  },
  hardware: {
    missing: 'Dieser Browser kann nicht nach Schlüsseln in Hardware fragen.',
    cancelled:
      'Nichts wurde unterschrieben: Es wurde abgebrochen oder dauerte zu lange. Versuchen Sie es noch einmal.',
    place:
      'Solche Schlüssel macht ein Browser nur für eine Adresse mit einem Namen. Öffnen Sie diesen Souverän unter seinem Namen, nicht unter einer Nummer.',
    unsuited:
      'Dieser Schlüssel kann nicht, was verlangt wird. Nehmen Sie einen mit PIN oder Fingerabdruck.',
    failed: (what) => `Der Schlüssel meldet einen Fehler: ${what}`,
  },
};
