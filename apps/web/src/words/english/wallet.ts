import { failuresEnglish } from './wallet/failures.ts';
import { troubleEnglish } from './wallet/trouble.ts';
import { keysEnglish } from './wallet/keys.ts';
import { type ProposeWords, proposeEnglish } from './wallet/propose.ts';
import { type OfflineRoomWords, offlineRoomEnglish } from './wallet/offline.ts';
import { type NoticesWords, noticesEnglish } from './wallet/notices.ts';
import { type SealedWords, sealedEnglish } from './wallet/sealed.ts';
import { type StatementWords, statementEnglish } from './wallet/statement.ts';
import { type StoppedWords, stoppedEnglish } from './wallet/stopped.ts';
import { type StreamsWords, streamsEnglish } from './wallet/streams.ts';
import { type TakeAlongWords, takeAlongEnglish } from './wallet/take-along.ts';
import { type VotesWords, votesEnglish } from './wallet/votes.ts';
import { type SwapWords, swapEnglish } from './wallet/swap.ts';
import { type WaitingWords, waitingEnglish } from './wallet/waiting.ts';

/** Of the door and its first pages. */
const first = {
  title: 'Wallet',
  money: 'Money',
  pay: 'Pay',
  receive: 'Receive',
  history: 'History',
  book: 'Open book',
  lock: 'Lock',
  more: { title: 'More' },
  starting: 'Opening the wallet',
  create: {
    title: 'Make a wallet',
    lead: (name: string): string => `A wallet at ${name}, in this browser. It takes a minute.`,
    keptTitle: 'What is kept where',
    kept: [
      'Your keys are made here and never leave this browser. They are stored sealed, under what you choose below to open them with.',
      'The sovereign knows the wallet’s address, its handle and its country, and sees payments. It never sees keys or the passphrase.',
      'Nobody can reset it for you. Whoever loses that, or this browser’s storage, loses this device’s way to the money.',
    ] as readonly string[],
    handle: 'Handle',
    handleMeans: 'The name by which others pay you. Letters, digits, dots and dashes.',
    country: 'Country',
    countryMeans: 'Your own statement; it counts as tier 0 until somebody has checked it.',
    passphrase: 'Passphrase',
    passphraseMeans: 'At least 12 characters. Four or five unrelated words are good.',
    again: 'Passphrase once more',
    understood: 'I have written the passphrase down, or I am sure to remember it.',
    go: 'Make the wallet',
    going: 'Making keys. This takes a few seconds.',
    tooShort: 'At least 12 characters.',
    different: 'These two differ.',
    handleForm: 'Type 1 to 32 small letters, digits, dots or dashes.',
    confirm: 'Please confirm this first.',
  },
  unlock: {
    title: 'Your wallet',
    lead: 'It is locked. The passphrase opens it, in this browser.',
    go: 'Unlock',
    wrong: 'That is not the passphrase.',
  },
  unsafe: {
    title: 'No wallet over this connection',
    text: 'Browsers keep keys only where nobody can listen in. Open this sovereign under its https address, or on its own machine under localhost.',
  },
  busy: {
    title: 'Open in another tab',
    text: 'This wallet is open in another tab or window. Close it there, then try again: two at once could sign two different things.',
  },
  home: {
    balances: 'Your money',
    empty: 'Nothing here yet',
    emptyMeans: 'Show somebody your handle or your code, and what they pay you appears here.',
    incoming: 'on its way to you',
    outgoing: 'not collected yet by those you paid',
    latest: 'Latest',
    all: 'Everything',
    offline:
      'The sovereign cannot be reached. What you see is what this wallet knew last; nothing is lost.',
    synced: 'Up to date',
    syncing: 'Looking for news',
    clockOff:
      'The clock of this machine seems to be wrong. The wallet goes by the ledger’s time; please set the clock.',
  },
  payment: {
    title: 'Pay',
    to: 'To',
    toMeans: 'A handle such as @ada, an address, or a payment link.',
    picture: 'Take it from a picture of a code',
    noCode: 'There is no payment code in this picture. Go closer, or hold it straight.',
    amount: 'Amount',
    currency: 'Currency',
    memo: 'Note for them',
    memoMeans: 'Sealed: only the two of you can read it.',
    next: 'Look once more',
    unknown: 'Nobody here has that name.',
    lastLook: 'A last look',
    youPay: 'You pay',
    toWhom: 'to',
    theirAddress: 'Their address',
    asking: 'Asking the rules',
    mayYes: 'No rule objects.',
    mayNo: 'The rules would refuse this.',
    mayIf: 'The rules let this through if:',
    mayUnknown: 'The rules could not be asked. The sovereign decides when you pay.',
    cannotUndo: 'A final payment cannot be taken back.',
    payNow: 'Pay now',
    back: 'Change something',
    paying: 'Paying',
    paid: 'Paid',
    final: 'Final',
    finalMeans: 'It is in the log, and this wallet has checked the proof.',
    provisional: 'Not final yet',
    provisionalMeans:
      'It is stored and was perhaps sent, but no answer came. The wallet keeps asking with the same bytes and never pays twice.',
    notPaid: 'Not paid',
    became: {
      refused: {
        title: 'Refused',
        means: 'Nothing was paid. The money is yours as before.',
      },
      abandoned: {
        title: 'Not paid',
        means:
          'It was never admitted, and cannot be any more. The money is yours as before; pay again if you still want to.',
      },
      'given-up': {
        title: 'Given up by the sovereign',
        means:
          'The sovereign has lost entries and declared in public that this payment did not happen. The money is yours again. Tell whoever was paid.',
      },
    },
    whatNow: 'What you can do about it',
    another: 'Another payment',
    proof: 'The proof',
    index: 'Entry in the log',
    id: 'Transition',
    notEnough: (have: string): string => `You have ${have}.`,
    self: 'That is you.',
  },
  receipt: {
    title: 'Receive',
    lead: 'Anybody with a wallet here can pay you by your handle, this code, or the link.',
    handle: 'Your handle',
    address: 'Your address',
    amount: 'Ask for an amount (optional)',
    memo: 'What for (optional)',
    copyLink: 'Copy the link',
    copied: 'Copied',
    notCopied: 'Your browser did not copy it. Mark the text and copy it by hand.',
    code: 'Code that asks for a payment to you',
    waiting: 'What is paid to you appears by itself.',
    next: 'Next',
    received: (what: string): string => `Received: ${what}`,
    less: (asked: string): string => `That is less than the ${asked} that you asked for.`,
  },
  entries: {
    title: 'History',
    none: 'Nothing has happened yet.',
    search: 'Search',
    kinds: {
      opened: 'Wallet made',
      identity: 'A statement or change of your identity',
      paid: 'Paid',
      'set-aside': 'Set aside',
      received: 'Received',
      returned: 'Came back',
    },
    statuses: {
      final: 'final',
      pending: 'not final yet',
      refused: 'refused',
      held: 'held',
      abandoned: 'given up',
      'given-up': 'given up by a new epoch',
    },
    notPaid: 'Not paid',
    to: (name: string): string => `to ${name}`,
    for: (name: string): string => `for ${name}`,
    from: (name: string): string => `from ${name}`,
    treasury: 'the treasury',
    notTaken: 'not collected yet',
    somebody: 'somebody',
  },
};

/** The words of rooms, each in a file of its own. */
interface RoomWords extends OfflineRoomWords {
  readonly failures: Readonly<Record<string, string>>;
  readonly keys: typeof keysEnglish;
  readonly trouble: typeof troubleEnglish;
  readonly propose: ProposeWords;
  readonly notices: NoticesWords;
  readonly statement: StatementWords;
  readonly stopped: StoppedWords;
  readonly streams: StreamsWords;
  readonly takeAlong: TakeAlongWords;
  readonly votes: VotesWords;
  readonly sealed: SealedWords;
  readonly swap: SwapWords;
  readonly waiting: WaitingWords;
}

/** What the wallet's pages say, in English. */
export const walletEnglish: typeof first & RoomWords = {
  ...first,
  failures: failuresEnglish,
  keys: keysEnglish,
  propose: proposeEnglish,
  ...offlineRoomEnglish,
  notices: noticesEnglish,
  statement: statementEnglish,
  stopped: stoppedEnglish,
  streams: streamsEnglish,
  takeAlong: takeAlongEnglish,
  votes: votesEnglish,
  sealed: sealedEnglish,
  swap: swapEnglish,
  waiting: waitingEnglish,
  trouble: troubleEnglish,
};

/** What every language says in the wallet. */
export type WalletWords = typeof walletEnglish;
