import { type Hash, toHex } from '@tallystick/protocol';

/** As in `records/keys.ts`: keys of numbers sort as the numbers do. */
const DIGITS = 16;

/** What is kept of those from whom nothing was accepted: the half of a writer, and what was seen of an allowance. */
export type Shown = 'half' | 'hold';

/** The keys of what a wallet keeps of payments without a network. */
export const OFFLINE_KEYS = {
  /** The identity's newest entry that was proven under a young checkpoint. */
  fresh: 'offline/fresh',
  /** The highest signed time that somebody else has shown. */
  floor: 'offline/floor',
  limits: 'offline/limits',
  /** What else the owner asks for: how young evidence is, voids without asking. */
  choice: 'offline/choice',
  /** Nothing is written on holds that were put up to this sequence of the device's chain. */
  stopped: 'offline/stopped',
  renewed: (transition: Hash): string => `offline/renewed/${toHex(transition)}`,
  allOwn: 'offline/own/',
  own: (hold: Hash): string => `offline/own/${toHex(hold)}`,
  /** Cover that this wallet gave for others' allowances, by its hold. */
  allCovers: 'offline/cover/',
  cover: (hold: Hash): string => `offline/cover/${toHex(hold)}`,
  /** Cover that others gave for an own allowance. */
  allShownCovers: 'offline/covered/',
  shownCovers: (allowance: Hash): string => `offline/covered/${toHex(allowance)}/`,
  shownCover: (allowance: Hash, hold: Hash): string =>
    `offline/covered/${toHex(allowance)}/${toHex(hold)}`,
  acts: (hold: Hash): string => `offline/act/${toHex(hold)}/`,
  act: (hold: Hash, sequence: number): string => `offline/act/${toHex(hold)}/${padded(sequence)}`,
  /** Cheques whose receipts have not come. */
  unconfirmedOf: (hold: Hash): string => `offline/unconfirmed/${toHex(hold)}/`,
  unconfirmed: (hold: Hash, sequence: number): string =>
    `offline/unconfirmed/${toHex(hold)}/${padded(sequence)}`,
  allGiven: 'offline/given/',
  given: (payee: Hash): string => `offline/given/${toHex(payee)}`,
  step: (payee: Hash, index: number): string => `offline/step/${toHex(payee)}/${padded(index)}`,
  /** What a payee has shown of what this device gave it, and this wallet had forgotten. */
  allShown: 'offline/shown/',
  shown: (payee: Hash, index: number): string => `offline/shown/${toHex(payee)}/${padded(index)}`,
  answer: (request: Hash): string => `offline/answer/${toHex(request)}`,
  outgoing: (hold: Hash): string => `offline/stream/${toHex(hold)}`,
  /** When requests end that were not answered. */
  allWaiting: 'offline/waiting/',
  waiting: (request: Hash): string => `offline/waiting/${toHex(request)}`,
  asked: (request: Hash): string => `offline/asked/${toHex(request)}`,
  /** Tabs for this wallet that the sovereign has listed. */
  allOffered: 'offline/offered/',
  offered: (hold: Hash): string => `offline/offered/${toHex(hold)}`,
  allHeld: 'offline/held/',
  held: (hold: Hash): string => `offline/held/${toHex(hold)}`,
  got: (writer: Hash): string => `offline/got/${toHex(writer)}`,
  /** Acts of a writer's half that came beside the one that was accepted. */
  gotSteps: (writer: Hash): string => `offline/got-step/${toHex(writer)}/`,
  gotStep: (writer: Hash, index: number): string =>
    `offline/got-step/${toHex(writer)}/${padded(index)}`,
  allGotActs: 'offline/got-act/',
  gotActs: (hold: Hash): string => `offline/got-act/${toHex(hold)}/`,
  gotAct: (hold: Hash, sequence: number): string =>
    `offline/got-act/${toHex(hold)}/${padded(sequence)}`,
  gotTick: (hold: Hash): string => `offline/got-tick/${toHex(hold)}`,
  allDue: 'offline/due/',
  due: (hold: Hash, sequence: number): string => `offline/due/${toHex(hold)}/${padded(sequence)}`,
  allReleased: 'offline/released/',
  released: (hold: Hash): string => `offline/released/${toHex(hold)}`,
  /** Acts of a tab that this wallet has given its word not to claim. */
  voidsOn: (hold: Hash): string => `offline/voided/${toHex(hold)}/`,
  voided: (hold: Hash, sequence: number, state: Hash): string =>
    `offline/voided/${toHex(hold)}/${padded(sequence)}/${toHex(state)}`,
  allSeen: 'offline/seen/',
  seenOf: (hold: Hash): string => `offline/seen/${toHex(hold)}/`,
  seen: (hold: Hash, sequence: number): string => `offline/seen/${toHex(hold)}/${padded(sequence)}`,
  /** What those of them say of the allowance's sums. */
  seenSums: (hold: Hash): string => `offline/seen-sums/${toHex(hold)}`,
  allForks: 'offline/fork/',
  fork: (hold: Hash): string => `offline/fork/${toHex(hold)}`,
  /** When strangers last showed what is kept of them, by what it is of. */
  allStrangers: (kind: Shown): string => `offline/stranger/${kind}/`,
  stranger: (kind: Shown, id: Hash): string => `offline/stranger/${kind}/${toHex(id)}`,
  allDeposits: 'offline/deposit/',
  deposit: (take: Hash): string => `offline/deposit/${toHex(take)}`,
} as const;

/** The hold and the sequence of the key of an act, or of what was seen of one. */
export function readActKey(key: string): { hold: Hash; sequence: number } {
  const [, , hold = '', sequence = ''] = key.split('/');
  return { hold: Uint8Array.fromHex(hold), sequence: Number(sequence) };
}

function padded(value: number): string {
  return String(value).padStart(DIGITS, '0');
}
