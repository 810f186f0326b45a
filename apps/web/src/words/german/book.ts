/** What the frame and the open book say, in German. */
import type { BookWords } from '../english/book.ts';
import { changesGerman } from './changes.ts';
import { countingGerman } from './counting.ts';
import { listsGerman } from './lists.ts';
import { pipelineGerman } from './pipeline.ts';

export const bookGerman: BookWords = {
  counting: countingGerman,
  pipeline: pipelineGerman,
  changes: changesGerman,
  lists: listsGerman,
  frame: {
    product: 'Tallystick',
    skip: 'Zum Inhalt',
    newer:
      'Eine neuere Ausgabe dieser Seiten ist bereit. Sie zu laden sperrt die Geldbörse und eine offene Konsole.',
    takeNewer: 'Laden',
    takingNewer: 'Sie wird geladen, sobald beendet ist, was gerade läuft.',
    newerUnfit:
      'Der Souverän bietet eine neuere Ausgabe dieser Seiten an, die nicht aufbewahrt werden konnte: sie kam nicht ganz an, oder sie ist nicht, was sie von sich sagt. Diese hier bleibt.',
    pagesDiffer:
      'Diese Seite ist nicht die, die der Souverän veröffentlicht. Tippen Sie hier keine Passphrase und zeigen Sie keinen Passkey: schließen Sie alle seine Seiten und fragen Sie den Betreiber.',
    servedHash:
      'Die Prüfsumme der Seiten, die er veröffentlicht. Vergleichen Sie sie mit dem, was der Betreiber anderswo veröffentlicht hat:',
    whichPages: 'Welche?',
    language: 'Sprache',
    light: 'Helle Farben',
    dark: 'Dunkle Farben',
    book: 'Das offene Buch',
    mayI: 'Darf ich senden?',
    rules: 'Regeln',
    votes: 'Abstimmungen',
    money: 'Geld',
    numbers: 'Zahlen',
    log: 'Protokoll',
    wallet: 'Geldbörse',
    constitution: 'Verfassung',
    api: 'API-Dokumentation',
    founded: (name, country, day) => `${name}, ${country}. Gegründet am ${day}.`,
    nowhere: 'Diese Seite gibt es nicht',
    nowhereMeans:
      'Die Adresse führt nirgendwohin. Was Sie suchen, steht vielleicht im offenen Buch.',
    home: 'Zur ersten Seite',
    broken: 'Auf dieser Seite ist etwas schiefgegangen',
    brokenMeans:
      'Nichts ist verloren: Was bezahlt wurde, steht im Protokoll, und Ihre Geldbörse ist gespeichert. Laden Sie die Seite neu.',
    reload: 'Neu laden',
  },
  states: {
    loading: 'Wird geladen',
    again: 'Noch einmal versuchen',
    old: (when, why) => `Stand: ${when}. ${why}.`,
    failed: {
      offline: 'Der Souverän ist nicht zu erreichen',
      missing: 'Hier ist nichts',
      session: 'Diese Sitzung ist zu Ende',
      busy: 'Zu viel auf einmal',
      refused: 'Das ließ sich nicht beantworten',
    },
    next: {
      offline:
        'Er ist vielleicht außer Betrieb, oder Sie sind offline. Versuchen Sie es gleich noch einmal.',
      missing: 'Vielleicht hieß es anders, oder es gab es nie.',
      session: 'Öffnen Sie diese Seite noch einmal wie zuvor.',
      busy: 'Gerade fragen viele. Versuchen Sie es in ein paar Sekunden noch einmal.',
      refused: '',
    },
  },
  charts: {
    asTable: 'Als Tabelle zeigen',
    time: 'Zeit',
    nothing: 'Noch gibt es nichts zu zeigen.',
  },
  amounts: {
    empty: () => 'Geben Sie einen Betrag ein.',
    'not-a-number': () => 'Geben Sie einen Betrag in Ziffern ein, etwa 12,50.',
    'too-precise': (decimals) =>
      decimals === 0
        ? 'Diese Währung hat keine Nachkommastellen: Geben Sie eine ganze Zahl ein.'
        : `Höchstens ${decimals} Nachkommastellen, und keine Tausenderpunkte.`,
    zero: () => 'Geben Sie einen Betrag über null ein.',
  },
  question: {
    title: 'Darf ich … senden?',
    lead: 'Fragen Sie, bevor Sie zahlen. Es antworten dieselben Regeln, die über Zahlungen entscheiden: ohne Konto, und ohne dass es jemand aufschreibt.',
    amount: 'Betrag',
    currency: 'Währung',
    from: 'Von',
    to: 'Nach',
    tier: 'Wie gut der Absender bekannt ist',
    tierMeans: 'Regeln können eine Identitätsstufe verlangen; zum Fragen braucht niemand eine.',
    tiers: {
      '0': 'Stufe 0: nicht identifiziert',
      '1': 'Stufe 1: einfach identifiziert',
      '2': 'Stufe 2: voll identifiziert',
      '3': 'Stufe 3: vertieft identifiziert',
    },
    ask: 'Darf ich?',
    answers: { yes: 'Ja', no: 'Nein', 'yes-if': 'Ja, wenn' },
    sentences: {
      yes: (what, from, to) =>
        `Keine Regel spricht dagegen, ${what} von ${from} nach ${to} zu senden.`,
      no: (what, from, to) =>
        `Die Regeln sprechen dagegen, ${what} von ${from} nach ${to} zu senden.`,
      'yes-if': (what, from, to) =>
        `Sie dürfen ${what} von ${from} nach ${to} senden, wenn all das so ist:`,
    },
    rule: (code, title) => `Regel ${code}, „${title}“`,
    byRule: (code) => `Das ist Regel ${code}.`,
    inForceSince: (day, module, version) =>
      `In Kraft seit ${day}, in Fassung ${version} der Regeln von ${module}`,
    readRule: 'Die Regel lesen',
    nobodySpeaks: 'Für eine solche Zahlung sind keine Regeln in Kraft.',
  },
  home: {
    atAGlance: 'Auf einen Blick',
    money: 'Geld im Umlauf',
    moneyMeans: 'Alles je Ausgegebene, weniger alles Zurückgenommene.',
    rules: 'Regeln',
    noRules: 'Noch keine',
    more: (count) => `und ${count} weitere`,
    rulesMean: 'Jede Regel, nach der über Zahlungen entschieden wird, in Worten.',
    votes: 'Vorschläge',
    noVotes: 'Noch keine',
    votesMean: 'Was vorgeschlagen ist, wer abstimmt und wie es steht.',
    log: 'Protokoll',
    entries: 'Einträge',
    logMeans: 'Es wird nur angehängt. Prüfen Sie es hier, im eigenen Browser.',
    invitation: {
      title: 'Eine eigene Geldbörse',
      text: (name) =>
        `Geld von ${name} halten und senden. Ihre Schlüssel entstehen in diesem Browser und bleiben in ihm.`,
      open: 'Geldbörse öffnen',
    },
  },
  rules: {
    title: 'Regeln',
    lead: 'Über Zahlungen entscheiden diese Texte und sonst nichts. Jede Fassung hat ein Datum, eine Abstimmung hinter sich und ihre Unterschiede zur vorigen.',
    none: 'Noch gibt es keine Regeln',
    noneMeans:
      'Bis jemand eine vorschlägt und eine Abstimmung sie annimmt, spricht nichts gegen eine Zahlung.',
    modules: 'In Kraft und künftig',
    lists: 'Listen, auf die Regeln sich beziehen',
    global: 'Für alle',
    inForce: 'in Kraft',
    over: 'vorbei',
    from: (day) => `ab ${day}`,
    versionSince: (version, day) => `Fassung ${version}, ab ${day}`,
    noneOfName: (name) => `Von ${name} sind keine Regeln in Kraft oder künftig.`,
    history: 'Fassungen',
    noHistory: 'Keine Abstimmung hat diese Regeln geändert.',
    decided: (day) => `Beschlossen am ${day}`,
    howDecided: 'wie es beschlossen wurde',
    text: 'Der Text',
    changes: (before) => `Was sich seit ${before} geändert hat`,
    difference: 'Unterschied zwischen zwei Fassungen',
    added: 'neu',
    removed: 'weg',
    same: 'unverändert',
  },
  votes: {
    title: 'Vorschläge und Abstimmungen',
    lead: 'Wer abstimmen darf, darf vorschlagen. Ein Vorschlag wird angehört, abgestimmt, wartet und tritt in Kraft; jeder Schritt steht im Protokoll.',
    none: 'Noch ist nichts vorgeschlagen',
    noneMeans: 'Wer vorschlagen und abstimmen darf, steht in der',
    emergency: 'Notfall',
    emergencyMeans: (office) =>
      `Ein Notfall: ${office} kann strengere Regeln sofort und ohne Abstimmung in Kraft setzen. Sie laufen von selbst aus.`,
    stages: {
      comment: 'Anhörung',
      voting: 'Abstimmung',
      timelock: 'Wartezeit',
      adopted: 'angenommen',
      withdrawn: 'zurückgezogen',
      failed: 'gescheitert',
    },
    next: {
      voteFrom: 'Abstimmung beginnt',
      voteUntil: 'Abstimmung endet',
      lockUntil: 'entschieden',
    },
    ends: (moment) => `bis ${moment}`,
    opens: (moment) => `ab ${moment}`,
    ifCarried: 'wenn er angenommen wird',
    vote: 'Die Abstimmung',
    counted: (yes, no, abstain, members) =>
      `${yes} ja, ${no} nein, ${abstain} enthalten, von ${members} Stimmberechtigten.`,
    offices: 'Was Ämter gesagt haben',
    approved: 'hat zugestimmt',
    verdicts: {
      failed: 'fand, dass er nicht durchgehen darf',
      passed: 'fand nichts daran auszusetzen',
      tightens: 'fand, dass er Regeln nur verschärft',
    },
    audits: { agrees: 'stimmt zu', disagrees: 'widerspricht' },
    text: 'Was vorgeschlagen ist',
    beside: 'Neben den geltenden Regeln',
    matter: (matter) => {
      const [kind = '', name = ''] = matter.split(' ');
      if (kind === 'module') return `Regeln von ${name}`;
      if (kind === 'list') return `Liste ${name}`;
      return MATTERS[kind] ?? matter;
    },
  },
  money: {
    title: 'Geld',
    lead: 'Wie viel es von jeder Währung gibt, und wer mehr ausgeben kann. Jede Zahl folgt aus dem Protokoll.',
    unknownCurrency: (amount, currency) =>
      `${amount} der kleinsten Einheit einer Währung, die hier nicht bekannt ist (${currency})`,
    circulating: 'im Umlauf',
    minted: 'Insgesamt ausgegeben',
    burned: 'Insgesamt zurückgenommen',
    treasury: 'Schatzamt',
    signers: (threshold, signers) =>
      signers === 1
        ? 'Ein Schlüssel unterschreibt dafür'
        : `${threshold} von ${signers} Schlüsseln müssen gemeinsam unterschreiben`,
    asOf: (moment) => `Stand: ${moment}.`,
    inCirculation: 'Im Umlauf',
    chart: (code) => `Wie viel ${code} es gegeben hat`,
    newest: (amount, moment) => `${amount} seit ${moment}.`,
    chartMeans:
      'Vom Souverän aus seinem Protokoll berechnet. Wer das Protokoll prüft, berechnet dasselbe.',
    reserve: 'In Reserve',
    reserves: {
      nobody: 'Niemand hat Reserven bezeugt.',
      covered: (share) => `${share} dessen, was im Umlauf ist`,
      until: (moment) => `Ein Amt steht dafür ein bis ${moment}.`,
      over: (moment) => `Ein Amt stand dafür ein bis ${moment}, und seither nicht mehr.`,
      means: 'Es ist das Wort dieses Amtes: Nichts hier hindert daran, mehr auszugeben.',
    },
  },
  numbers: {
    title: 'Zahlen',
    lead: 'Was sich hier zählen lässt, ohne jemanden bloßzustellen.',
    supply: 'Wie viel es von jeder Währung gibt und gegeben hat',
    log: {
      title: 'Das Protokoll, Tag für Tag',
      entries: 'Einträge insgesamt',
      perDay: 'Einträge an diesem Tag',
      means:
        'Zahlungen und alles andere, was einen Eintrag hinterlässt; auch Lebenszeichen eines ruhigen Protokolls zählen. Tage sind solche der Weltzeit (UTC).',
    },
    appeals: {
      title: 'Einsprüche gegen Entscheidungen',
      open: 'Warten auf eine Antwort',
      overdue: 'Warten länger, als sie sollten',
      none: 'Noch hat niemand Einspruch erhoben.',
      outcomes: {
        upheld: 'Entscheidung bestätigt',
        exception: 'Zahlung als Ausnahme erlaubt',
        compensation: 'Entschädigt',
        referred: 'An andere weitergegeben',
      },
      median: (hours) => `Die Hälfte wurde binnen ${hours} Stunden beantwortet.`,
    },
    watch: {
      title: 'Wer über die Regeln wacht',
      alarms: (all, raised) =>
        `${all} Alarme wachen über geltende Regeln; ${raised} davon wurden ausgelöst.`,
      noDecoys: 'Keine Zahlung wird zufällig angehalten.',
      decoys: (share) =>
        `${share} der Zahlungen, gegen die nichts spricht, werden dennoch zufällig angehalten, damit das Anhalten weniger über jemanden verrät.`,
    },
  },
  constitution: {
    lead: 'Die Gründungsurkunde, unterschrieben von der Wurzel dieses Souveräns. Jede Geldbörse merkt sie sich, und merkt es, wenn sie je eine andere ist.',
    name: 'Name',
    country: 'Land',
    founded: 'Gegründet',
    witnesses: 'Zeugen des Protokolls',
    validators: 'Prüfer',
    quorum: 'Gegenzeichnungen, die Belege brauchen',
    heartbeat: 'Ein Lebenszeichen mindestens alle',
    closure: 'Gilt als geschlossen nach',
    nobody: 'niemand benannt',
    proof: 'Ihr Hash',
    proofMeans:
      'Vergleichen Sie ihn mit dem, was der Souverän anderswo veröffentlicht: auf Papier, an einer Wand, in einer Zeitung.',
    nobodyChanges:
      'Niemand kann Regeln oder Verfassung ändern: Dieses Recht wurde niemandem gegeben.',
    whoDecides: 'Wer entscheidet',
    electorate: (countries, tier) => {
      const who = countries === null ? 'Alle mit einem Ländereintrag' : `Alle aus ${countries}`;
      return tier === 0 ? `${who}.` : `${who}, ab Identitätsstufe ${tier}.`;
    },
    office: (threshold, signers) =>
      signers <= 1
        ? 'Ein Amt mit einem Schlüssel.'
        : `Ein Amt: ${threshold} von ${signers} Schlüsseln.`,
    procedures: 'Wie über was entschieden wird',
  },
  log: {
    title: 'Das Protokoll',
    lead: 'Jede Zahlung, Stimme und Regel hinterlässt einen Eintrag, den niemand unbemerkt ändern oder entfernen kann.',
    newest: (moment) => `Jüngste Zeit darin: ${moment}`,
    verify: 'Prüfen Sie es selbst',
    verifyMeans:
      'Ihr Browser holt jeden Eintrag, baut den Baum darüber und vergleicht ihn mit dem, was der Souverän unterschrieben hat. Nichts davon wird dem Server dieser Seite geglaubt.',
    verifyNow: 'Das ganze Protokoll prüfen',
    unreachable: 'Das Protokoll ließ sich nicht holen. Versuchen Sie es gleich noch einmal.',
    holds: (name, entries) => `Das Protokoll von ${name} stimmt: ${entries} Einträge.`,
    checkedHere: (ms) =>
      `Hier geprüft, in ${ms} ms: die Unterschriften der Gründung, jeder Eintrag, der Baum, seine gespeicherten Hashes und der unterschriebene Prüfpunkt.`,
    broken: 'Das Protokoll stimmt nicht',
    brokenMeans:
      'Behalten Sie diese Seite und zeigen Sie sie anderen: Was hier steht, ist nicht das Unterschriebene.',
    proof: 'Die Zahlen',
    root: 'Wurzel des Baums',
    constitutionHash: 'Hash der Verfassung',
    whatItMeans: 'Was das beweist, und was nicht',
    meanings: [
      'Kein Eintrag wurde geändert oder entfernt, seit der Prüfpunkt unterschrieben wurde.',
      'Was in Einträgen steht, geht nur die an, die es betrifft; ihre Hashes sind öffentlich.',
      'Dass anderen dasselbe Protokoll gezeigt wird, vergleichen Zeugen, Spiegel und Geldbörsen. Auch zwei Menschen mit Prüfpunkten können sie vergleichen.',
    ],
    files: 'Für Programme:',
  },
};

const MATTERS: Readonly<Record<string, string>> = {
  modules: 'Regeln eines jeden',
  global: 'Regeln für alle',
  lists: 'Listen',
  settings: 'Einstellungen von Regeln',
  suites: 'Kryptographische Verfahren',
  currencies: 'Währungen',
  cosigners: 'Zeugen und Prüfer',
  peers: 'Partner',
  vendors: 'Hersteller von Stimmschlüsseln',
  governance: 'Die Abstimmungsordnung selbst',
};
