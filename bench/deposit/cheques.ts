import { randomBytes } from 'node:crypto';
import {
  type ActHead,
  type Hash,
  type Hold,
  type SignedAct,
  type Taking,
  buildAct,
  chequeEvidenceCodec,
  encode,
  firstActHead,
  halfStart,
  halfStep,
  holdId,
  payeeCommitment,
  takingEvidenceCodec,
} from '@tallystick/protocol';
import { type Connection, openConnection } from '../traffic/connection.ts';
import { type Economy, admitted, requestOf } from '../traffic/economy.ts';
import { type Party, advance, operation } from '../traffic/party.ts';

/** Cheques that payers wrote without a network, and the transitions in which their payees take them. */

/** Of each cheque, in the smallest unit. */
export const EACH = 100n;
const WEEK_MS = 7 * 86_400_000;

/** An allowance and the cheques on it so far. */
interface Allowance {
  readonly payer: Party;
  readonly hold: Hash;
  head: ActHead;
  total: bigint;
}

/** A hold of each payer's for anyone, meter `cheque`, with room for so many. */
export async function openAllowances(
  url: string,
  payers: readonly Party[],
  country: string,
  cheques: number,
): Promise<Allowance[]> {
  const cap = EACH * BigInt(cheques);
  const puts: Uint8Array[] = [];
  const allowances: Allowance[] = [];
  for (const payer of payers) {
    const holds = [allowanceOf(payer, cap)];
    const put = operation({ kind: 'put', country, holds });
    const { bytes, id } = await advance(payer, put, payer.balance - cap);
    puts.push(bytes);
    const hold = holdId(id, 0);
    allowances.push({ payer, hold, head: firstActHead(hold, 1, payer.head.operation), total: 0n });
  }
  const connection: Connection = await openConnection(url);
  admitted(await connection.exchange(requestOf(url, puts)));
  connection.close();
  return allowances;
}

function allowanceOf({ currency }: Party, cap: bigint): Hold {
  const claim = {
    payee: { kind: 'anyone', countries: [], minTier: 0 },
    meter: { kind: 'cheque', perCheque: EACH },
    condition: null,
    until: Date.now() + WEEK_MS,
  } as const;
  return { currency, cap, writer: { kind: 'putter' }, note: null, claims: [claim] };
}

/** For each payee the signed transition that takes `each` cheques, of as many payers by turns. */
export async function writeDeposits(
  { payees }: Pick<Economy, 'payees'>,
  allowances: readonly Allowance[],
  each: number,
): Promise<Uint8Array[]> {
  const deposits: Uint8Array[] = [];
  for (const [number, payee] of payees.entries()) {
    const takings: Promise<Taking>[] = [];
    for (let i = 0; i < each; i += 1) {
      const allowance = allowances[(number * each + i) % allowances.length];
      if (allowance === undefined) throw new Error('no allowance');
      takings.push(writeCheque(allowance, payee.identity));
    }
    const take = operation({ kind: 'take', takings: await Promise.all(takings) });
    deposits.push((await advance(payee, take, payee.balance + EACH * BigInt(each))).bytes);
  }
  return deposits;
}

/** The next cheque on an allowance, as its payee shows it to the ledger. */
async function writeCheque(allowance: Allowance, identity: Hash): Promise<Taking> {
  const { hold, payer } = allowance;
  const payee = { identity, salt: randomBytes(16) };
  allowance.total += EACH;
  const built = buildAct(allowance.head, {
    version: 1,
    hold,
    amount: EACH,
    total: allowance.total,
    request: randomBytes(32),
    half: halfStep(halfStart(payer.signer.key, identity)),
    payee: payeeCommitment(payee),
    stream: null,
    void: null,
    salt: randomBytes(16),
  });
  allowance.head = built;
  const signature = await payer.signer.sign(built.id, 'act');
  const act: SignedAct = { state: built.stateBytes, act: built.actBytes, signature };
  const meter = encode(chequeEvidenceCodec, { act, payee });
  const evidence = encode(takingEvidenceCodec, { meter, outcomes: [] });
  return { hold, claim: 0, amount: EACH, proof: { evidence, witnesses: [] } };
}
