import type { keysEnglish } from '../../english/wallet/keys.ts';

export const keysGerman: typeof keysEnglish = {
  openBy: 'Wie Sie sie öffnen werden',
  kinds: { passkey: 'Mit der Sperre dieses Geräts', passphrase: 'Mit einer Passphrase' },
  labels: { passkey: 'Passkey', passphrase: 'Passphrase' },
  protects: {
    passkey:
      'Ein Passkey: Ihr Finger, Ihr Gesicht oder der Code des Geräts. Nichts zu merken und nichts zu erraten. Wer den entsperrten Passkey und diesen Browser hat, kann die Geldbörse öffnen; ohne den Passkey kann es niemand.',
    passphrase:
      'Wörter, die nur Sie kennen. Jeder Versuch kostet einen Rechner etwa eine Sekunde Arbeit und 64 MB; fünf zufällige Wörter halten stand, ein kurzer oder bekannter Satz nicht. Er kann belauscht oder auf einer falschen Seite eingetippt werden.',
  },
  byPasskey: 'Mit dem Passkey entsperren',
  lockedLead: 'Sie ist gesperrt. Der Passkey öffnet sie, in diesem Browser.',
  faults: {
    cancelled:
      'Es wurde kein Passkey gezeigt: die Frage wurde geschlossen, dauerte zu lange, oder der Passkey ist nicht auf diesem Gerät. Versuchen Sie es noch einmal oder auf die andere Weise.',
    'no-secret':
      'Dieser Passkey oder Browser kann keinen Schlüssel für die Geldbörse hüten (ihm fehlt, was PRF heißt). Nehmen Sie ein anderes Gerät oder eine Passphrase.',
    other:
      'Das ist ein anderer Passkey als der dieser Geldbörse. Nehmen Sie das Gerät, auf dem er gemacht wurde.',
  },
  gone: {
    title: 'Dieser Browser hat die Geldbörse verloren',
    what: (name, sovereign) =>
      `Hier war die Geldbörse von ${name} bei ${sovereign}, und was sie gespeichert hatte, ist weg. Browser löschen, was Seiten speichern, wenn eine Platte voll ist, wenn man es ihnen sagt, oder wenn es lange nicht gebraucht wurde.`,
    money:
      'Das Geld hat sich nicht bewegt: es gehört der Identität, beim Souverän. Aber die Schlüssel dieses Browsers dazu sind weg, und niemand kann sie noch einmal machen.',
    todo: [
      'Wenn Sie die Geldbörse auch auf einem anderen Gerät haben: öffnen Sie sie dort, entfernen Sie unter „Geräte“ diesen Browser und fügen Sie ihn neu hinzu. Was er hielt, kommt zur Identität zurück.',
      'Wenn es das einzige Gerät war: seine Schlüssel kann niemand wiederherstellen, auch der Souverän nicht. Zu dem, was es hielt, führt kein Weg zurück.',
      'Wenn es eine Sicherung des ganzen Browserprofils gibt: spielen Sie sie zurück, dann sehen Sie noch einmal nach.',
    ],
    anew: 'Ich möchte eine andere Geldbörse',
    anewMeans: (name) =>
      `Das macht eine neue Identität ohne Geld. Es bringt ${name} nicht zurück, und der Name bleibt vergeben.`,
    anewGo: 'Mit einer anderen Geldbörse beginnen',
  },
  places: {
    title: 'Souveräne',
    about: 'Geldbörsen bei mehreren Souveränen, nebeneinander',
    choose: 'Bei welchem Souverän',
    closed: 'ließ sich nicht öffnen',
    wrong: 'dort stimmt etwas nicht',
    away: 'nicht zu erreichen',
    more: 'Ein weiterer Souverän',
    lead: 'Ein Browser kann Geldbörsen bei mehreren Souveränen haben. Einmal entsperren öffnet alle; Schlüssel, Geld und Verlauf sind getrennt.',
    here: 'wird gezeigt',
    show: 'Zeigen',
    address: 'Adresse des Souveräns',
    addressMeans: 'Zum Beispiel https://geld.example',
    look: 'Nachsehen, wer das ist',
    looking: 'Wird gefragt',
    met: 'Wer dort geantwortet hat',
    name: 'Name',
    country: 'Land',
    currencies: 'Währungen',
    fingerprint: 'Fingerabdruck der Verfassung',
    trust:
      'So antwortet diese Adresse jetzt; dafür bürgt niemand. Vergleichen Sie den Fingerabdruck mit dem, was der Souverän anderswo veröffentlicht hat. Sobald Sie beitreten, nimmt diese Geldbörse von ihm keine andere Verfassung mehr an.',
    otherPin:
      'Unter dieser Adresse antwortet eine andere Verfassung als die, die Sie kannten: der Fingerabdruck ist ein anderer. Treten Sie nicht bei, bevor Sie wissen, warum.',
    join: 'Dort eine Geldbörse machen',
    joining: 'Schlüssel werden gemacht',
    known: 'Sie haben dort eine Geldbörse.',
    elsewhere: (where) => `Hier wird um eine Zahlung bei einem anderen Souverän gebeten: ${where}.`,
    elsewhereGo: 'Ansehen',
    all: 'Bei anderen Souveränen',
  },
  settings: {
    title: 'Einstellungen',
    about: 'Entsperren, Sperren, was gespeichert ist, und Prüfungen',
    ways: 'Wege zum Entsperren',
    waysMeans:
      'Jeder davon öffnet die Geldbörse für sich allein. Ein zweiter ist gut, wenn der erste verloren geht.',
    since: (day) => `seit ${day}`,
    remove: 'Entfernen',
    removeSure: 'Endgültig entfernen',
    lastWay: 'Der einzige Weg kann nicht entfernt werden: fügen Sie erst einen anderen hinzu.',
    addPasskey: 'Einen Passkey hinzufügen',
    addPassphrase: 'Eine Passphrase hinzufügen',
    add: 'Hinzufügen',
    noPasskeys:
      'Keine Passkeys hier: Browser erlauben sie nur unter einem Namen wie localhost oder einer Domain.',
    locking: 'Von selbst sperren',
    lockAfter: 'Wenn niemand sie berührt hat seit',
    minutes: (count) => `${count} Minuten`,
    lockHidden: 'Auch sobald diese Seite nicht zu sehen ist',
    stored: 'Was hier gespeichert ist',
    storedWhat: [
      'In diesem Browser: versiegelte Schlüssel, Guthaben, Verlauf und Beweise jeder Geldbörse; offen nur, wann sie sperrt, die Sprache, und dass es eine Geldbörse dieses Namens gibt.',
      'Beim Souverän: Ihre Adresse, Ihr Name, Ihr Land und Ihre Zahlungen. Sonst nirgends: es gibt keine Kopie.',
    ],
    kept: 'Der Browser hat versprochen, es nicht von selbst zu löschen.',
    notKept:
      'Der Browser hat nicht versprochen, es zu behalten: er kann es löschen, wenn die Platte voll ist.',
    ask: 'Den Browser darum bitten',
    used: (used, most) => `${used} belegt von ${most}, die er erlaubt.`,
    checking: 'Prüfungen',
    verify: 'Alles prüfen',
    verifyMeans:
      'Liest alles Gespeicherte, prüft jede Unterschrift und jeden Beweis, und was das Logbuch des Souveräns jetzt zeigt.',
    verifying: 'Wird geprüft',
    verified: (records, certificates, checkpoints) =>
      `Alles in Ordnung: ${records} Einträge, ${certificates} Beweise, ${checkpoints} Stände des Logbuchs.`,
    verifiedOffline: 'Der Souverän war nicht erreichbar: nur das Gespeicherte wurde geprüft.',
    problems:
      'Etwas ist nicht, wie es unterschrieben wurde. Zahlen Sie nichts mehr, und bewahren Sie auf, was hier steht:',
    compare: 'Mit einer anderen Geldbörse vergleichen',
    compareMeans:
      'Ein Souverän, der zwei Leuten zwei verschiedene Geschichten zeigt, fliegt auf, wenn ihre Geldbörsen vergleichen, was sie gesehen haben. Geben Sie Ihren Text, und setzen Sie den anderen ein.',
    own: 'Was diese Geldbörse gesehen hat',
    theirs: 'Was die andere gesehen hat',
    compareGo: 'Vergleichen',
    same: 'Beide haben ein und dieselbe Geschichte gesehen.',
    forked:
      'Das sind zwei verschiedene Geschichten, von einem Souverän unterschrieben. Bewahren Sie dies auf und zeigen Sie es allen:',
    copy: 'Kopieren',
  },
  devices: {
    title: 'Geräte',
    about: 'Welche Geräte für Sie handeln dürfen; hinzufügen und entfernen',
    lead: 'Jedes Gerät hat eigene Schlüssel und ein eigenes Guthaben. Ein Gerät wird hinzugefügt, nie kopiert: zwei Kopien würden zweierlei unterschreiben.',
    own: 'dieses Gerät',
    device: (number) => `Gerät ${number}`,
    name: 'Name',
    rename: 'Umbenennen',
    save: 'Speichern',
    key: 'Beginnt mit',
    revoke: 'Entfernen',
    revokeLook: (name) =>
      `${name} kann von da an nichts Neues mehr zahlen. Was es hält, kommt beim nächsten Abgleich zu Ihnen zurück. Das lässt sich nicht rückgängig machen.`,
    revokeGo: 'Dieses Gerät entfernen',
    cancel: 'Doch nicht',
    add: 'Ein Gerät hinzufügen',
    addMeans:
      'Öffnen Sie auf dem neuen Gerät die Seite der Geldbörse dieses Souveräns und wählen Sie „Ich habe eine Geldbörse auf einem anderen Gerät“. Lesen Sie hier den Code, den es zeigt, oder setzen Sie seinen Text ein.',
    request: 'Text des neuen Geräts',
    noCode:
      'In diesem Bild ist kein solcher Code. Gehen Sie näher heran, oder halten Sie es gerade.',
    otherCode: 'Das ist nicht der Code eines neuen Geräts.',
    asks: 'Die Schlüssel des neuen Geräts beginnen mit',
    compare:
      'Fügen Sie es nur hinzu, wenn das neue Gerät dasselbe zeigt: es kann von da an für Sie handeln und abholen, was Ihnen gezahlt wird.',
    addGo: 'Hinzufügen',
    invitation: 'Es ist hinzugefügt. Zeigen Sie dies nun dem neuen Gerät: es ist kein Geheimnis.',
    invitationCode: 'Code für das neue Gerät',
    invitationText: 'Dasselbe als Text',
    have: 'Ich habe eine Geldbörse auf einem anderen Gerät',
    prepareTitle: 'Diesen Browser zu Ihrer Geldbörse hinzufügen',
    prepareLead:
      'Dieser Browser macht eigene Schlüssel. Ihr anderes Gerät sagt dann, dass es Ihre sind.',
    prepareGo: 'Schlüssel für diesen Browser machen',
    prepared:
      'Halten Sie diesen Code nun vor die Kamera Ihres anderen Geräts: dort unter „Mehr“, „Geräte“, „Ein Gerät hinzufügen“.',
    code: 'Bewegter Code für Ihr anderes Gerät',
    without: 'Ohne Kamera: als Text oder als Bilder',
    stillMeans:
      'Dasselbe in Codes, die stillstehen. Bilder von allen, einzeln aufgenommen, kann das andere Gerät lesen.',
    still: (number, count) => `Code ${number} von ${count}`,
    asksHere: 'Ihr anderes Gerät fragt, ob es diese Schlüssel hinzufügen soll. Sie beginnen mit',
    thenRead:
      'Sobald Sie es dort hinzugefügt haben, lesen Sie den Code, den Ihr anderes Gerät dann zeigt.',
    invited: 'Was Ihr anderes Gerät gegeben hat',
    joinGo: 'Beitreten',
    forget: 'Diese Schlüssel vergessen und neu beginnen',
    refuse:
      'Schlüssel können nicht gesichert oder kopiert werden: ein Gerät wird angemeldet, nicht kopiert. Um die Geldbörse auf einem anderen Gerät zu haben, fügen Sie es hier hinzu.',
  },
  release: {
    title: 'Diese Seiten',
    check: 'Diese Seiten vergleichen',
    hash: 'Prüfsumme über alle Dateien',
    same: 'In diesem Browser läuft, was der Souverän veröffentlicht.',
    differs:
      'In diesem Browser laufen andere Dateien, als der Souverän veröffentlicht. Schließen Sie alle seine Seiten und öffnen Sie sie neu; wenn es so bleibt, entsperren Sie hier nicht.',
    other:
      'Der Souverän liefert eine andere Ausgabe aus als diese Seite. Oben auf der Seite steht es, sobald sie geladen werden kann.',
    unknown: 'Der Souverän konnte nicht gefragt werden, welche Ausgabe er ausliefert.',
    means:
      'Vergleichen Sie die Prüfsumme mit dem, was der Betreiber anderswo veröffentlicht hat. Wer diese Seiten ausliefert, könnte falsche ausliefern, die eine richtige Prüfsumme zeigen: davor schützt nur der Vergleich von außen, oder die Befehlszeile.',
  },
};
