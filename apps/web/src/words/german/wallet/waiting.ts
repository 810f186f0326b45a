/** Money that waits, in German. */
import type { WaitingWords } from '../../english/wallet/waiting.ts';

export const waitingGerman: WaitingWords = {
  title: 'Wartendes Geld',
  about: 'Daueraufträge, Geld für später, Treuhand, ein Erbe.',
  lead: 'Für jemanden beiseitegelegtes Geld: Solange es wartet, kann es niemand ausgeben, auch Sie nicht. Was nicht rechtzeitig abgeholt wird, kommt zum Eigentümer zurück.',
  none: 'Weder von Ihnen noch für Sie ist etwas beiseitegelegt.',
  make: 'Geld beiseitelegen',
  back: 'Alles wartende Geld',
  locked: (what) => `Sie haben ${what} beiseitegelegt.`,
  orders: 'Daueraufträge',
  amounts: 'Beiseitegelegt',
  order: {
    every: (what, to, period) => `${what} an ${to}, jeweils nach: ${period}`,
    times: (count, first) => `${count} Mal, ab ${first}`,
    funded: (funded, periods) => `Für ${funded} von ${periods} Zeiträumen ist beiseitegelegt`,
    next: (moment) => `Der nächste Zeitraum beginnt am ${moment}`,
    short: (needed, by) =>
      `Bis ${by} fehlen in dieser Geldbörse noch ${needed}, sonst wird dieser Zeitraum verspätet bezahlt.`,
    statuses: { active: 'läuft', cancelled: 'beendet', over: 'vorbei' },
    cancel: 'Beenden',
    cancelMeans:
      'Es wird nichts mehr beiseitegelegt. Was schon beiseitegelegt ist, bleibt Zeitraum für Zeitraum beim Empfänger.',
    cancelNow: 'Jetzt beenden',
    keep: 'Weiterlaufen lassen',
  },
  statuses: {
    open: 'wartet',
    pending: 'noch nicht endgültig',
    gone: 'vorbei',
    'not-put': 'abgelehnt',
  },
  by: (name) => `beiseitegelegt von ${name}`,
  you: 'Sie',
  anybody: 'wer auch immer',
  unproven:
    'Das sagt nur der Souverän: Lassen Sie sich die Bedingungen geben, und nehmen Sie sie unten auf.',
  missing: 'Es fehlt noch',
  lacks: {
    ended: 'Die Zeit zum Abholen ist vorbei.',
    firstPeriod: 'der erste Zeitraum',
    nextPeriod: 'der nächste Zeitraum',
    impossible: (what) => `Das geht nicht mehr: ${what}`,
    after: (moment) => `der Zeitpunkt ${moment}`,
    before: (moment) => `vor ${moment} hätte es sein müssen`,
    preimage: (hash) => `das Geheimnis zum Hash ${hash}`,
    oneSignature: (names) => `eine Zustimmung von ${names}`,
    signatures: (count, names) => `${count} Zustimmungen von ${names}`,
    attested: (name, statement) => `das Wort von ${name}: ${statement}`,
    returned: (hold, sovereign) =>
      `dass der Betrag ${hold} beim Souverän ${sovereign} zurückgekommen ist`,
    taken: (hold, sovereign, claim) =>
      `dass der Betrag ${hold} beim Souverän ${sovereign} nach Anspruch ${claim} abgeholt ist`,
    fork: (hold) => `der Beweis, dass über ${hold} zweimal verfügt wurde`,
    and: ', und ',
    or: ' oder ',
    oneOf: (list) => `eines davon: ${list}`,
    someOf: (count, list) => `${count} davon: ${list}`,
  },
  claims: {
    now: (who, until) => `Jetzt abzuholen durch: ${who}. Bis ${until}.`,
    after: (who, from, until) => `Abzuholen ab ${from} durch: ${who}. Bis ${until}.`,
    signed: (who, least, names, until) =>
      `Abzuholen durch: ${who}, wenn ${least} von diesen zustimmen: ${names}. Bis ${until}.`,
    secret: (who, until) =>
      `Abzuholen durch: ${who}, wenn das Geheimnis gezeigt wird. Bis ${until}.`,
    says: (who, name, said, until) =>
      `Abzuholen durch: ${who}, sobald ${name} sagt: „${said}“ Bis ${until}.`,
    other: (who, until) => `Abzuholen durch: ${who}, bis ${until}, wenn das gilt:`,
    schedule: (who, amount, period, times) =>
      `${amount} für ${who}, ${times} Mal, jeweils nach: ${period}.`,
  },
  act: {
    take: 'Abholen',
    takeBack: 'Zurückholen',
    agree: 'Zustimmen, dass es abgeholt wird',
    agreeMeans: 'Ihr Wort ist endgültig: Wer es hat, kann es verwenden.',
    word: 'Geben Sie das weiter an den, der abholt. Es ist kein Geheimnis.',
    terms: 'Bedingungen zum Weitergeben',
    termsMeans: 'Wer zustimmen oder abholen soll, nimmt zuerst diesen Text auf.',
    reveal: 'Das Geheimnis zeigen',
    revealMeans: 'Wer diesen Text hat, kann das Geld abholen. Geben Sie ihn sonst niemandem.',
    attest: 'Sagen, dass es so ist',
    attestMeans:
      'Das gibt jeden Betrag frei, der auf genau diese Worte von Ihnen wartet, nicht nur diesen, und ist endgültig.',
    youSay: 'Sie sagen endgültig',
    opens: (count) =>
      count === 1
        ? 'Diese Geldbörse kennt einen Betrag, der auf diese Worte wartet. Es kann weitere geben.'
        : `Diese Geldbörse kennt ${count} Beträge, die auf diese Worte warten. Es kann weitere geben.`,
    among: (what, who) => `Darunter: ${what} für ${who}.`,
    whoever: 'jeden, der die Bedingung erfüllt',
    lets: 'Ihr Wort gibt das frei',
    go: 'Ja, mein Wort geben',
    not: 'Noch nicht',
    taken: 'Abgeholt.',
  },
  takeIn: {
    title: 'Einen Text aufnehmen',
    means:
      'Bedingungen, die Ihnen jemand gegeben hat, oder das Wort von jemandem, der zustimmt. Es wird am Protokoll geprüft; Verbogenes wird abgelehnt.',
    label: 'Text dazu',
    go: 'Prüfen und behalten',
    done: (count) =>
      count === 1
        ? 'Behalten. Es betrifft einen Betrag von oben.'
        : `Behalten. Es betrifft ${count} Beträge.`,
  },
  recipes: {
    title: 'Wofür ist es?',
    after: {
      title: 'Nach einem Tag zahlen',
      about: 'Ab einem Tag lässt es sich abholen. Dafür vertrauen Sie niemandem.',
    },
    every: {
      title: 'Jeden Monat zahlen',
      about: 'Ein Dauerauftrag: ein Betrag für jede Woche, alle zwei Wochen oder jeden Monat.',
    },
    escrow: {
      title: 'Zahlen, wenn die Ware da ist',
      about: 'Sie oder ein Dritter geben es frei; der andere oder der Dritte schicken es zurück.',
    },
    goal: {
      title: 'Geben, wenn genug andere geben',
      about:
        'Es geht an das Vorhaben, sobald jemand, der zählt, sagt, dass das Ziel erreicht ist. Sonst kommt es zurück.',
    },
    secret: {
      title: 'Für ein Geheimnis zahlen',
      about: 'Es lässt sich abholen, sobald Sie ein Geheimnis zeigen, das diese Geldbörse macht.',
    },
    inheritance: {
      title: 'Jemandem hinterlassen',
      about:
        'Bis zu dem Tag, den Sie nennen, gehört es Ihnen; danach ihm, wenn Sie es nicht zurückgeholt haben.',
    },
    own: {
      title: 'Eine eigene Bedingung',
      about: 'In der Sprache der Bedingungen, für alle, die sie kennen.',
    },
  },
  form: {
    to: 'An',
    toMeans: 'Ein Name wie @ada.',
    amount: 'Betrag',
    each: 'Betrag jedes Mal',
    currency: 'Währung',
    day: 'Ab welchem Tag',
    third: 'Die dritte Person',
    thirdMeans: 'Ein Name. Sie entscheidet, wenn Sie beide uneins sind, und hat das Geld nie.',
    counter: 'Wer zählt',
    counterMeans:
      'Ein Name wie @ada. Zählt zusammen, was beiseitegelegt ist, und hat das Geld nie.',
    statement: 'Was diese Person sagen soll',
    statementMeans:
      'Genau dieselben Worte für alle, die geben, zum Beispiel: Das Boot hat seine 100,00 HRB.',
    period: 'Wie oft',
    periods: { week: 'jede Woche', fortnight: 'alle zwei Wochen', month: 'alle 30 Tage' },
    times: 'Wie viele Male',
    ahead: 'Immer nur für einen Zeitraum beiseitelegen',
    aheadMeans:
      'Das tut diese Geldbörse, wenn sie offen ist. Solange sie zu bleibt, wird nichts gezahlt.',
    days: 'Wie lange es abgeholt werden kann',
    dayCounts: { '30': '30 Tage', '90': '90 Tage', '365': 'ein Jahr' },
    condition: 'Bedingung',
    conditionMeans: 'Zum Beispiel: after 2027-01-01T00:00Z and signed 1 of carl',
    at: (place, reason) => `Beim Zeichen ${place}: ${reason}`,
    next: 'Noch einmal ansehen',
  },
  faults: {
    'no-name':
      'Geben Sie einen Namen aus Buchstaben und Ziffern an: In einer Bedingung steht er für einen Schlüssel.',
    'no-own-name': 'Dafür braucht Ihre Geldbörse einen Namen aus Buchstaben und Ziffern.',
    'same-name': 'Das müssen drei verschiedene Personen sein.',
    'no-day': 'Wählen Sie einen Tag, der noch kommt.',
    'no-times': 'Geben Sie eine ganze Zahl von 1 bis 1200 ein.',
    'no-statement':
      'Schreiben Sie, was diese Person sagen soll: eine Zeile, höchstens 200 Zeichen.',
    'no-condition': 'Berichtigen Sie zuerst die Bedingung.',
  },
  look: {
    title: 'Ein letzter Blick',
    hold: 'Sie legen zurück',
    order: 'Sie beauftragen',
    lockedUntil: (moment) =>
      `Es ist längstens bis ${moment} gesperrt. Hat es bis dahin niemand abgeholt, kommt es zurück.`,
    words: 'Wessen Wort außerdem entscheidet',
    inAll: (what, last) => `Zusammen ${what}; das letzte Mal am ${last}.`,
    cancel:
      'Sie können jederzeit kündigen. Was bis dahin beiseitegelegt ist, bleibt für die andere Person, Zeitraum um Zeitraum.',
    lockedEach: (what) => `Davon wird jetzt beiseitegelegt: ${what}.`,
    noWayBack: 'Vorher können Sie es nicht zurückholen.',
    names:
      'Ein Name steht für das eine Gerät, das die Person heute hat. Geht dieses Gerät verloren, dann auch ihr Wort.',
    lost: 'Was abgeholt ist, gehört der anderen Person und lässt sich nicht zurücknehmen. Was sie bis zum Ende nicht abgeholt hat, verliert sie.',
    go: 'Jetzt beiseitelegen',
    goOrder: 'Jetzt beauftragen',
    change: 'Etwas ändern',
    done: 'Es ist beiseitegelegt.',
    doneOrder: 'Der Dauerauftrag läuft.',
  },
  spans: {
    weeks: (count) => (count === 1 ? 'eine Woche' : `${count} Wochen`),
    days: (count) => (count === 1 ? 'ein Tag' : `${count} Tage`),
    hours: (count) => (count === 1 ? 'eine Stunde' : `${count} Stunden`),
  },
};
