/**
 * Refusals: what the ledger answers instead of admitting. Each code is documented, with its data,
 * in docs/integrators/refusals.md; a test holds the two together. A refusal changes nothing.
 */
import type { Hash } from '@tallystick/protocol';

/** Amounts are decimal strings of the smallest unit, hashes lower-case hex, times ms since 1970. */
export interface RefusalData {
  malformed: { reason: string; at: number };
  'not-acceptable': Record<string, never>;
  unavailable: Record<string, never>;
  'wrong-chain': { operation: string; chain: ChainKind };
  'wrong-treasury': { currency: string };
  'not-available': { feature: string };
  'suite-not-admitted': { suite: number; role: 'root' | 'device' };
  'contents-mismatch': { expected: string };
  'unknown-currency': { currency: string };
  'insufficient-balance': { currency: string; balance: string; needed: string };
  'supply-limit': { currency: string; minted: string };
  'unknown-payee': { hold: number; claim: number };
  'no-country-record': { side: 'sender' | 'payee'; country: string };
  /** `taking`: null where it is a put's. */
  'claim-ended': { taking: number | null; claim: number; until: number };
  'bad-terms': { hold: number; reason: TermsFault };
  'writer-forked': { hold: number | null };
  'not-raisable': { raise: number; reason: RaiseFault };
  'unknown-hold': { taking: number; hold: string };
  'unknown-claim': { taking: number; claim: number };
  'not-claimant': { taking: number };
  'amount-mismatch': { taking: number; entitlement: string };
  'not-returnable-yet': { taking: number; until: number };
  'payout-paused': { taking: number; list: string };
  'unpaid-cheques': { taking: number; unpaid: string };
  'bad-proof': { taking: number; fault: string };
  'bad-witness': { taking: number; witness: number; fault: string };
  'condition-unmet': { taking: number; missing: readonly number[] };
  'too-costly': { signatures: number; links: number };
  'bad-fork-proof': { fault: string };
  'handle-taken': { handle: string };
  'bad-statement': { reason: string };
  'bad-attestation': Record<string, never>;
  'device-known': Record<string, never>;
  'device-unknown': { ordinal: number };
  'device-revoked': { ordinal: number };
  'last-device': { ordinal: number };
  'no-procedure': Record<string, never>;
  'bad-proposal': { fault: ProposalFault };
  'not-entitled': { electorates: readonly string[] };
  'unknown-part': { part: number };
  'unknown-proposal': { proposal: string };
  'wrong-stage': { stage: string };
  'not-author': Record<string, never>;
  'bad-word': { fault: WordFault };
  'lane-rests': { proposal: string; until: number };
  'unknown-vendor': { vendor: string };
  'bad-ballot': { fault: string };
  'unknown-appeal': { appeal: string };
  'appeal-answered': Record<string, never>;
  'bad-figure': { fault: FigureFault };
  'limit-reached': { limit: Limit; most: number };
  'rules-refuse': { hold: number; rule: string | null };
  'rules-hold': {
    hold: number;
    rule: string | null;
    requirements: readonly string[];
    /** Of a missing fact: what the hold leaves open, and whoever puts it can say. */
    unsaid: readonly Unsaid[];
  };
}

/** What a hold can leave open: what it is for, and who receives it, where it is for anyone within bounds. */
export type Unsaid = 'purpose' | 'receiver';

/** Why terms are none that can be put. */
export type TermsFault =
  | 'several-meters'
  | 'writer-missing'
  | 'writer-not-needed'
  | 'writer-of-treasury'
  | 'bounds'
  | 'guarantee';
/** Why a hold's cap cannot be raised. */
export type RaiseFault =
  'unknown-hold' | 'not-owner' | 'no-tab' | 'released' | 'ended' | 'writer-forked' | 'cap';
/** Why a proposal is none that can be decided. */
export type ProposalFault =
  | 'lane'
  | 'base'
  | 'dates'
  | 'content'
  | 'structure'
  | 'constant'
  | 'currencies'
  | 'log-suite'
  | 'quorum'
  | 'closing';
/** Why what an office is said to have said does not count. */
export type WordFault =
  'office' | 'signer' | 'threshold' | 'signature' | 'said-before' | 'no-report' | 'other-report';
export type ChainKind = 'identity' | 'device' | 'treasury';
export type Limit =
  | 'devices'
  | 'country-records'
  | 'handles'
  | 'holds'
  | 'cheques'
  | 'own proposals'
  | 'proposals'
  | 'parts'
  | 'appeals'
  | 'exemptions'
  | 'figures'
  | 'intents';
/** A figure is for another time, or not newer than what is known. */
type FigureFault = 'time' | 'older';
export type RefusalCode = keyof RefusalData;

/**
 * Why something was refused before its signatures were verified. Outsiders learn none of it: they
 * are all `not-acceptable` to them. For metrics and tests.
 */
export type Unacceptable =
  | 'expired'
  | 'too-far-ahead'
  | 'unknown-chain'
  | 'not-successor'
  | 'wrong-entropy'
  | 'wrong-suite'
  | 'revoked-device'
  | 'wrong-signers'
  | 'wrong-signature'
  | 'identity-known'
  | 'not-first';

interface RefusalOf<C extends RefusalCode> {
  readonly ok: false;
  readonly code: C;
  /** For people; programs decide by code. */
  readonly message: string;
  readonly data: RefusalData[C];
  /** Never leaves the process. */
  readonly internal: Unacceptable | null;
  /** Where the rules objected: what they were asked. It leaves in a receipt only. */
  readonly objected?: Objected;
}

/** What a rulebook, by its hash, objected to: which of a put's items, and its facts, canonical. */
interface Objected {
  readonly rulebook: Hash;
  readonly item: number;
  readonly facts: Uint8Array;
}

export type Refusal = { [C in RefusalCode]: RefusalOf<C> }[RefusalCode];

/** A refusal with the message of its code. */
export function refuse<C extends RefusalCode>(code: C, data: RefusalData[C]): Refusal {
  const message = MESSAGES[code](data);
  return { ok: false, code, message, data, internal: null } as Refusal;
}

/** The one answer to everything that fails before signatures are verified. */
export function notAcceptable(internal: Unacceptable): Refusal {
  const message = MESSAGES['not-acceptable']({});
  return { ok: false, code: 'not-acceptable', message, data: {}, internal };
}

const MESSAGES: { readonly [C in RefusalCode]: (data: RefusalData[C]) => string } = {
  malformed: ({ reason, at }) => `These bytes are no transition: ${reason}, at byte ${at}.`,
  'not-acceptable': () =>
    'Not acceptable: it is stale or dated too far ahead, or does not continue a chain that is known ' +
    'here, or is not signed by whoever may. Read the chain again, and sign the successor of its head.',
  unavailable: () => 'The ledger has stopped after a failure; ask for the transition by its id.',
  'wrong-chain': ({ operation, chain }) => `A ${chain} chain cannot ${operation}.`,
  'wrong-treasury': ({ currency }) => `This treasury does not issue currency ${currency}.`,
  'not-available': ({ feature }) => `Not available yet: ${feature}.`,
  'suite-not-admitted': ({ suite, role }) =>
    `The constitution does not admit suite ${suite} for a ${role} key.`,
  'contents-mismatch': ({ expected }) =>
    `The state's contents are not what the operation leaves: expected ${expected}.`,
  'unknown-currency': ({ currency }) => `No currency ${currency} here.`,
  'insufficient-balance': ({ balance, needed }) => `The balance is ${balance}, needed ${needed}.`,
  'supply-limit': ({ minted }) => `With ${minted} minted already, the total leaves 2^63 - 1.`,
  'unknown-payee': ({ hold, claim }) =>
    `The payee of claim ${claim} of hold ${hold} is no identity here.`,
  'no-country-record': ({ side, country }) => `The ${side} has no valid record of ${country}.`,
  'claim-ended': ({ taking, claim, until }) =>
    `${taking === null ? '' : `Taking ${taking}: `}Claim ${claim} ended at ${until}.`,
  'bad-terms': ({ hold, reason }) => `Hold ${hold} has terms that cannot be put: ${reason}.`,
  'writer-forked': ({ hold }) =>
    hold === null
      ? 'This device has signed a fork or a false total; another device of the identity can put.'
      : `The writer or owner of hold ${hold} has signed a fork or a false total.`,
  'not-raisable': ({ raise, reason }) => `Raise ${raise}: its hold cannot be raised: ${reason}.`,
  'unknown-hold': ({ taking, hold }) => `Taking ${taking}: no open hold ${hold}.`,
  'unknown-claim': ({ taking, claim }) => `Taking ${taking}: the hold has no claim ${claim}.`,
  'not-claimant': ({ taking }) => `Taking ${taking}: this chain is not who may take.`,
  'amount-mismatch': ({ taking, entitlement }) => `Taking ${taking}: ${entitlement} can be taken.`,
  'not-returnable-yet': ({ taking, until }) =>
    `Taking ${taking}: a claim is open until ${until}, and longer where the ledger was closed.`,
  'payout-paused': ({ taking, list }) =>
    `Taking ${taking}: the payee is on the list ${list}; the claim waits, and its clock stands still.`,
  'unpaid-cheques': ({ taking, unpaid }) =>
    `Taking ${taking}: cheques of this hold are short of ${unpaid}; nothing is left in it.`,
  'bad-proof': ({ taking, fault }) =>
    `Taking ${taking}: what it shows does not fit the claim: ${fault}.`,
  'bad-witness': ({ taking, witness, fault }) =>
    `Taking ${taking}: witness ${witness} does not fit the condition: ${fault}.`,
  'condition-unmet': ({ taking, missing }) =>
    `Taking ${taking}: the condition is not met${missingNodes(missing)}.`,
  'too-costly': ({ signatures, links }) =>
    `It shows ${signatures} signatures and ${links} links: too many to verify in one transition.`,
  'bad-fork-proof': ({ fault }) => `It proves no fork: ${fault}.`,
  'handle-taken': ({ handle }) => `The handle ${handle} belongs to another identity.`,
  'bad-statement': ({ reason }) => `The statement's body is malformed: ${reason}.`,
  'bad-attestation': () => 'No registrar of the constitution has signed this country record.',
  'device-known': () => 'The device is enrolled already.',
  'device-unknown': ({ ordinal }) => `The identity has no device ${ordinal}.`,
  'device-revoked': ({ ordinal }) => `Device ${ordinal} is revoked already.`,
  'last-device': ({ ordinal }) =>
    `Device ${ordinal} is the last: only the root key, which can add another, revokes it.`,
  'no-procedure': () => 'The governance has no procedure for this matter: nobody changes it.',
  'bad-proposal': ({ fault }) => `This cannot be proposed: ${PROPOSAL_FAULTS[fault]}.`,
  'not-entitled': ({ electorates }) =>
    `Only who is in the electorate ${electorates.join(' or ')} proposes this: ask a member to do it, ` +
    'or say in a country record what it asks for.',
  'unknown-part': ({ part }) =>
    `Part ${part} was not said by this identity, or so long ago that it is forgotten.`,
  'unknown-proposal': ({ proposal }) => `No proposal ${proposal} here.`,
  'wrong-stage': ({ stage }) => `The proposal is in the stage ${stage}, where this has no place.`,
  'not-author': () => 'Only who proposed it may withdraw it.',
  'bad-word': ({ fault }) => `The office has not said this: ${WORD_FAULTS[fault]}.`,
  'lane-rests': ({ proposal, until }) =>
    `The office's emergency ${proposal} is in force, or was until lately: the next may begin at ` +
    `${until}. Bring this word again then, or propose an ordinary version.`,
  'unknown-vendor': ({ vendor }) => `No vendor of voting keys ${vendor} is registered.`,
  'bad-ballot': ({ fault }) => `This ballot does not count: ${fault}.`,
  'unknown-appeal': ({ appeal }) => `No appeal ${appeal} here.`,
  'appeal-answered': () => 'The appeal has been answered.',
  'bad-figure': ({ fault }) => `This figure cannot be published: ${fault}.`,
  'limit-reached': ({ limit, most }) => `No more than ${most} ${limit}.`,
  'rules-refuse': ({ hold, rule }) => `Hold ${hold} is refused${byRule(rule)}.`,
  'rules-hold': ({ hold, rule, requirements, unsaid }) =>
    `Hold ${hold} waits${byRule(rule)} for: ${requirements.join(', ') || 'a missing fact'}.${hints(unsaid)}`,
};

const PROPOSAL_FAULTS: { readonly [F in ProposalFault]: string } = {
  lane: 'this matter has no emergency lane',
  base: 'it does not follow the newest version',
  dates: 'it would not be in force for a whole second, or begins or ends within one',
  content: 'its parts are not its content',
  structure: 'its content is not what this matter asks for',
  constant: 'a constant is not as the rule language prints it',
  currencies: 'a currency would be gone, or another one',
  'log-suite': "the suite of the log's key would not be admitted",
  quorum: 'fewer cosigners would be left than the quorum asks for',
  closing: 'currencies cannot end with a date or an emergency',
};

const WORD_FAULTS: { readonly [F in WordFault]: string } = {
  office: 'it is for another office to say',
  signer: 'a signer is none of its people',
  threshold: 'too few of its people have signed',
  signature: "a signature is not its signer's",
  'said-before': 'it has said so before',
  'no-report': 'there is no report of the gates yet',
  'other-report': 'it agrees with another report than that of the gates',
};

/** Every code, in the order of the documentation. */
export const REFUSAL_CODES = Object.keys(MESSAGES) as readonly RefusalCode[];

function missingNodes(nodes: readonly number[]): string {
  return nodes.length === 0 ? ' and cannot be any more' : `: node ${nodes.join(', ')} could help`;
}

const HINTS: Readonly<Record<Unsaid, string>> = {
  purpose: 'It does not say what it is for: a purpose may be what is missing.',
  receiver:
    'It is for anyone within bounds, of whom nobody knows who they are: a hold for somebody who is named may be let through.',
};

function hints(unsaid: readonly Unsaid[]): string {
  return unsaid.map((what) => ` ${HINTS[what]}`).join('');
}

function byRule(rule: string | null): string {
  return rule === null ? ' by the rules' : ` by rule ${rule}`;
}
