import type { MoneyWords } from '../../english/console/money.ts';

/** Was die Konsole über Währungen und Schatzämter sagt. */
export const moneyGerman: MoneyWords = {
  title: 'Geld',
  lead: 'Jede Währung, was hinter ihr steht, und wer mehr ausgeben kann.',
  ownBalance: 'Das Schatzamt selbst hat',
  unclaimed: 'Ausgegeben und noch nicht angenommen',
  nothingUnclaimed: 'Nichts wartet darauf, angenommen zu werden.',
  unclaimedIs: (amount, count, isAll) =>
    `${isAll ? '' : 'Mindestens '}${amount}, in ${count} Zahlungen.`,
  keysHere: (count) =>
    count === 0
      ? 'Keiner seiner Schlüssel liegt auf diesem Rechner.'
      : count === 1
        ? 'Einer seiner Schlüssel liegt versiegelt auf diesem Rechner.'
        : `${count} seiner Schlüssel liegen versiegelt auf diesem Rechner.`,
  issue: (code) => `${code} ausgeben`,
  takeBack: (count) => `Nicht Angenommenes zurückholen (${count})`,
  burn: 'Geld vernichten',
  issueTitle: (code) => `${code} ausgeben`,
  pasteMeans:
    'Eine Zeile für jeden Empfänger. Mehrere Zeilen lassen sich auf einmal einfügen: ein Name oder eine Adresse, dann der Betrag.',
  payee: 'An',
  amount: (code) => `Betrag in ${code}`,
  addLine: 'Noch eine Zeile',
  look: 'Noch einmal ansehen',
  cancel: 'Abbrechen',
  nobody: (who) => `Niemand hier ist ${who}.`,
  noCountry: (who) => `${who} hat keinen Ländereintrag und kann nichts erhalten.`,
  notReached:
    'Der Souverän hat nicht geantwortet. Nichts ist verloren: Versuchen Sie es gleich noch einmal.',
  burnTitle: (code) => `${code} vernichten`,
  burnMeans: (amount) =>
    `Höchstens, was das Schatzamt selbst hat: ${amount}. Was jemand angenommen hat, gehört dieser Person.`,
  lastLook: 'Ein letzter Blick',
  cannotUndo:
    'Unterschrieben und im Protokoll kann das niemand zurücknehmen. Vergleichen Sie jede Adresse auf anderem Weg mit der des Empfängers.',
  does: { mint: 'Neues Geld entsteht:', burn: 'Endgültig vernichtet:' },
  takesBack: (count) =>
    count === 1 ? 'Aus einer Zahlung zurückgeholt' : `Aus ${count} Zahlungen zurückgeholt`,
  pays: 'An',
  whichKey: 'Unterschreiben mit',
  keyHere: (signer) => `dem Schlüssel von Unterzeichner ${signer} auf diesem Rechner`,
  keyInFile: 'einer eigenen Schlüsseldatei',
  keyFile: 'Schlüsseldatei',
  keyFileMeans:
    'Wie `tally sovereign key` sie macht. Nutzen Sie einen Schlüssel nie auf zwei Rechnern: Jeder merkt sich selbst, was der Schlüssel unterschrieben hat.',
  passphrase: 'Passphrase des Schlüssels',
  passphraseMeans:
    'Sie öffnet den Schlüssel in diesem Browser für eine Unterschrift und geht sonst nirgendwohin.',
  signAndSend: 'Unterschreiben und einreichen',
  signOne: (place, threshold) => `Unterschreiben (${place} von ${threshold})`,
  isFinal: 'Fertig. Es steht im Protokoll und ist endgültig.',
  refused: (why) => `Das Hauptbuch hat es nicht angenommen: ${why}`,
  waitsTitle: 'Wartet auf Unterschriften',
  placeTaken: 'Unterwegs',
  haveSigned: (count, threshold) => `${count} von ${threshold} haben unterschrieben.`,
  until: (moment) =>
    `Bis ${moment} wird für dieses Schatzamt nichts anderes unterschrieben, damit nie jemand zweierlei an einer Stelle unterschreibt.`,
  bringFile: 'Eine Datei einlesen, die anderswo unterschrieben wurde (`tally sovereign sign`)',
  openOrder: {
    title: {
      unknown: 'Vielleicht angenommen: Es wird nachgefragt',
      taken: 'Es ist angenommen',
      'not-taken': 'Es ist nicht angenommen',
      partly: 'Nur ein Teil ist angenommen',
    },
    means: {
      unknown:
        'Das wurde in diesem Browser unterschrieben, und es kam keine Antwort. Vielleicht hat das Hauptbuch es angenommen. Das Protokoll wird gefragt, bis es feststeht; so lange unterschreibt dieser Browser für dieses Schatzamt nichts anderes.',
      taken:
        'Was hier unterschrieben wurde, steht im Protokoll und ist endgültig. Geben Sie es nicht noch einmal in Auftrag.',
      'not-taken':
        'Was hier unterschrieben wurde, steht nicht im Protokoll und kann nicht mehr hineinkommen. Es kann neu in Auftrag gegeben werden.',
      partly:
        'Der erste Teil dessen, was hier unterschrieben wurde, steht im Protokoll; der Rest kann nicht mehr hineinkommen. Sehen Sie nach, was das Schatzamt selbst hat, bevor Sie neu beauftragen.',
    },
    again: 'Dasselbe noch einmal einreichen',
    seen: 'Ich habe es gesehen',
  },
  noProposal: 'Diese Datei ist kein Vorschlag eines Schatzamts.',
  faults: {
    'wrong-passphrase': 'Das ist nicht die Passphrase dieses Schlüssels.',
    'no-key': 'Der Schlüssel konnte nicht gelesen werden. Wählen Sie einen anderen.',
    'not-a-signer': 'Dieser Schlüssel unterschreibt nicht für dieses Schatzamt.',
    'not-shown':
      'Unterschrieben würde etwas anderes, als hier steht. Nichts wurde unterschrieben: Beginnen Sie von vorn.',
    'place-not-free':
      'Dieser Schlüssel hat an derselben Stelle etwas anderes unterschrieben, das noch ins Protokoll gelangen könnte. Warten Sie, bis das vorbei ist, und versuchen Sie es wieder.',
    outdated:
      'Was dieser Schlüssel zuvor unterschrieben hat, steht inzwischen im Protokoll. Beginnen Sie von vorn.',
    'perhaps-taken':
      'Etwas, das in diesem Browser unterschrieben wurde, ist vielleicht angenommen. Sehen Sie erst danach: Jetzt wurde nichts unterschrieben.',
    'not-stored': 'Dieser Browser speichert nichts, also wird darin nichts unterschrieben.',
    insufficient: 'So viel hat das Schatzamt selbst nicht.',
    'too-many': 'Das sind zu viele Empfänger auf einmal: höchstens 256.',
    'too-much': 'Zusammen ist das mehr, als eine Währung haben kann.',
    'bad-head':
      'Die Antwort des Souveräns über dieses Schatzamt ergibt keinen Sinn. Laden Sie die Seite neu.',
  },
};
