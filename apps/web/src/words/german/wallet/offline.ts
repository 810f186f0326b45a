import type { OfflineRoomWords } from '../../english/wallet/offline.ts';

/** Was die Geldbörse über Zahlungen ohne Netz sagt. */
const cameraGerman: OfflineRoomWords['camera'] = {
  scan: 'Code mit der Kamera lesen',
  hold: 'Halten Sie den Code so, dass er ganz im Bild ist.',
  picture: 'Was die Kamera sieht',
  other: 'Andere Kamera',
  light: 'Licht',
  close: 'Kamera schließen',
  moving: 'Dieser Code bewegt sich: er bittet um eine Zahlung ohne Netz. Zahlen Sie hier:',
  troubles: {
    none: {
      title: 'Keine Kamera gefunden',
      text: 'Schließen Sie eine an, oder überbringen Sie die Nachrichten als Datei oder Text, siehe unten.',
    },
    refused: {
      title: 'Die Kamera ist nicht erlaubt',
      text: 'Erlauben Sie sie für diese Seite in den Einstellungen des Browsers (neben der Adresse), dann versuchen Sie es noch einmal. Dateien und Text gehen auch ohne.',
    },
    busy: {
      title: 'Die Kamera ist besetzt',
      text: 'Ein anderes Programm oder ein anderer Tab benutzt sie. Schließen Sie das, dann versuchen Sie es noch einmal.',
    },
    unable: {
      title: 'Dieser Browser gibt keine Kamera her',
      text: 'Überbringen Sie die Nachrichten als Datei oder Text, siehe unten.',
    },
  },
};

const offlineGerman: OfflineRoomWords['offline'] = {
  title: 'Ohne Netz',
  about: 'Zahlen und bezahlt werden von Bildschirm zu Kamera, ganz ohne Netz.',
  lead: 'Zwei Geldbörsen rechnen ab, ohne jemanden dazwischen: jede zeigt bewegte Codes und liest die der anderen.',
  ready: (until) => `Bereit, ohne Netz zu zahlen, bis ${until}.`,
  notReady:
    'Noch nicht bereit: Lassen Sie diese Geldbörse einmal offen, während der Souverän erreichbar ist. Dann nimmt sie mit, was beweist, wem sie gehört.',
  over: (when) =>
    `Was diese Geldbörse von sich zeigt, galt bis ${when}. Öffnen Sie sie einmal, während der Souverän erreichbar ist.`,
  steps: [
    'Wer bezahlt wird, gibt den Betrag ein.',
    'Halten Sie beide Geräte so, dass jede Kamera den Bildschirm des anderen sieht.',
    'Wer zahlt, sieht sich den Betrag an und bestätigt.',
  ],
  receive: 'Ich werde bezahlt',
  pay: 'Ich zahle',
  compare: 'Wir vergleichen, was wir gesehen haben',
  compareMeans:
    'Zwei Läden, die vergleichen, finden heraus, ob jemand beide mit demselben Geld bezahlt hat, bevor jemand etwas einreicht.',
  compareFirst: 'Ich zeige zuerst',
  compareSecond: 'Ich sehe zuerst hin',
  ask: 'Darum bitten',
  amount: 'Betrag',
  memo: 'Wofür (freiwillig)',
  code: 'Bewegter Code für die andere Geldbörse',
  reading: 'Wie viel von der Nachricht der anderen gelesen ist',
  nothingYet: 'Noch nichts gelesen. Halten Sie den Code des anderen ins Bild.',
  unexpected: 'Das ist ein Code eines anderen Schritts: die andere Seite ist noch nicht so weit.',
  seen: (have, of) => `${have} von ${of} Teilen gelesen`,
  stop: 'Aufhören',
  done: 'Fertig',
  confirm: 'Ja, das zahle ich',
  decline: 'Nein, nicht zahlen',
  stranger: 'Diese Geldbörse kennt keinen Namen dafür.',
  from: {
    tab: 'Es kommt aus dem, was Sie für diese Person beiseitegelegt haben. Doppelt auszugeben ist verhindert: niemand sonst kann es bekommen.',
    cheque:
      'Es ist ein Scheck auf das, was Sie für alle beiseitegelegt haben, denen Sie begegnen. Es gehört der Person, sobald sie ihn eingereicht hat.',
    nothing:
      'Sie haben nichts beiseitegelegt, woraus das bezahlt werden kann. Eröffnen Sie einen Deckel für diese Person oder ein Taschengeld, solange ein Netz da ist.',
  },
  hands: {
    same: 'Sie haben diese Bitte schon bezahlt, und die Quittung ist nicht gekommen. Dieselbe Zahlung wird noch einmal gezeigt: sie zählt einmal.',
    earlier:
      'Eine frühere Zahlung an diese Person hat noch keine Quittung. Erst wird sie gezeigt, dann diese; käme diese aus etwas anderem, werden Sie noch einmal gefragt.',
  },
  claimBefore: (when) =>
    `Fordern Sie es vor ${when} ein: Öffnen Sie diese Geldbörse einmal, während der Souverän erreichbar ist.`,
  keepShowing: 'Zeigen Sie diesen Code, bis das andere Gerät „Bestätigt“ sagt.',
  standings: {
    looking: {
      title: 'Sehen Sie auf den anderen Code',
      text: 'Die andere Person bittet um einen Betrag. Halten Sie Ihre Kamera auf deren Bildschirm.',
    },
    showing: {
      title: 'Zeigen Sie diesen Code',
      text: 'Halten Sie beide Geräte so, dass jedes das andere sieht. Nichts gehört Ihnen, bevor diese Seite es sagt.',
    },
    asked: { title: 'Zahlen Sie das?', text: 'Nichts wird unterschrieben, bevor Sie Ja sagen.' },
    working: {
      title: 'Wird unterschrieben',
      text: 'Erst gespeichert, dann unterschrieben. Das dauert einen Augenblick.',
    },
    handed: {
      title: 'Übergeben, nicht bestätigt',
      text: 'Zeigen Sie diesen Code und sehen Sie auf den anderen. Ab jetzt zählt es als gegeben; die Quittung ist Ihr Beweis.',
    },
    confirmed: {
      title: 'Bestätigt',
      text: 'Die andere Person hat es, und diese Geldbörse hat die Quittung.',
    },
    voided: {
      title: 'Zurückgenommen',
      text: 'Die andere Person hat ihr Wort gegeben, es nicht einzufordern. Ihre nächste Zahlung auf diesem Deckel zählt es nicht mit.',
    },
    'word-asked': {
      title: 'Glauben Sie dem Wort?',
      text: 'Es geht um eine frühere Zahlung von Ihnen, über Ihrer Grenze für solche Worte.',
    },
    'word-declined': {
      title: 'Nicht zurückgenommen',
      text: 'Es hat sich nichts geändert: es zählt als gegeben, und was nie eingefordert wird, kommt nach der Frist zurück.',
    },
    'word-given': {
      title: 'Zeigen Sie Ihr Wort',
      text: 'Wer zahlt, wählt „Ich zahle“ und sieht einmal auf diesen Code. Bezahlt ist noch nichts: ist er gelesen, bitten Sie noch einmal um den Betrag.',
    },
    declined: { title: 'Nicht bezahlt', text: 'Es wurde nichts unterschrieben.' },
    'accepted-tab': {
      title: 'Angenommen: es gehört Ihnen',
      text: 'Es war für Sie beiseitegelegt. Doppelt auszugeben ist verhindert, solange Sie es einfordern, bevor die Frist endet. Was Sie bis dahin nicht eingefordert haben, können Sie verlieren.',
    },
    'accepted-cheque': {
      title: 'Angenommen, vorläufig',
      text: 'Es ist ein Scheck. Zweimal mit demselben Geld zu zahlen wird erkannt und jedem bewiesen, sobald zwei widersprüchliche Schecks sich treffen; bis Sie ihn eingereicht haben, können Sie alles davon verlieren. Vorher können Sie es nicht ausgeben.',
    },
    'not-accepted': {
      title: 'Nicht angenommen',
      text: 'Hier hat sich nichts geändert. Geben Sie die Ware nicht heraus.',
    },
    'not-confirmed': {
      title: 'Übergeben, nicht bestätigt',
      text: 'Die andere Person hat es vielleicht, also zählt es als gegeben. Das heilt, wenn Sie sich wieder begegnen (zahlen Sie dieselbe Bitte oder die nächste) oder wenn das Hauptbuch es sagt; was nie eingefordert wird, kommt nach der Frist zurück.',
    },
    failed: { title: 'Es ist nichts geschehen', text: 'Es wurde kein Geld bewegt.' },
    comparing: {
      title: 'Vergleichen',
      text: 'Halten Sie beide Geräte so, dass jedes das andere sieht. Es wird nichts bezahlt.',
    },
    agreed: {
      title: 'Nichts widerspricht sich',
      text: 'Was beide gesehen haben, passt zusammen. Was keine von beiden gesehen hat, kann dem noch widersprechen.',
    },
    forked: {
      title: 'Jemand hat zweimal bezahlt',
      text: 'Beide Geldbörsen haben jetzt den Beweis. Er kommt bei Ihrer nächsten Verbindung ins öffentliche Protokoll.',
    },
  },
  word: {
    offer: 'Das habe ich nicht bekommen: noch einmal zahlen',
    verb: 'Sie geben Ihr Wort, nicht einzufordern',
    from: 'Aus einer Zahlung von',
    givesUp:
      'Diese Geldbörse nimmt die Zahlung dann nie mehr an, und die nächste auf diesem Deckel zählt sie nicht mit. Das lässt sich nicht rückgängig machen.',
    signed: 'Sie unterschreiben das. Forderten Sie es trotzdem ein, könnte man es jedem zeigen.',
    onlyIf:
      'Bezahlt wird damit nichts. Ist Ihr Wort gelesen, bitten Sie noch einmal um den Betrag.',
    give: 'Mein Wort geben',
    keep: 'Nein, kein Wort geben',
    theyGive: 'Man gibt Ihnen das Wort, nicht einzufordern',
    canLose:
      'Wird es trotzdem eingefordert, verlieren Sie diesen Betrag: die Unterschrift ist der einzige Beweis. Glauben Sie es, zählt Ihre nächste Zahlung auf diesem Deckel es nicht mit.',
    comesBack:
      'Glauben Sie es nicht, zählt es weiter als gegeben, und was nie eingefordert wird, kommt nach der Frist zurück.',
    believe: 'Ja, ich glaube es',
    doubt: 'Nein, es bleibt gegeben',
    mayCome:
      'Bei einem Deckel kann man Ihnen das Wort geben, es nicht einzufordern. Wählen Sie dann noch einmal „Ich zahle“ und sehen Sie auf den Code, der dafür gezeigt wird.',
  },
  why: {
    request: 'Es antwortet auf keine Bitte, die noch offen ist. Bitten Sie noch einmal.',
    bundle:
      'Was das Geld beweist, ist zu alt oder zu wenig mitunterschrieben. Wer zahlt, öffnet die Geldbörse einmal mit Netz und zahlt dann noch einmal.',
    currency: 'Es ist in einer anderen Währung, als erbeten war.',
    claim: 'Woraus es bezahlt wird, ist nicht für diese Geldbörse.',
    condition: 'Es zahlt nur unter einer Bedingung.',
    window: 'Woraus es bezahlt wird, endet zu früh, um sich darauf zu verlassen.',
    half: 'Diese Geldbörse erinnert sich an andere Zahlungen, als die andere zeigt: eine ältere Kopie davon oder eine zweite.',
    act: 'Es folgt nicht auf die Zahlungen davor.',
    amount: 'Es gibt nicht, was erbeten war.',
    limit: 'Es liegt über der Grenze für Schecks, die noch nicht eingereicht sind.',
    rulebook: 'Die Regeln, die die empfangende Geldbörse mitführt, sprechen dagegen.',
    voided: 'Wer bezahlt wird, hat sein Wort gegeben, diese Zahlung nicht einzufordern.',
    released: 'Wer bezahlt wird, hat den Rest dieses Deckels zurückgegeben.',
    forked: 'Wer zahlt, hat unterschrieben, was nicht alles wahr sein kann.',
    price: 'Es ist nicht zu dem Preis, der erbeten war.',
    form: 'Was gezeigt wurde, ist fehlerhaft.',
  },
  ways: {
    title: 'Keine Kamera? Als Datei oder Text',
    lead: 'Dieselben Nachrichten, von Hand überbracht. Jede gilt für diese eine Zahlung.',
    file: 'Als Datei speichern',
    copy: 'Als Text kopieren',
    open: 'Eine Datei von der anderen Seite öffnen',
    paste: 'Oder deren Text einfügen',
    read: 'Lesen',
    wrong: 'Das ist keine neue Nachricht einer Geldbörse.',
  },
};

const setAsideGerman: OfflineRoomWords['setAside'] = {
  title: 'Deckel und Taschengeld',
  about:
    'Beiseitegelegtes Geld, aus dem ohne Netz gezahlt wird: für eine Person oder für alle, denen Sie begegnen.',
  lead: 'Was Sie beiseitelegen, ist bis zu dem Tag gesperrt, der dabeisteht. Was niemand nimmt, kommt danach zurück.',
  ownTitle: 'Von Ihnen',
  ownNone: 'Sie haben nichts beiseitegelegt.',
  heldTitle: 'Von anderen',
  heldNone: 'Niemand hat etwas für Sie beiseitegelegt, und Sie haben keine Schecks.',
  tab: 'Deckel',
  allowance: 'Taschengeld',
  anybody: 'für alle, denen Sie begegnen',
  left: (left, cap) => `${left} übrig von ${cap}`,
  got: (got, taken) => `${got} an Sie gegeben, ${taken} davon eingefordert`,
  lockedUntil: (when) => `Gesperrt bis ${when}`,
  claimUntil: (when) => `Einzufordern bis ${when}`,
  over: 'Vorbei',
  collateral: (amount) => `und ${amount} als Pfand`,
  cover: (amount) => `und ${amount} als Deckung durch andere`,
  each: (amount) => `höchstens ${amount} je Scheck`,
  bounds: (where) => `nur für Empfänger in ${where}`,
  noCollateral: 'Das Pfand steht noch nicht im Hauptbuch: bis dahin wird kein Scheck geschrieben.',
  stopped: {
    closed: 'Geschlossen: daraus wird nichts mehr gezahlt.',
    'rolled-back':
      'Angehalten: Diese Geldbörse wurde aus einer älteren Kopie hergestellt; es kann mehr gegeben sein, als sie weiß.',
    forked:
      'Angehalten: Ihre Schecks widersprechen einander, also gibt es eine Kopie dieser Geldbörse. Alles davon kann verloren gehen, auch das Pfand.',
  },
  raise: 'Dazulegen',
  release: 'Meines nehmen, Rest zurück',
  openTab: 'Deckel für eine Person eröffnen',
  tabMeans:
    'Niemand sonst kann dieses Geld bekommen, auch Sie nicht mit einer zweiten Kopie der Geldbörse: doppelt auszugeben ist verhindert. Es ist bis zum Ende gesperrt; brauchen Sie es früher, bitten Sie die Person, den Rest zurückzugeben.',
  openAllowance: 'Taschengeld für Schecks anlegen',
  allowanceMeans:
    'Für Empfänger, die Sie noch nicht kennen. Doppelt auszugeben wird erkannt, nicht verhindert: schreibt eine zweite Kopie Ihrer Geldbörse Schecks, verlieren Sie das Taschengeld und das Pfand.',
  to: 'Für wen',
  amount: 'Betrag',
  perCheque: 'Höchstens je Scheck',
  withCollateral: 'Pfand (freiwillig)',
  collateralMeans:
    'Zusätzlich beiseitegelegt: es zahlt, wenn zwei Kopien dieser Geldbörse gezahlt haben.',
  days: 'Für wie viele Tage',
  countries: 'Nur für Empfänger in (freiwillig, Kürzel wie KE, DE)',
  badDays: 'Eine ganze Zahl von Tagen, 1 bis 3650.',
  badCountries: 'Zwei Buchstaben für jedes Land, zum Beispiel KE, DE.',
  open: 'Beiseitelegen',
  pending: 'Gespeichert; der Souverän hat noch nicht geantwortet. Die Geldbörse fragt weiter.',
  doneTab: 'Es ist beiseitegelegt.',
  coverTitle: 'Deckung',
  coverMeans:
    'Jemand kann für Ihre Schecks einstehen: Kopieren Sie dafür die Bedingungen Ihres Taschengelds und behalten Sie, was Sie zurückbekommen. Oder geben Sie Deckung für Bedingungen, die Ihnen jemand gab. Wer Deckung gibt, kann sie ganz verlieren.',
  coverTerms: 'Bedingungen kopieren',
  pasteTerms: 'Bedingungen, die Ihnen jemand gab',
  keepCover: 'Deckung behalten',
  giveCover: 'Deckung geben',
  coverAsked: (who, cap, cheque) =>
    `${who} hat ein Taschengeld von ${cap}, höchstens ${cheque} je Scheck.`,
  coverGiven: (amount, paid) => `${amount} als Deckung gegeben, ${paid} davon ausgezahlt`,
  kept: 'Behalten. Empfänger bekommen es gezeigt.',
  look: {
    title: 'Ein letzter Blick',
    next: 'Noch einmal ansehen',
    change: 'Etwas ändern',
    locks: 'Sie sperren',
    covers: 'Sie geben als Deckung',
    takes: 'Sie nehmen',
    until: (when) => `Gesperrt bis ${when}. Was niemand nimmt, kommt danach zurück.`,
    tabLost:
      'Vorher können Sie es nicht ausgeben, außer die Person gibt es zurück. Was Sie daraus zahlen, gehört ihr; was sie bis dahin nicht eingefordert hat, verliert sie.',
    collateral: (amount) => `Dazu ${amount} als Pfand, eine Woche länger.`,
    both: (cap, collateral) => `${cap} und ${collateral} Pfand`,
    allowanceLost: (amount) =>
      `Doppelt auszugeben wird erkannt, nicht verhindert. Schreibt eine zweite Kopie dieser Geldbörse Schecks, können Sie alles davon verlieren: ${amount}.`,
    coverUntil: (when) =>
      `Gesperrt bis eine Woche nach dem Ende des anderen Taschengelds, das am ${when} ist.`,
    coverLost: (amount) =>
      `Sie können alles davon verlieren: ${amount}. Es zahlt, wo Kopien der anderen Geldbörse dasselbe Geld zweimal gegeben haben.`,
    goesBack: (rest) => `Zurück geht: ${rest}.`,
    theRest: 'der Rest',
    backLost:
      'Aus diesem Deckel kann Ihnen nichts mehr gezahlt werden, und das lässt sich nicht rückgängig machen.',
  },
};

const exposureGerman: OfflineRoomWords['exposure'] = {
  title: 'Was noch verloren gehen kann',
  about:
    'Was Sie noch nicht eingefordert oder eingereicht haben, von wem und bis wann; und was Sie annehmen.',
  safe: 'Nichts, was Ihnen gezahlt wurde, wartet darauf, eingefordert zu werden.',
  safeMeans:
    'Es ist eingefordert oder eingereicht, und Sie geben keine Deckung. Was Sie selbst beiseitegelegt haben und verlieren können, steht darunter.',
  atRisk: 'In Gefahr, bis Sie diese Geldbörse mit Netz öffnen',
  toMe: 'Einzufordern',
  byMe: 'Von Ihnen beiseitegelegt',
  kinds: {
    tab: 'von einem Deckel: verhindert, solange Sie rechtzeitig einfordern',
    stream: 'von einem Strom: verhindert, wie bei einem Deckel',
    cheque: 'ein Scheck: erkannt, nicht verhindert, bis er eingereicht ist',
    allowance:
      'in einem Taschengeld von Ihnen: schreibt eine zweite Kopie dieser Geldbörse Schecks, ist alles davon verloren, das Pfand auch',
    cover: 'Deckung, die Sie gaben: alles davon kann verloren gehen',
  },
  own: {
    tab: 'in einem Deckel nur für diese Person: sonst bekommt es niemand, und was nicht eingefordert wird, kommt zurück',
    stream:
      'in einem Strom nur an diese Person: sonst bekommt es niemand, und was nicht eingefordert wird, kommt zurück',
  },
  until: (when) => `bis ${when}`,
  uncovered: 'Eingereicht, und es ist nichts mehr da, was ihn bezahlt.',
  lossTitle: 'Was, wenn andere mit demselben Geld bezahlt wurden?',
  lossMeans:
    'Wer mehrere Kopien einer Geldbörse hat, kann dasselbe Taschengeld mehreren geben, die einander nicht sehen. Wie viele es sind, weiß vorher niemand.',
  payees: 'Wie viele Empfänger, jeder für sich',
  loss: (payees, amount) => `${payees} Empfänger verlieren zusammen höchstens ${amount}.`,
  noLoss: (payees) => `${payees} Empfänger verlieren nichts: Pfand und Deckung zahlen es.`,
  backing: (cap, collateral, cover) => `Taschengeld ${cap}, Pfand ${collateral}, Deckung ${cover}`,
  paid: 'bezahlt',
  short: 'offen',
  forksTitle: 'Bewiesene Widersprüche',
  fork: 'Wer es schrieb, hat unterschrieben, was nicht alles wahr sein kann.',
  forkLogged: 'Der Beweis steht im öffentlichen Protokoll.',
  forkWaits: 'Der Beweis kommt bei der nächsten Verbindung ins öffentliche Protokoll.',
  limits: {
    title: 'Was Sie annehmen',
    lead: 'Über diese Grenzen nimmt Ihre Geldbörse keinen Scheck. Deckel brauchen keine. Leer: keine Grenze.',
    perAct: 'Ein Scheck',
    perActMeans: 'Wie viel würden Sie auf ein ehrliches Gesicht hin herausgeben?',
    perPayer: 'Schecks einer Person zusammen',
    perPayerMeans: 'Wie viel von einer Person könnten Sie abschreiben?',
    total: 'Alle Schecks zusammen',
    totalMeans:
      'Wie viel könnten Sie zwischen zwei Verbindungen verlieren und morgen trotzdem öffnen?',
    hours: 'Wie alt ein Beweis sein darf, in Stunden',
    hoursMeans: 'Leer: wie es die Verfassung sagt.',
    voids: 'Eine zurückgenommene Zahlung glauben bis',
    voidsMeans:
      'Wer nicht angenommen hat, kann sein Wort geben, nicht einzufordern. Darüber werden Sie gefragt.',
    save: 'Speichern',
    saved: 'Gespeichert',
    three: 'Füllen Sie alle drei Grenzen aus oder keine.',
  },
};

export const offlineRoomGerman: OfflineRoomWords = {
  camera: cameraGerman,
  offline: offlineGerman,
  setAside: setAsideGerman,
  exposure: exposureGerman,
};
