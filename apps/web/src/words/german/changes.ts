import type { ChangesWords } from '../english/changes.ts';

const SUITES: Readonly<Record<number, string>> = {
  1: 'ML-DSA-44 (kurze Unterschriften)',
  2: 'ML-DSA-65 (stärker und länger)',
  3: 'SLH-DSA-SHA2-128f (aus Hashes allein; lange Unterschriften)',
  4: 'SLH-DSA-SHA2-128s (aus Hashes allein; unterschreibt langsam)',
};

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
    nothing: 'Sie nennt keine Fassung vor sich: Davon war noch nichts beschlossen.',
    version: 'Neben der Fassung, die sie ersetzen würde, aus deren Bytes gelesen.',
    founding:
      'Neben dem, was der Souverän als Verfassung seiner Gründung zeigt und was sie ersetzen würde.',
  },
  noBefore: 'Was sie ersetzen würde, konnte nicht gelesen werden: Hier ist nichts verglichen.',
  rest: (count) => `Was bleibt, wie es ist (${count})`,
  empty: 'Darin ist nichts genannt.',
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
  keysOfVendors: (count) => `Stimmen brauchen Stimmschlüssel von ${count} Herstellern.`,
  audits: (count) => `Prüfungen durch andere Ämter: ${count}.`,
  emergency: (time) => `Notfälle dauern ${time}.`,
  settings: 'Einstellungen von Regeln',
  parameter: (title, module, parameter) => `${title} (${parameter} von ${module})`,
  set: (value, own) => `${value}. Die Regeln selbst nennen ${own}.`,
  unset: (own) => `${own}, wie die Regeln selbst es sagen.`,
  bounds: (low, high) => `Die Regeln erlauben ${low} bis ${high}.`,
  setOfNothing: (value) =>
    `${value}. Die geltenden Regeln haben keinen solchen Wert, der sich festlegen lässt.`,
  suites: 'Kryptographische Verfahren',
  suitesOf: {
    roots:
      'Neue Wurzelschlüssel, mit denen Identitäten gegründet und verlorene Geräte widerrufen werden',
    devices: 'Neue Schlüssel von Geräten, die Zahlungen unterschreiben',
    log: 'Der Schlüssel, der das Protokoll unterschreibt',
  },
  suite: (suite) => SUITES[suite] ?? String(suite),
  witnesses: 'Zeugen',
  validators: 'Prüfer',
  cosigns: {
    witnesses: 'Unterschreibt, dass das Protokoll nur wächst.',
    validators: 'Führt jeden Eintrag noch einmal aus und unterschreibt das Ergebnis.',
  },
  peers: 'Partner',
  peer: 'Ein anderer Souverän, den dieser unter diesem Namen kennt.',
  vendors: 'Hersteller von Stimmschlüsseln',
  roots: (count) =>
    count === '1' ? 'Ein Zertifikat bürgt dafür.' : `${count} Zertifikate bürgen dafür.`,
  ids: {
    suites: 'Eins nach dem anderen',
    peers: 'Seine Kennung: der Hash seiner Verfassung',
    vendors: 'Seine Zertifikate, jedes als sein SHA-256',
  },
  faults: {
    'to-come':
      'Eine andere Fassung ist beschlossen und noch nicht in Kraft; diese würde sie rückgängig machen. Warten Sie, bis jene in Kraft ist.',
    procedure: 'Laut Verfassung darf das niemand ändern.',
    'bad-key':
      'Eine der Dateien ist kein öffentlicher Schlüssel. Nehmen Sie die Datei, die auf .pub endet.',
    'same-key':
      'Derselbe Schlüssel stünde zweimal da. Eine andere Abstimmung kann ihn schon hinzugefügt haben.',
    threshold:
      'Mindestens ein Schlüssel muss unterschreiben, und nicht mehr, als es gibt. Welche es gibt, kann eine andere Abstimmung geändert haben.',
    code: 'Das Kürzel einer Währung hat 3 bis 8 Großbuchstaben und Ziffern.',
    name: 'Ein Name fehlt.',
    decimals:
      'Die Nachkommastellen einer Währung ändern sich nie: Beträge würden etwas anderes bedeuten.',
    figures: 'Eine der Zahlen ist keine. Schreiben Sie nur Zahlen.',
    gone: 'Was hier geändert oder herausgenommen würde, gibt es nicht mehr, oder es ist inzwischen etwas anderes: Eine andere Abstimmung hat es geändert. Entwerfen Sie es neu.',
    there:
      'Was hier hinzukäme, gibt es schon, oder zweimal: unter diesem Namen oder unter einem anderen.',
    'in-use':
      'Ein Amt, das entfiele, entscheidet oder tut noch etwas. Geben Sie das im selben Entwurf einem anderen.',
    'office-name':
      'Der Name eines Amts besteht aus kleinen Buchstaben, Ziffern und Bindestrichen, wie council.',
    value:
      'Einer der Werte ist keiner. Schreiben Sie einen Betrag mit Punkt oder Komma und ohne Tausendertrennzeichen, oder eine ganze Zahl.',
    bounds: 'Einer der Werte liegt nicht in den Grenzen, die seine Regeln erlauben.',
    'cosigner-name':
      'Ein Zeuge oder Prüfer unterschreibt unter einem Namen aus sichtbaren Zeichen ohne Leerzeichen, wie north.example/witness.',
    'cosigner-key':
      'Ein Zeuge oder Prüfer unterschreibt mit einem Schlüssel von ML-DSA-44, und dieser ist von anderer Art.',
    peer: 'Ein Souverän ist 64 Zeichen aus 0–9 und a–f, oder die ganze Antwort seiner /v1/constitution.',
    certificate: 'Eine der Dateien ist kein Zertifikat in PEM (X.509).',
    nothing: 'Das ändert nichts.',
    unfit:
      'Daraus würde nichts, was zusammenpasst. Ein Anteil an Ja ist 50,1 bis 100 %, ein Name hat höchstens 64 Buchstaben, Kommentare und Abstimmungen brauchen Zeit.',
  },
};
