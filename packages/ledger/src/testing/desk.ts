import {
  type Constitution,
  type Epoch,
  epochOrigin,
  type Hash,
  type Header,
  holdId,
  sovereignId,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { noObjection, type Rulebook } from '@tallystick/rules';
import { admit, type AdmitContext, type Admitted } from '../admit/admit.ts';
import { applyAdmitted } from '../admit/apply-admitted.ts';
import { VERIFIED, type Verify } from '../admit/check-signatures.ts';
import { decodeTransition } from '../admit/decode-transition.ts';
import { decidingRulebook } from '../governance/deciding.ts';
import { enterHeader } from '../governance/enter-header.ts';
import type { Refusal } from '../refusal/refusal.ts';
import type { RecordSource } from '../state/cold.ts';
import { createState, type LedgerState } from '../state/state.ts';
import {
  type Account,
  type Built,
  holdFor,
  LATE,
  Person,
  pseudoKey,
  type Sign,
  START,
  testConstitution,
  treasury,
} from './parties.ts';

/** The pure core by itself: a state, a header that moves when told to, no store and no log. */
export class Desk {
  readonly constitution: Constitution;
  readonly state: LedgerState;
  readonly hrb: Hash;
  readonly gld: Hash;
  readonly epoch: Epoch;
  readonly treasury: Account;
  readonly goldTreasury: Account;
  header: Header = { time: START, closedMs: 0, gapMs: 0, epoch: 0, stateRoot: null };
  rulebook: Rulebook = noObjection;
  verify: Verify = VERIFIED;
  /** Verifies what is signed inside operations; as `verify` when undefined. */
  verifyInside: Verify | undefined;
  #people = 0;

  constructor(
    constitution: Constitution = testConstitution(),
    sign?: Sign,
    source: RecordSource = { record: () => undefined },
  ) {
    this.constitution = constitution;
    this.epoch = {
      sovereign: sovereignId(constitution),
      number: 0,
      origin: epochOrigin(constitution.origin, 0),
      log: pseudoKey('log'),
      notBefore: START,
      notAfter: LATE,
      succeeds: null,
    };
    this.state = createState(constitution, source);
    [this.hrb, this.gld] = this.state.currencies.ids as [Hash, Hash];
    this.treasury = treasury(constitution, 'HRB', sign);
    this.goldTreasury = treasury(constitution, 'GLD', sign);
  }

  /** Moves the header on. */
  wait(ms: number, closedMs = 0): void {
    const { time, closedMs: before } = this.header;
    this.header = { ...this.header, time: time + ms, closedMs: before + closedMs };
  }

  /** Admits or refuses; on admission state and client move. */
  send(built: Built): Admitted | Refusal {
    const answer = this.offer(built.bytes);
    if (answer.ok) built.accept();
    return answer;
  }

  offer(bytes: Uint8Array): Admitted | Refusal {
    const transition = decodeTransition(bytes);
    if (!transition.ok) return transition;
    enterHeader(this.state, this.header);
    const answer = admit(this.state, transition, this.context);
    if (answer.ok) applyAdmitted(this.state, answer);
    return answer;
  }

  /** What transitions are decided under now. */
  get context(): AdmitContext {
    const { header, verify, verifyInside = verify, epoch } = this;
    const { rulebook } = decidingRulebook(this.state, this.rulebook);
    return { header, rulebook, answers: null, verify, verifyInside, epoch, crypto: nodeCrypto };
  }

  /** The code of a refusal, with what only insiders see; `admitted` otherwise. */
  outcome(built: Built): string {
    return outcomeOf(this.send(built));
  }

  person(countries: readonly string[] = ['KE'], handle: string | null = null): Person {
    this.#people += 1;
    const person = new Person(this.#people);
    this.must(person.open(countries, handle));
    return person;
  }

  /** A person with so much of the first currency. */
  funded(amount: bigint): Person {
    const person = this.person();
    this.must(this.treasury.mint(this.hrb, amount));
    const put = this.treasury.put('KE', [holdFor(person.id, this.hrb, amount)]);
    this.must(put);
    this.must(person.account.take([taking(put, 0, 0, amount, this.hrb)]));
    return person;
  }

  must(built: Built): Admitted {
    const answer = this.send(built);
    if (!answer.ok) throw new Error(`${answer.code} ${answer.internal ?? ''}: ${answer.message}`);
    return answer;
  }
}

export function outcomeOf(answer: Admitted | Refusal): string {
  if (answer.ok) return 'admitted';
  return answer.internal === null ? answer.code : `${answer.code}: ${answer.internal}`;
}

/** The taking of hold `index` of a put, under `claim` or back to the owner. */
export function taking(
  put: Built,
  index: number,
  claim: number | null,
  amount: bigint,
  currency: Hash,
): Parameters<Account['take']>[0][number] {
  return { hold: holdId(put.id, index), claim, amount, proof: null, currency };
}
