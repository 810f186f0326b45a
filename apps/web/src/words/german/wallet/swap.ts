/** An exchange with a stranger, in German. */
import type { SwapWords } from '../../english/wallet/swap.ts';

export const swapGerman: SwapWords = {
  title: 'Mit Fremden tauschen',
  about: 'Zwei Währungen, zwei Personen, niemand dazwischen: Beide bekommen das Ihre, oder keiner.',
  lead: 'Beide sperren ihren Teil unter einem Geheimnis. Wer zuerst abholt, zeigt es und öffnet damit den anderen Teil.',
  to: 'Mit wem',
  toMeans:
    'Ein Name. Es muss jemand Bestimmtes sein: Was jeder abholen könnte, bekäme, wer das Geheimnis zuerst hört.',
  give: 'Sie geben',
  want: 'Sie möchten',
  currency: 'Währung',
  giveCurrency: 'Währung, die Sie geben',
  wantCurrency: 'Währung, die Sie möchten',
  days: 'Wie lange geantwortet werden kann',
  dayCounts: { '1': 'einen Tag', '3': '3 Tage', '7': 'eine Woche' },
  next: 'Noch einmal ansehen',
  at: 'Beide Seiten haben ihre Geldbörse bei diesem Souverän. Zwischen zweien tauschen diese Seiten nicht.',
  faults: {
    'same-currency': 'Wählen Sie zwei verschiedene Währungen.',
    elsewhere: 'Dieses Angebot ist bei einem anderen Souverän als diese Geldbörse.',
    own: 'Das ist Ihr eigenes Angebot. Geben Sie es weiter an die Person, für die es ist.',
    'too-late': 'Für eine Antwort ist es zu spät. Bitten Sie um ein neues Angebot.',
    'no-offer': 'Das ist kein ganzes Angebot. Kopieren Sie es noch einmal.',
  },
  look: {
    youWant: (what, who) => `Dafür möchten Sie ${what} von ${who}.`,
    locked: (what, until) =>
      `Gesperrt bis ${until}: ${what}. Vorher können Sie es nicht zurückholen.`,
    answer: (who, until) =>
      `${who} kann den anderen Teil für Sie sperren. Gesperrt bleibt er bis ${until}.`,
    afterwards:
      'Sie sehen sich den anderen Teil an und holen ihn ab. Das zeigt das Geheimnis, und die andere Geldbörse holt Ihren Teil ab.',
    nobody: 'Kommt keine Antwort, so kommt Ihr Teil am Ende zu Ihnen zurück.',
    late: (until) =>
      `Seien Sie rechtzeitig da: Was Sie bis ${until} nicht abgeholt haben, geht an die andere Person zurück.`,
    option:
      'Sind beide Teile gesperrt, können Sie abwarten, wie sich der Kurs bewegt, und abholen oder nicht. Das bekommen Sie umsonst: eine kostenlose Option.',
    go: 'Sperren und anbieten',
    done: 'Ihr Teil ist gesperrt.',
    comeBack: (who, until) =>
      `Hat ${who} geantwortet, steht es bei allem wartenden Geld: Sehen Sie es sich dort an, und holen Sie es vor ${until} ab.`,
    handOn: 'Geben Sie dieses Angebot weiter an die Person, für die es ist. Es ist kein Geheimnis.',
  },
  answer: {
    title: 'Ein Tauschangebot',
    means:
      'Was Ihnen jemand anbietet. Es wird am Protokoll geprüft, bevor Sie etwas gefragt werden.',
    label: 'Das Angebot',
    go: 'Angebot prüfen',
    link: 'Auf ein Tauschangebot antworten',
    youLock: 'Sie sperren, zur Zahlung',
    youGet: (what, who) => `Dafür bekommen Sie ${what} von ${who}.`,
    checked: (what, until) =>
      `Das Protokoll zeigt es: ${what}, bis ${until} für Sie allein gesperrt, unter einem Geheimnis der anderen Person.`,
    yours: (until) =>
      `Ihr Teil kann bis ${until} abgeholt werden. Geschieht das nicht, kommt er zu Ihnen zurück. Vorher können Sie ihn nicht zurückholen.`,
    afterwards:
      'Wird Ihr Teil abgeholt, ist das Geheimnis bekannt, und Ihre Geldbörse holt den anderen ab, sobald sie offen ist und den Souverän erreicht.',
    late: (until) =>
      `Seien Sie rechtzeitig da: Öffnen Sie diese Geldbörse vor ${until}, sonst können Sie Ihren ganzen Teil verlieren. Das können Sie auch, wenn Regeln Zahlungen an die andere Person bis danach anhalten: Dann steht die Uhr Ihres Teils still, die des anderen nicht.`,
    option:
      'Bis dahin kann die andere Person abwarten, wie sich der Kurs bewegt, und abholen oder nicht. Das geben Sie ihr umsonst: eine kostenlose Option.',
    lock: 'Jetzt meinen Teil sperren',
    done: 'Ihr Teil ist gesperrt.',
    doneMeans: (until) =>
      `Öffnen Sie diese Geldbörse vor ${until} wieder: Ist Ihr Teil abgeholt, holt sie den anderen von selbst ab.`,
    already: 'Auf dieses Angebot haben Sie geantwortet.',
  },
  card: {
    want: (what, who) => `Ein Tausch: Sie möchten dafür ${what} von ${who}.`,
    notYet: (until) => `Noch keine Antwort. Sie kann bis ${until} kommen.`,
    tooLate: 'Es hat niemand rechtzeitig geantwortet. Am Ende kommt es zu Ihnen zurück.',
    answered: (who) => `${who} hat etwas für Sie gesperrt. Sehen Sie es sich an.`,
    look: 'Den Tausch ansehen',
    offer: 'Das Angebot zum Weitergeben',
    get: (what, who, until) =>
      `Ein Tausch: Ist es abgeholt, bekommen Sie dafür ${what} von ${who}. Öffnen Sie diese Geldbörse vor ${until}.`,
    done: (what) =>
      `Getauscht: Sie haben ${what}. Die andere Geldbörse holt Ihren Teil ab, wenn sie das nächste Mal offen ist.`,
    part: 'Das ist die andere Seite Ihres Tauschs: Abgeholt wird es bei Ihrem eigenen Teil.',
  },
  take: {
    youGet: 'Sie bekommen',
    from: 'von',
    youGive: (what, who) => `Dafür bekommt ${who} von Ihnen ${what}.`,
    checked: (until) =>
      `Das Protokoll zeigt es: Es ist, was Sie wollten, für Sie allein, bis ${until}.`,
    shows:
      'Das Abholen zeigt das Geheimnis: Von da an kann Ihr Teil abgeholt werden. Das lässt sich nicht zurücknehmen.',
    go: 'Jetzt abholen',
    not: 'Noch nicht',
  },
  differs: {
    title: 'Das ist nicht, was vereinbart war. Sperren Sie nichts und holen Sie nichts ab:',
    amount: 'der Betrag ist ein anderer',
    currency: 'die Währung ist eine andere',
    from: 'jemand anderes hat es gesperrt',
    claims: 'auch andere könnten es abholen',
    condition: 'es wartet auf mehr als das Geheimnis',
    hash: 'es wartet auf ein anderes Geheimnis',
    until: 'es endet zu früh',
  },
};
