import {
  type Act,
  chequeContents,
  actCodec,
  actHash,
  type Amount,
  chequeEvidenceCodec,
  type Codec,
  decode,
  decodeState,
  equalBytes,
  type ForkProof,
  type Hash,
  hash,
  holdContents,
  type Meter,
  payeeCommitment,
  type SignedAct,
  type SignedState,
  signingContext,
  type State,
  stateId,
  type Stream,
  tabEvidenceCodec,
  type Taking,
  takingEvidenceCodec,
  type Tick,
  toHex,
} from '@tallystick/protocol';
import type { HoldBook, HoldScene } from './hold-book.ts';
import { demand, Violation } from './violation.ts';

/** An act that its hold's writer signed, and that says what its state commits to. */
export interface CheckedAct {
  readonly id: Hash;
  readonly state: State;
  readonly act: Act;
}

type Judge = Pick<HoldScene, 'crypto' | 'sovereign'>;

/** What a taking under the meter `voucher` or `ticks` shows: all that was given, by the act and by ticks since. */
export function readVoucher(
  judge: Judge,
  hold: HoldBook,
  taking: Taking,
  meter: Meter,
): { readonly total: Amount; readonly release: boolean } {
  const { act: signed, tick, release } = meterOf(taking, tabEvidenceCodec);
  const act = signed === null ? null : readAct(judge, hold, signed);
  // Without an act the stream is what the hold's terms say.
  const agreed = act === null && meter.kind === 'ticks' ? meter : null;
  const stream: Stream | null = act === null ? agreed : act.act.stream;
  if (tick === null) return { total: act?.act.total ?? 0n, release };
  const isTick = stream !== null && isOf(tick, stream);
  demand(isTick, 'only what was signed is paid', () => `tick ${tick.count} of ${toHex(hold.id)}`);
  const worth =
    stream === null ? 0n : (BigInt(tick.count) * stream.units) / BigInt(stream.perTicks);
  return { total: (act?.act.total ?? 0n) + worth, release };
}

/** Whether a link leads to a stream's anchor by so many hashes. */
function isOf({ link, count }: Tick, { anchor, links }: Stream): boolean {
  let at = link;
  for (let n = 0; n < count; n++) at = hash('tick', at);
  return count >= 1 && count <= links && equalBytes(at, anchor);
}

/** The cheque that a taking shows, and its payee in hexadecimal. */
export function readCheque(
  judge: Judge,
  allowance: HoldBook,
  taking: Taking,
): { readonly act: CheckedAct; readonly payee: string } {
  const { act: signed, payee } = meterOf(taking, chequeEvidenceCodec);
  const act = readAct(judge, allowance, signed);
  const committed = act.act.payee ?? new Uint8Array(0);
  const isOpened = equalBytes(payeeCommitment(payee), committed);
  demand(isOpened, 'only the payee takes', () => 'a cheque is opened to somebody else');
  return { act, payee: toHex(payee.identity) };
}

function meterOf<T>({ proof }: Taking, codec: Codec<T>): T {
  const evidence = proof === null ? undefined : decode(takingEvidenceCodec, proof.evidence);
  const meter = evidence?.ok === true ? evidence.value.meter : null;
  const shown = meter === null ? undefined : decode(codec, meter);
  if (shown?.ok === true) return shown.value;
  throw new Violation('only what was signed is paid', 'a taking shows nothing');
}

function readAct(judge: Judge, hold: HoldBook, signed: SignedAct): CheckedAct {
  const state = decodeState(signed.state);
  const act = decode(actCodec, signed.act);
  if (!state.ok || !act.ok) throw new Violation('only what was signed is paid', 'undecodable');
  const isBound =
    equalBytes(state.value.chain, hold.id) &&
    equalBytes(act.value.hold, hold.id) &&
    equalBytes(state.value.operation, actHash(signed.act)) &&
    equalBytes(state.value.contents, contentsOf(act.value));
  const name = toHex(hold.id);
  demand(isBound, 'only what was signed is paid', () => `an act on ${name} says something else`);
  demand(isSigned(judge, hold, signed), 'only the owner signs', () => `an act on ${name}`);
  return { id: stateId(signed.state), state: state.value, act: act.value };
}

/** Of a tab what was spent in all; of an allowance beside it what this cheque gives. */
function contentsOf({ amount, total, payee }: Act): Hash {
  return payee === null ? holdContents(total) : chequeContents({ amount, total });
}

function isSigned({ crypto, sovereign }: Judge, { writer }: HoldBook, one: SignedState): boolean {
  if (writer === null) return false;
  return crypto.verify(writer, stateId(one.state), one.signature, signingContext('act', sovereign));
}

/** The later of two cheques says that less had been given before it than the earlier one says was given. */
function leavesOut(sums: NonNullable<ForkProof['sums']>, a: State, b: State): boolean {
  const isOpened =
    equalBytes(a.contents, chequeContents(sums.first)) &&
    equalBytes(b.contents, chequeContents(sums.second));
  return (
    isOpened && a.sequence < b.sequence && sums.second.total < sums.first.total + sums.second.amount
  );
}

/** Whether the writer of a hold has signed two states of which at most one can be in its history. */
export function isFork(judge: Judge, hold: HoldBook, { first, second, sums }: ForkProof): boolean {
  const [one, other] = [decodeState(first.state), decodeState(second.state)];
  if (!one.ok || !other.ok) return false;
  const [a, b] = [one.value, other.value];
  const isOfHold = equalBytes(a.chain, hold.id) && equalBytes(b.chain, hold.id);
  const isTwice = a.sequence === b.sequence && !equalBytes(first.state, second.state);
  const isBroken = b.sequence === a.sequence + 1 && !equalBytes(b.previous, stateId(first.state));
  const isLie = sums !== null && leavesOut(sums, a, b);
  const isContradiction = sums === null ? isTwice || isBroken : isLie;
  return isOfHold && isContradiction && [first, second].every((s) => isSigned(judge, hold, s));
}
