import type { WalletWords } from '../english/wallet.ts';
import { failuresGerman } from './wallet/failures.ts';
import { troubleGerman } from './wallet/trouble.ts';
import { keysGerman } from './wallet/keys.ts';
import { proposeGerman } from './wallet/propose.ts';
import { offlineRoomGerman } from './wallet/offline.ts';
import { noticesGerman } from './wallet/notices.ts';
import { statementGerman } from './wallet/statement.ts';
import { stoppedGerman } from './wallet/stopped.ts';
import { streamsGerman } from './wallet/streams.ts';
import { takeAlongGerman } from './wallet/take-along.ts';
import { votesGerman } from './wallet/votes.ts';
import { sealedGerman } from './wallet/sealed.ts';
import { swapGerman } from './wallet/swap.ts';
import { waitingGerman } from './wallet/waiting.ts';

/** What the wallet's pages say, in German. */
export const walletGerman: WalletWords = {
  title: 'Geldbörse',
  money: 'Geld',
  pay: 'Zahlen',
  receive: 'Empfangen',
  history: 'Verlauf',
  book: 'Offenes Buch',
  lock: 'Sperren',
  more: { title: 'Mehr' },
  starting: 'Die Geldbörse wird geöffnet',
  create: {
    title: 'Geldbörse anlegen',
    lead: (name) => `Eine Geldbörse bei ${name}, in diesem Browser. Es dauert eine Minute.`,
    keptTitle: 'Was wo liegt',
    kept: [
      'Ihre Schlüssel entstehen hier und verlassen diesen Browser nie. Sie liegen versiegelt unter dem, womit Sie unten öffnen wollen.',
      'Der Souverän kennt Adresse, Namen und Land der Geldbörse und sieht Zahlungen. Schlüssel und Passphrase sieht er nie.',
      'Niemand kann es für Sie zurücksetzen. Wer es oder den Speicher dieses Browsers verliert, verliert mit diesem Gerät den Weg zum Geld.',
    ],
    handle: 'Name',
    handleMeans: 'Unter diesem Namen zahlen Ihnen andere. Buchstaben, Ziffern, Punkte und Striche.',
    country: 'Land',
    countryMeans: 'Ihre eigene Angabe; sie gilt als Stufe 0, bis jemand sie geprüft hat.',
    passphrase: 'Passphrase',
    passphraseMeans: 'Mindestens 12 Zeichen. Vier oder fünf Wörter ohne Zusammenhang sind gut.',
    again: 'Passphrase noch einmal',
    understood: 'Ich habe die Passphrase aufgeschrieben, oder ich merke sie mir sicher.',
    go: 'Geldbörse anlegen',
    going: 'Schlüssel entstehen. Das dauert ein paar Sekunden.',
    tooShort: 'Mindestens 12 Zeichen.',
    different: 'Diese beiden sind verschieden.',
    handleForm: 'Geben Sie 1 bis 32 kleine Buchstaben, Ziffern, Punkte oder Striche ein.',
    confirm: 'Bitte bestätigen Sie das zuerst.',
  },
  unlock: {
    title: 'Ihre Geldbörse',
    lead: 'Sie ist gesperrt. Die Passphrase öffnet sie, in diesem Browser.',
    go: 'Entsperren',
    wrong: 'Das ist nicht die Passphrase.',
  },
  unsafe: {
    title: 'Keine Geldbörse über diese Verbindung',
    text: 'Browser bewahren Schlüssel nur auf, wo niemand mithören kann. Öffnen Sie diesen Souverän unter seiner https-Adresse, oder auf seiner eigenen Maschine unter localhost.',
  },
  busy: {
    title: 'In einem anderen Tab offen',
    text: 'Diese Geldbörse ist in einem anderen Tab oder Fenster offen. Schließen Sie sie dort und versuchen Sie es noch einmal: Zwei zugleich könnten Verschiedenes unterschreiben.',
  },
  home: {
    balances: 'Ihr Geld',
    empty: 'Noch nichts da',
    emptyMeans:
      'Zeigen Sie jemandem Ihren Namen oder Ihren Code; was man Ihnen zahlt, erscheint hier.',
    incoming: 'auf dem Weg zu Ihnen',
    outgoing: 'von denen, die Sie bezahlt haben, noch nicht abgeholt',
    latest: 'Zuletzt',
    all: 'Alles',
    offline:
      'Der Souverän ist nicht zu erreichen. Sie sehen, was diese Geldbörse zuletzt wusste; nichts ist verloren.',
    synced: 'Auf dem neuesten Stand',
    syncing: 'Sieht nach Neuem',
    clockOff:
      'Die Uhr dieses Geräts geht anscheinend falsch. Die Geldbörse richtet sich nach der Zeit des Hauptbuchs; bitte stellen Sie die Uhr.',
  },
  payment: {
    title: 'Zahlen',
    to: 'An',
    toMeans: 'Ein Name wie @ada, eine Adresse oder ein Zahlungslink.',
    picture: 'Aus einem Bild eines Codes übernehmen',
    noCode:
      'In diesem Bild ist kein Zahlungscode. Gehen Sie näher heran, oder halten Sie es gerade.',
    amount: 'Betrag',
    currency: 'Währung',
    memo: 'Notiz dazu',
    memoMeans: 'Versiegelt: Nur Sie beide können sie lesen.',
    next: 'Noch einmal ansehen',
    unknown: 'So heißt hier niemand.',
    lastLook: 'Ein letzter Blick',
    youPay: 'Sie zahlen',
    toWhom: 'an',
    theirAddress: 'Die Adresse',
    asking: 'Die Regeln werden gefragt',
    mayYes: 'Keine Regel spricht dagegen.',
    mayNo: 'Die Regeln würden das ablehnen.',
    mayIf: 'Die Regeln lassen das zu, wenn all das so ist:',
    mayUnknown: 'Die Regeln ließen sich nicht fragen. Der Souverän entscheidet, wenn Sie zahlen.',
    cannotUndo: 'Eine endgültige Zahlung lässt sich nicht zurücknehmen.',
    payNow: 'Jetzt zahlen',
    back: 'Etwas ändern',
    paying: 'Wird bezahlt',
    paid: 'Bezahlt',
    final: 'Endgültig',
    finalMeans: 'Sie steht im Protokoll, und diese Geldbörse hat den Beweis geprüft.',
    provisional: 'Noch nicht endgültig',
    provisionalMeans:
      'Sie ist gespeichert und vielleicht gesendet, aber es kam keine Antwort. Die Geldbörse fragt mit denselben Bytes weiter und zahlt nie zweimal.',
    notPaid: 'Nicht bezahlt',
    became: {
      refused: {
        title: 'Abgelehnt',
        means: 'Es wurde nichts bezahlt. Das Geld gehört Ihnen wie zuvor.',
      },
      abandoned: {
        title: 'Nicht bezahlt',
        means:
          'Die Zahlung wurde nie angenommen und kann es nicht mehr werden. Das Geld gehört Ihnen wie zuvor; zahlen Sie noch einmal, wenn Sie noch wollen.',
      },
      'given-up': {
        title: 'Vom Souverän aufgegeben',
        means:
          'Der Souverän hat Einträge verloren und öffentlich erklärt, dass es diese Zahlung nicht gab. Das Geld gehört wieder Ihnen. Sagen Sie es der anderen Seite.',
      },
    },
    whatNow: 'Was Sie tun können',
    another: 'Noch eine Zahlung',
    proof: 'Der Beweis',
    index: 'Eintrag im Protokoll',
    id: 'Übergang',
    notEnough: (have) => `Sie haben ${have}.`,
    self: 'Das sind Sie selbst.',
  },
  receipt: {
    title: 'Empfangen',
    lead: 'Wer hier eine Geldbörse hat, kann Sie bezahlen: über Ihren Namen, diesen Code oder den Link.',
    handle: 'Ihr Name',
    address: 'Ihre Adresse',
    amount: 'Um einen Betrag bitten (freiwillig)',
    memo: 'Wofür (freiwillig)',
    copyLink: 'Link kopieren',
    copied: 'Kopiert',
    notCopied:
      'Ihr Browser hat es nicht kopiert. Markieren Sie den Text und kopieren Sie ihn von Hand.',
    code: 'Code, der um eine Zahlung an Sie bittet',
    waiting: 'Was man Ihnen zahlt, erscheint von selbst.',
    next: 'Nächste Zahlung',
    received: (what) => `Erhalten: ${what}`,
    less: (asked) => `Das ist weniger als die ${asked}, um die Sie gebeten haben.`,
  },
  entries: {
    title: 'Verlauf',
    none: 'Noch ist nichts geschehen.',
    search: 'Suchen',
    kinds: {
      opened: 'Geldbörse angelegt',
      identity: 'Erklärung oder Änderung der Identität',
      paid: 'Bezahlt',
      'set-aside': 'Beiseitegelegt',
      received: 'Erhalten',
      returned: 'Zurückgekommen',
    },
    statuses: {
      final: 'endgültig',
      pending: 'noch nicht endgültig',
      refused: 'abgelehnt',
      held: 'angehalten',
      abandoned: 'aufgegeben',
      'given-up': 'durch eine neue Epoche aufgegeben',
    },
    notPaid: 'Nicht bezahlt',
    to: (name) => `an ${name}`,
    for: (name) => `für ${name}`,
    from: (name) => `von ${name}`,
    treasury: 'Schatzamt',
    notTaken: 'noch nicht abgeholt',
    somebody: 'jemand',
  },
  propose: proposeGerman,
  ...offlineRoomGerman,
  notices: noticesGerman,
  statement: statementGerman,
  stopped: stoppedGerman,
  takeAlong: takeAlongGerman,
  keys: keysGerman,
  streams: streamsGerman,
  votes: votesGerman,
  sealed: sealedGerman,
  swap: swapGerman,
  waiting: waitingGerman,
  trouble: troubleGerman,
  failures: failuresGerman,
};
