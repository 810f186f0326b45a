/** Payments that rules have stopped, why, and how to appeal: in German. */
import type { StoppedWords } from '../../english/wallet/stopped.ts';

export const stoppedGerman: StoppedWords = {
  title: 'Angehaltene Zahlungen',
  about: 'Warum eine Zahlung abgelehnt oder angehalten wurde, was hilft und wie Sie widersprechen.',
  lead: 'Ihr Souverän hat jede dieser Entscheidungen unterschrieben. Mit Ihrem Geld ist nichts geschehen.',
  none: 'Keine Zahlung dieser Geldbörse wurde angehalten.',
  back: 'Alle angehaltenen Zahlungen',
  outcomes: { refuse: 'Abgelehnt', hold: 'Angehalten', 'no-objection': 'Durchgelassen' },
  means: {
    refuse: 'Eine Regel sagt Nein zu dieser Zahlung. Mit Ihrem Geld ist nichts geschehen.',
    hold: 'Noch nicht: Eine Regel verlangt vorher etwas. Mit Ihrem Geld ist nichts geschehen.',
    'no-objection': 'Keine Regel sprach dagegen.',
  },
  to: (name) => `an ${name}`,
  decidedOn: (moment) => `Entschieden am ${moment}`,
  why: 'Welche Regel',
  byRule: (code, title) => `${code}: „${title}“`,
  since: (day, module, version) =>
    `In Kraft seit ${day}, in Fassung ${version} der Regeln von ${module}`,
  source: (source) => `Sie geht zurück auf: ${source}`,
  nobodyTells:
    'Niemand sagt, warum. Es kann eine vertrauliche Regel oder Liste sein, eine der ausgelosten Zahlungen, die angehalten werden, damit das Anhalten wenig verrät, oder ein Fehler. An einem anderen Tag kann sie durchgehen.',
  missingFact: 'Etwas, wonach eine Regel fragt, war nicht bekannt. Unbekannt ist kein Ja.',
  asks: 'Was sie verlangt',
  requirements: {
    tier: (tier) =>
      `Zeigen Sie, wer Sie sind, bis Stufe ${tier}: Das bestätigt, wer für diesen Souverän Identitäten prüft. Dann zahlen Sie noch einmal.`,
    receiverTier: (tier) =>
      `Der Empfänger muss bis Stufe ${tier} gezeigt haben, wer er ist. Dann zahlen Sie noch einmal.`,
    secondFactor:
      'Eine zweite Bestätigung dieser Zahlung. Diese Geldbörse kann sie noch nicht geben.',
    document: (name) =>
      `Das Dokument „${name}“. Dokumente kann diese Geldbörse noch nicht vorlegen.`,
    waiting: (time) =>
      `Zeit: Kündigen Sie die Zahlung jetzt an, und führen Sie sie aus, sobald ${time} vergangen sind.`,
    other: (text) => `Etwas, wofür diese Geldbörse keine Worte hat: ${text}`,
  },
  spans: {
    hours: (count) => (count === 1 ? 'eine Stunde' : `${count} Stunden`),
    days: (count) => (count === 1 ? 'ein Tag' : `${count} Tage`),
  },
  wouldPass: 'Keine öffentliche Regel spräche dagegen, wenn all das so wäre:',
  announce: 'Diese Zahlung ankündigen',
  announceMeans:
    'Der Souverän erfährt, dass etwas gezahlt werden soll, aber nicht was und an wen. Von Ihrem Guthaben geht nichts ab.',
  announced: (from, until) =>
    `Angekündigt. Sie können sie ab ${from} ausführen, bis ${until}; danach verfällt die Ankündigung.`,
  payIt: 'Jetzt ausführen',
  payAgain: 'Noch einmal zahlen',
  proof: 'Stimmt das wirklich?',
  proving: 'Wird in diesem Browser noch einmal entschieden',
  replays: {
    same: 'In diesem Browser noch einmal entschieden, nach denselben Regeln und über dieselben Tatsachen: dieselbe Antwort.',
    differs:
      'In diesem Browser noch einmal entschieden, nach denselben Regeln und über dieselben Tatsachen, kommt eine ANDERE Antwort heraus. Ihr Souverän hat sich nicht an seine eigenen Regeln gehalten. Behalten Sie diese Geldbörse: Der unterschriebene Beleg beweist es jedem.',
    unexplained:
      'In diesem Browser noch einmal entschieden, spricht keine öffentliche Regel dagegen. Was sie anhält, wird nicht gesagt; dieser Teil lässt sich nicht prüfen.',
    'no-facts':
      'Hier lässt es sich nicht noch einmal entscheiden: Diese Geldbörse hat nicht alle Tatsachen, über die entschieden wurde.',
    'no-rulebook':
      'Hier lässt es sich nicht noch einmal entscheiden: Der Souverän zeigt diese Regeln nicht, und diese Geldbörse hat keine Abschrift.',
  },
  proven:
    'Das Protokoll beweist, dass diese Regeln vorgeschlagen und an ihren Toren geprüft wurden.',
  unproven:
    'Das Protokoll wurde nicht gefragt, ob diese Regeln beschlossen wurden, oder es zeigt das nicht: Dieser Teil ist das Wort des Souveräns.',
  rulebook: 'Hash der Regeln',
  decision: 'Entscheidung',
  appeal: {
    title: 'Halten Sie das für falsch?',
    lead: (office) =>
      `Sie können widersprechen, einmal und bis 30 Tage nach der Entscheidung. Das Amt „${office}“ antwortet innerhalb von 30 Tagen.`,
    noOffice: 'Dieser Souverän hat kein Amt, das Widersprüche beantwortet.',
    tooLate: 'Das ist mehr als 30 Tage her: Widersprechen geht nicht mehr.',
    reason: 'Warum soll man es noch einmal ansehen?',
    reasonMeans: 'Das liest nur das Amt, dem Sie den Fall schicken.',
    next: 'Noch einmal ansehen',
    lastLook: 'Bevor Sie widersprechen',
    publicTitle: 'Alle können sehen',
    publicList: [
      'dass es einen Widerspruch mehr gibt, und wann er eingelegt wurde',
      'einen Fingerabdruck Ihrer Begründung, aus dem niemand sie lesen kann',
      'die Regel, aber nur, wenn Ihnen eine Ausnahme gewährt wird',
    ],
    privateTitle: 'Niemand sonst kann sehen',
    privateList: ['wer widerspricht, wie viel Sie zahlen wollten und an wen', 'Ihre Begründung'],
    officeTitle: 'Das Amt sieht in dem Fall, den Sie ihm schicken',
    officeList: [
      'Ihre Begründung',
      'die unterschriebene Entscheidung mit allen Tatsachen: Betrag, Empfänger, Länder, Stufen, Summen',
    ],
    final:
      'Ein Widerspruch steht für immer im Protokoll, und seine Worte lassen sich nicht ändern.',
    send: 'Jetzt widersprechen',
    change: 'Etwas ändern',
    yours: 'Ihr Widerspruch',
    saved: 'Er steht im Protokoll. Schicken Sie den Fall jetzt dem Amt: Das tut niemand für Sie.',
    download: 'Den Fall speichern',
    file: 'widerspruch.json',
    said: 'Ihre Begründung',
    made: (moment) => `Eingelegt am ${moment}`,
    due: (moment) => `Bis ${moment} ist zu antworten.`,
    overdue: (moment) =>
      `Bis ${moment} war zu antworten. Dass einer überfällig ist, sehen alle; das Amt kann noch antworten.`,
    states: {
      open: 'wartet auf Antwort',
      overdue: 'überfällig',
      upheld: 'bestätigt',
      exception: 'Ausnahme gewährt',
      compensation: 'Entschädigung',
      referred: 'weitergegeben',
    },
    answers: {
      upheld: 'Das Amt hat es sich angesehen, und die Entscheidung bleibt.',
      exception: 'Das Amt lässt diese Zahlung durch, einmal.',
      compensation:
        'Das Amt gewährt Ihnen eine Entschädigung. Wie, sagt es Ihnen außerhalb dieser Seiten.',
      referred: 'Das Amt hat es an die weitergegeben, die die Regel ändern können.',
    },
    exemption: (rule, until) =>
      `Regel ${rule} hält eine Zahlung von höchstens diesem Betrag an diesen Empfänger nicht an, bis ${until}.`,
    used: 'Die Ausnahme ist verbraucht.',
    lapsed: 'Die Zeit für die Ausnahme ist vorbei.',
    unshown: 'Was daraus wurde, ließ sich nicht erfragen.',
  },
};
