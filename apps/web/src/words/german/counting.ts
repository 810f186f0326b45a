import type { CountingWords } from '../english/counting.ts';

/** What is said where a citizen counts a vote again, in German. */
export const countingGerman: CountingWords = {
  title: 'Zählen Sie diese Abstimmung selbst',
  means:
    'Ihr Browser holt jede Stimme, weist nach, dass sie im unterschriebenen Protokoll steht, und zählt. Die Zahlen des Souveräns werden verglichen und nicht geglaubt.',
  now: 'Diese Abstimmung zählen',
  again: 'Noch einmal zählen',
  stop: 'Zählen beenden',
  looking: (done, of) => `${done} von ${of} Stimmen angesehen`,
  unreachable:
    'Nicht alles, was zum Zählen nötig ist, ließ sich holen. Versuchen Sie es gleich noch einmal.',
  unreadable:
    'Was der Souverän geantwortet hat, ist keine Abstimmung; gezählt wurde nichts. Versuchen Sie es noch einmal; bleibt es dabei, sagen Sie es anderen.',
  tooMany: (most) =>
    `Diese Abstimmung hat mehr als ${most} Stimmen, mehr als eine Seite zählt. Der Befehl „tally vote verify“ zählt beliebig viele.`,
  agrees: (name, ballots) => `${name} hat richtig gezählt. Hier nachgewiesene Stimmen: ${ballots}.`,
  differs: 'Etwas stimmt nicht überein',
  differsMeans:
    'Behalten Sie diese Seite und zeigen Sie sie anderen: Was der Souverän von dieser Abstimmung zeigt, ist nicht, was sein unterschriebenes Protokoll beweist.',
  more: (count) => `Und ${count} weitere.`,
  result: {
    over: {
      passes: 'Nach diesen Stimmen ist der Vorschlag angenommen.',
      fails: 'Nach diesen Stimmen ist der Vorschlag nicht angenommen.',
    },
    open: {
      passes: 'Die Abstimmung läuft noch. Nach jetzigem Stand würde der Vorschlag angenommen.',
      fails: 'Die Abstimmung läuft noch. Nach jetzigem Stand würde der Vorschlag nicht angenommen.',
    },
  },
  counted: (yes, no, abstain, members) =>
    `${yes} ja, ${no} nein, ${abstain} enthalten, von ${members} Stimmberechtigten.`,
  quorum: {
    enough: (cast, percent) => `Genug haben teilgenommen: ${cast}; ${percent} % aller waren nötig.`,
    few: (cast, percent) =>
      `Zu wenige haben teilgenommen: ${cast}; ${percent} % aller waren nötig.`,
  },
  approval: {
    enough: (yes, of, percent) =>
      `Genug haben zugestimmt: ${yes} der ${of}, die ja oder nein sagten; ${percent} % waren nötig.`,
    few: (yes, of, percent) =>
      `Zu wenige haben zugestimmt: ${yes} der ${of}, die ja oder nein sagten; ${percent} % waren nötig.`,
  },
  vendors: (used, needed, isEnough) =>
    `${isEnough ? 'Genug' : 'Zu wenige'} Hersteller von Stimmschlüsseln sind mit Stimmen vertreten: ${used}; ${needed} sind nötig.`,
  without: (wanting) =>
    wanting === '0'
      ? 'Auch ohne die Stimmen irgendeines einzelnen Herstellers von Stimmschlüsseln ist er angenommen.'
      : `Hersteller von Stimmschlüsseln, ohne deren Stimmen er nicht angenommen wäre: ${wanting}.`,
  checked: 'Was geprüft wurde',
  founded: (entries) =>
    `Die Unterschriften der Gründung und der neueste unterschriebene Prüfpunkt des Protokolls: ${entries} Einträge.`,
  eachBallot: [
    'Jede Stimme steht in diesem Protokoll, gilt diesem Vorschlag und kam, während abgestimmt werden konnte.',
    'Niemand ist zweimal gezählt. Alle Stimmen zusammen ergeben in ihrer Reihenfolge den Hash, den der Souverän von ihnen angibt.',
    'Der vorgeschlagene Text steht im Protokoll und ist, was sein Name sagt.',
    'Die Zahlen, das Ergebnis und was aus dem Vorschlag wurde, folgen aus den Stimmen.',
  ],
  keyed:
    'Jede Stimme ist mit dem Schlüssel des Menschen unterschrieben, der sie abgab; eingetragen hat ihn das Amt für Stimmschlüssel.',
  unknown: 'Was eine Zählung nicht wissen kann',
  notes: {
    electorate:
      'Wer abstimmen darf und wie viele das sind, sagt der Souverän. Wer sein ganzes Protokoll prüft, zählt sie nach.',
    devices:
      'Dass ein eigenes Gerät die Stimme unterschrieben hat, wird bei der Abgabe geprüft, und noch einmal, wenn jemand das ganze Protokoll prüft.',
    name: 'Den Namen dieses Vorschlags gibt der Souverän: Was vorgeschlagen ist, sagt ihn nicht.',
    closures:
      'Der Souverän war unterdessen geschlossen. Um wie viel das die Abstimmung verschoben hat, sagt nur er.',
    procedure:
      'Wie hierüber entschieden wird, ist nicht mehr wie bei der Gründung. Welches Verfahren gilt, sagt der Souverän.',
  },
  others:
    'Ob anderen dasselbe Protokoll und dieselbe Verfassung gezeigt werden: Vergleichen Sie die Zahlen unten mit deren Zahlen.',
  content: 'Hash des Vorgeschlagenen',
  ballot: (at, what) => `Stimme ${at}: ${what}`,
  notCounted: (voter, what) =>
    `Eine Stimme von jemandem, dessen Kennung mit ${voter} beginnt: ${what}`,
  ballots: {
    unproven: 'was davon gezeigt wird, ist nicht das Unterschriebene.',
    'another-entry': 'das unterschriebene Protokoll hat an ihrer Stelle etwas anderes.',
    'no-place': 'der Souverän zeigt den Teil des Protokolls nicht, in dem sie stehen müsste.',
    'other-statement': 'der Eintrag ist keine Stimme.',
    'other-proposal': 'sie gilt einem anderen Vorschlag.',
    'key-missing': 'der Schlüssel, der sie unterschrieb, wird nicht gezeigt.',
    'key-unproven': 'das Protokoll beweist den Schlüssel nicht, der sie unterschrieb.',
    'key-other-statement': 'was als ihr Schlüssel gezeigt wird, ist keiner.',
    'key-of-another': 'sie ist mit dem Schlüssel von jemand anderem unterschrieben.',
    'key-unsigned':
      'kein Amt hat ihren Schlüssel eingetragen; abgegeben hat sie also niemand, der dazu berechtigt ist.',
    'no-registrars': 'es gibt kein Amt, das ihren Schlüssel hätte eintragen können.',
    assertion: 'ihre Unterschrift ist falsch.',
  },
  faults: {
    'too-early': 'sie kam, bevor die Abstimmung begann.',
    'too-late': 'sie kam, nachdem die Abstimmung zu Ende war.',
    'no-member': 'wer sie abgab, ist nicht stimmberechtigt.',
    voted: 'sie ist mitgezählt, obwohl ihr schon eine Stimme vorausging.',
    unattested: 'sie ist ohne Stimmschlüssel mitgezählt; wer sie abgab, ist also nicht berechtigt.',
    attested: 'sie hat einen Stimmschlüssel, obwohl hier ohne abgestimmt wird.',
    'vendor-changed':
      'ihr Stimmschlüssel ist von einem anderen Hersteller als zu Beginn der Abstimmung.',
  },
  problems: {
    founding:
      'Die Gründungsurkunde oder die Schlüssel des Protokolls sind nicht, was die Wurzel unterschrieben hat.',
    checkpoint:
      'Der neueste Prüfpunkt des Protokolls ist nicht unterschrieben, wie er es sein muss.',
    'proposal-unproven': 'Das Protokoll beweist nicht, dass dies vorgeschlagen wurde.',
    'proposal-no-place':
      'Der Teil des Protokolls, in dem dies vorgeschlagen wurde, wird nicht gezeigt oder enthält etwas anderes.',
    'proposal-differs':
      'Was der Souverän über den Vorschlag sagt, ist nicht, was im Protokoll steht.',
    'content-unproven': 'Das Protokoll beweist den vorgeschlagenen Text nicht.',
    'content-misnamed': 'Der vorgeschlagene Text ist nicht der, als der er bezeichnet wird.',
    'cut-short': 'Die Abstimmung begann oder endete vor ihrer Zeit.',
    'ballots-differ':
      'Die gezeigten Stimmen sind nicht alle, die der Souverän gezählt hat, oder nicht in ihrer Reihenfolge: Eine fehlt, ist zu viel oder verändert.',
    'counts-differ': 'Die Zahlen des Souveräns sind andere als die der Stimmen.',
    electorate: 'Mehr haben abgestimmt, als stimmberechtigt sein sollen.',
    'result-differs': 'Das Ergebnis, das der Souverän nennt, ist nicht das der Stimmen.',
  },
};
