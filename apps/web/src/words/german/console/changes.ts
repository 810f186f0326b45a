import type { ChangesRoomWords } from '../../english/console/changes.ts';

/** Die Verfassung ändern, am Leitstand: auf Deutsch. */
export const changesRoomGerman: ChangesRoomWords = {
  title: 'Die Verfassung ändern',
  lead: 'Eine neue Währung, wer für eine unterschreibt, wie viele eines Amts zustimmen müssen, wie lange eine Abstimmung dauert. Hier wird es entworfen und angesehen; vorgeschlagen wird es mit der Geldbörse einer Person, entschieden, wie die Verfassung es sagt.',
  nobody: 'Diese Verfassung gibt niemandem das Recht, sie zu ändern.',
  currenciesMean:
    'Keine, die es gibt, kann entfallen, und ihre Nachkommastellen bleiben. Eine Währung hat keine eigene Obergrenze: Grenzen setzen Regeln.',
  newCurrency: 'Eine neue Währung',
  changeCurrency: (code) => `${code} ändern`,
  governanceMeans: 'Die Leute jedes Amts und die Zahlen, nach denen über etwas entschieden wird.',
  changeGovernance: 'Ändern, wer entscheidet',
  governance: 'Wer entscheidet',
  code: 'Kürzel',
  codeMeans: '3 bis 8 Großbuchstaben und Ziffern, wie HRB. Es bleibt für immer.',
  name: 'Name',
  decimals: 'Nachkommastellen',
  decimalsMean: '2 für Geld mit Cent. Sie bleiben für immer.',
  whoSigns: 'Wer unterschreibt',
  noKeys: 'Noch niemand: Fügen Sie mindestens einen Schlüssel hinzu.',
  key: (number) => `Schlüssel ${number}`,
  drop: 'Herausnehmen',
  add: 'Einen öffentlichen Schlüssel hinzufügen: die Datei, die auf .pub endet',
  threshold: 'Wie viele zusammen unterschreiben müssen',
  outOf: (threshold, keys) => `${threshold} von ${keys}`,
  keysMean:
    'Eine Abstimmung macht keine Schlüssel. Wer unterschreiben soll, macht einen auf einem eigenen Gerät, behält ihn und gibt Ihnen die öffentliche Hälfte:',
  office: (name) => `Amt „${name}“`,
  approval: 'Ja von Ja und Nein, in %',
  quorum: 'Von allen, die abstimmen dürfen, in %',
  comment: 'Zeit für Kommentare',
  vote: 'Zeit für die Abstimmung',
  timelock: 'Wartezeit danach',
  unit: (of) => `${of}: Einheit`,
  units: { day: 'Tage', hour: 'Stunden', minute: 'Minuten', second: 'Sekunden' },
  look: 'Ansehen',
  cancel: 'Lassen',
  mend: 'Den Entwurf ändern',
  propose:
    'Wer abstimmen darf, darf vorschlagen, mit einer Geldbörse: Der Leitstand selbst schlägt nichts vor. Geben Sie den Entwurf der Geldbörse dieses Browsers.',
  afterwards:
    'Die Geldbörse fragt, ab wann es in Kraft sein soll. Wie es dann steht und was die Ämter unterschreiben, steht unter „Abstimmungen“.',
};
