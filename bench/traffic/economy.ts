import { randomBytes } from 'node:crypto';
import {
  type Hash,
  type Hold,
  holdId,
  submitRequestCodec,
  decode,
  encode,
  paymentHold,
  submitResponseCodec,
  transitionCodec,
  treasuryId,
  type Transition,
} from '@tallystick/protocol';
import { type Connection, openConnection, postRequest } from './connection.ts';
import {
  advance,
  newParty,
  newSigner,
  operation,
  type Party,
  partyAt,
  signOpening,
  VALID_MS,
} from './party.ts';

/** A little economy at a running sovereign: a treasury, funded payers, and payees; and scripts of what they will pay. */

export interface EconomyOptions {
  readonly url: string;
  readonly sovereign: Hash;
  readonly currency: Hash;
  readonly country: string;
  /** The seed of the treasury's single key. */
  readonly treasurySeed: Uint8Array;
  readonly payers: number;
  readonly payees: number;
  /** The smallest units that every payer starts with. */
  readonly funds: bigint;
  /** Parties that the ledger has already, payers first; new ones are opened where this is absent. */
  readonly known?: { readonly seeds: readonly Uint8Array[]; readonly notAfter: number };
}

export interface Economy {
  readonly treasury: Party;
  readonly payers: readonly Party[];
  readonly payees: readonly Party[];
}

/** Transitions of one request (protocol.md section 7), and takings of one take (section 4). */
export const BATCH = 256;
const CLAIM_MS = 86_400_000;

/** `before`: an economy at the same sovereign, whose treasury goes on. */
export async function foundEconomy(
  options: EconomyOptions,
  report: (line: string) => void,
  before?: Economy,
): Promise<Economy> {
  const connection = await openConnection(options.url);
  const parties =
    options.known === undefined
      ? await openParties(connection, options, report)
      : options.known.seeds.map((seed) => partyOf(options, seed, options.known?.notAfter).party);
  const payers = parties.slice(0, options.payers);
  const treasury = before?.treasury ?? treasuryOf(options);
  await fund(connection, options, treasury, payers, report);
  connection.close();
  return { treasury, payers, payees: parties.slice(options.payers) };
}

async function openParties(
  connection: Connection,
  options: EconomyOptions,
  report: (line: string) => void,
): Promise<Party[]> {
  const total = options.payers + options.payees;
  const parties: Party[] = [];
  while (parties.length < total) {
    const count = Math.min(BATCH, total - parties.length);
    const made = Array.from({ length: count }, () => partyOf(options, randomBytes(32)));
    const openings = made.map(({ party, opening }) => signOpening(party, opening));
    await submit(connection, options.url, await Promise.all(openings));
    parties.push(...made.map(({ party }) => party));
    report(`opened ${parties.length} of ${total} accounts`);
  }
  return parties;
}

function partyOf(
  { sovereign, currency, country }: EconomyOptions,
  seed: Uint8Array,
  notAfter: number = Date.now() + VALID_MS,
): ReturnType<typeof newParty> {
  return newParty({ sovereign, currency, country, seed, notAfter });
}

/** A treasury that has done nothing yet. */
function treasuryOf({ sovereign, currency, treasurySeed }: EconomyOptions): Party {
  const chain = treasuryId(sovereign, currency);
  return partyAt(chain, chain, currency, newSigner(sovereign, treasurySeed), sovereign);
}

/** The treasury mints, puts to 256 payers at a time, and each takes. */
async function fund(
  connection: Connection,
  options: EconomyOptions,
  treasury: Party,
  payers: readonly Party[],
  report: (line: string) => void,
): Promise<void> {
  const { currency, country, funds } = options;
  const supply = funds * BigInt(payers.length);
  const mint = operation({ kind: 'mint', currency, amount: supply });
  const minted = await advance(treasury, mint, supply);
  await submit(connection, options.url, [minted.bytes]);
  for (let from = 0; from < payers.length; from += BATCH) {
    const group = payers.slice(from, from + BATCH);
    const holds = group.map((payer) => holdFor(payer, country, funds));
    const spent = funds * BigInt(group.length);
    const put = operation({ kind: 'put', country, holds });
    const paid = await advance(treasury, put, treasury.balance - spent);
    await submit(connection, options.url, [paid.bytes]);
    const takes = await Promise.all(
      group.map((payer, i) => takeAll(payer, [[paid.id, i]], funds, funds)),
    );
    await submit(connection, options.url, takes);
    report(`funded ${from + group.length} of ${payers.length} payers`);
  }
}

/** One hold for one payee, meter `all`. */
function holdFor(payee: Party, country: string, amount: bigint): Hold {
  const { identity, currency } = payee;
  return paymentHold({ identity, country }, currency, amount, Date.now() + CLAIM_MS);
}

/** The signed transition in which `party` takes holds of `each`, `total` in all. */
export async function takeAll(
  party: Party,
  holds: readonly (readonly [put: Hash, index: number])[],
  each: bigint,
  total: bigint,
): Promise<Uint8Array> {
  const takings = holds.map(([put, index]) => ({
    hold: holdId(put, index),
    claim: 0,
    amount: each,
    proof: null,
  }));
  const take = operation({ kind: 'take', takings });
  return (await advance(party, take, party.balance + total)).bytes;
}

/** The signed transition in which `payer` pays `amount` to `payee`. */
export async function pay(
  payer: Party,
  payee: Party,
  country: string,
  amount: bigint,
): Promise<{ bytes: Uint8Array; id: Hash }> {
  const put = operation({ kind: 'put', country, holds: [holdFor(payee, country, amount)] });
  return advance(payer, put, payer.balance - amount);
}

/** The request that carries these transitions. */
export function requestOf(url: string, transitions: readonly Uint8Array[]): Uint8Array {
  const decoded: Transition[] = transitions.map((bytes) => {
    const transition = decode(transitionCodec, bytes);
    if (!transition.ok) throw new Error(transition.reason);
    return transition.value;
  });
  return postRequest(new URL(url).host, '/v1/transitions', encode(submitRequestCodec, decoded));
}

/** How many of a response's results are admitted; throws at the first refusal. */
export function admitted(body: Uint8Array): number {
  const response = decode(submitResponseCodec, body);
  if (!response.ok) throw new Error(`no response: ${response.reason}`);
  for (const result of response.value.results) {
    if (result.kind === 'refused') throw new Error(`refused: ${result.code} ${result.message}`);
  }
  return response.value.results.length;
}

async function submit(
  connection: Connection,
  url: string,
  transitions: readonly Uint8Array[],
): Promise<void> {
  admitted(await connection.exchange(requestOf(url, transitions)));
}
