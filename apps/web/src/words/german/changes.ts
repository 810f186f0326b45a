import type { ChangesWords } from '../english/changes.ts';

/** Was eine Änderung der Verfassung sagt, auf Deutsch. */
export const changesGerman: ChangesWords = {
  content: 'Was darin stünde',
  reading: 'Es wird aus seinen Bytes gelesen.',
  unproven: 'Was der Souverän davon zeigt, passt nicht zu seinem Hash, oder er antwortet nicht.',
  newOne: 'neu',
  changed: 'geändert',
  gone: 'entfällt',
  before: (text) => `Bisher: ${text}`,
  beside: {
    version: 'Neben der Fassung, die sie ersetzen würde, aus deren Bytes gelesen.',
    founding:
      'Neben dem, was der Souverän als Verfassung seiner Gründung zeigt und was sie ersetzen würde.',
  },
  noBefore: 'Was sie ersetzen würde, konnte nicht gelesen werden: Hier ist nichts verglichen.',
  rest: (count) => `Was bleibt, wie es ist (${count})`,
  whole: 'Alles, was darin steht',
  currencies: 'Währungen',
  electorates: 'Wer abstimmt',
  offices: 'Ämter',
  procedures: 'Wie über was entschieden wird',
  roles: 'Welches Amt was tut',
  role: {
    gates: 'Berichtet, was die Prüfung ergab',
    registrars: 'Trägt Stimmschlüssel ein',
    appeals: 'Entscheidet über Einsprüche',
  },
  noOffice: 'kein Amt',
  currency: (name, decimals, signers) => `${name}; Nachkommastellen: ${decimals}. ${signers}`,
  oneSigner: 'Ein Schlüssel unterschreibt.',
  signers: (threshold, keys) => `${threshold} von ${keys} Schlüsseln unterschreiben.`,
  keys: 'Seine Schlüssel, jeder als Hash des ganzen Schlüssels',
  decides: (electorate, office) =>
    electorate === null
      ? `Das Amt „${office ?? ''}“ entscheidet.`
      : office === null
        ? `„${electorate}“ stimmen ab.`
        : `„${electorate}“ stimmen ab, und das Amt „${office}“ muss zustimmen.`,
  figures: (approval, quorum) =>
    `Von den Stimmen für Ja oder Nein müssen mindestens ${approval} Ja sein; von denen, die abstimmen dürfen, müssen mindestens ${quorum} teilnehmen.`,
  times: (comment, vote, timelock) =>
    `${comment} für Kommentare, ${vote} für die Abstimmung, dann ${timelock} Wartezeit.`,
  vendors: (count) => `Stimmen brauchen Stimmschlüssel von ${count} Herstellern.`,
  audits: (count) => `Prüfungen durch andere Ämter: ${count}.`,
  emergency: (time) => `Notfälle dauern ${time}.`,
  faults: {
    'to-come':
      'Eine andere Fassung ist beschlossen und noch nicht in Kraft; diese würde sie rückgängig machen. Warten Sie, bis jene in Kraft ist.',
    procedure: 'Laut Verfassung darf das niemand ändern.',
    'bad-key':
      'Eine der Dateien ist kein öffentlicher Schlüssel. Nehmen Sie die Datei, die auf .pub endet.',
    'same-key': 'Derselbe Schlüssel steht zweimal da.',
    threshold: 'Mindestens ein Schlüssel muss unterschreiben, und nicht mehr, als es gibt.',
    code: 'Das Kürzel einer Währung hat 3 bis 8 Großbuchstaben und Ziffern.',
    name: 'Die Währung braucht einen Namen.',
    decimals:
      'Die Nachkommastellen einer Währung ändern sich nie: Beträge würden etwas anderes bedeuten.',
    figures: 'Eine der Zahlen ist keine. Schreiben Sie nur Zahlen.',
    nothing: 'Das ändert nichts.',
    unfit:
      'Daraus würde nichts, was zusammenpasst. Ein Anteil an Ja ist 50,1 bis 100 %, ein Name hat höchstens 64 Buchstaben, Kommentare und Abstimmungen brauchen Zeit.',
  },
};
