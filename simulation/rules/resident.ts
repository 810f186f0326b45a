import {
  type Amount,
  attestationHash,
  currencyId,
  decode,
  type Hash,
  type Hold,
  holdId,
  MAX_UINT,
  operationCodec,
  type PutOperation,
  type Raise,
  signingContext,
  stateId,
  decodeState,
  toHex,
  type Transition,
} from '@tallystick/protocol';
import { restOf } from '../check/hold-book.ts';
import { launch, note } from '../engine/context.ts';
import { Machine } from '../engine/machine.ts';
import { sendOver } from '../engine/network.ts';
import type { Random } from '../engine/random.ts';
import { outcomes, type RawAccount, submission } from '../parties/raw-account.ts';
import { RawIdentity } from '../parties/raw-identity.ts';
import { COUNTRIES } from '../check/decision-book.ts';
import type { RulesWorld } from './rules-world.ts';

const MOST_DEVICES = 3;
const CODES = ['HRB', 'HRB', 'GLD'] as const;
/** Puts that are thought of before one is sent. */
const TRIES = 6;
/** Of whoever waits that somebody decides. */
const ATTEMPTS = 3;

type Changes = (readonly [currency: Hash, change: Amount])[];

/** Somebody with several devices, which know nothing of each other and all want the last of a limit. */
export class Resident {
  readonly name: string;
  readonly id: Hash;
  readonly accounts: RawAccount[] = [];
  isLiving = true;
  /** How often the rulebook objected, and nobody decided. */
  objected = 0;
  undecided = 0;
  /** Its country besides the sovereign's. */
  readonly home: string;
  readonly #world: RulesWorld;
  readonly #random: Random;
  readonly #identity: RawIdentity;
  readonly #machine: Machine;
  readonly #tabs = new Map<string, Hash>();
  #tier: number;

  constructor(world: RulesWorld, at: number) {
    const { context, node, books } = world;
    this.name = `resident ${at}`;
    this.#world = world;
    this.#random = context.random.fork(this.name);
    this.#machine = new Machine(context.scheduler);
    this.#machine.start();
    this.home = this.#random.pick(COUNTRIES.slice(1));
    const { sovereign } = node.founding;
    const countries = ['KE', this.home];
    this.#identity = new RawIdentity(context, books, sovereign, this.#random, countries);
    this.id = this.#identity.id;
    this.accounts.push(this.#identity.account);
    this.#tier = this.#random.below(4);
  }

  /** What it says first, one after the other has been admitted. */
  *beginnings(): Generator<Transition> {
    yield this.#identity.opening();
    yield this.#attested('KE', Math.max(1, this.#tier));
    if (this.#tier > 0) yield this.#attested(this.home, this.#tier);
    for (let more = this.#random.below(MOST_DEVICES); more > 0; more--) {
      const { account, adding } = this.#identity.enrol(this.#random);
      yield adding;
      this.accounts.push(account);
    }
  }

  /** What waits for it goes to one of its devices. */
  async collect(account: RawAccount): Promise<void> {
    const own = toHex(this.id);
    const holds = [...this.#world.books.holds.values()].filter(
      ({ claims }) => claims[0]?.payee === own && claims[0].meter.kind === 'all',
    );
    const changes = holds.map((hold) => [hold.currency, restOf(hold)] as const);
    const take = account.build(account.take(holds, 0), changes);
    const answer = await this.#world.node.serve(submission([take]));
    const [code] = answer === undefined ? [] : outcomes(answer);
    if (code !== 'admitted') throw new Error(`taking in calm weather: ${code}`);
  }

  /** A registrar attests a tier anew, up or down, while payments are on their way. */
  rise(): void {
    const country = this.#random.pick(['KE', this.home]);
    this.#tier = this.#random.between(1, 3);
    this.#send([this.#attested(country, this.#tier)]);
  }

  /** One device sends some puts, and now and then others in their place. */
  rush(account: RawAccount): void {
    if (!this.isLiving) return;
    this.#send(this.#run(account));
    if (this.#random.chance(0.15)) this.#send(this.#run(account));
  }

  /** One put from beside the sovereign, so that it comes to the millisecond: one that the edge decides, where it finds one. */
  strike(account: RawAccount, edge: number): void {
    if (!this.isLiving) return;
    const { context, node } = this.#world;
    let run = this.#run(account);
    for (let more = TRIES; more > 0 && !this.#isDecidedBy(edge, run); more--)
      run = this.#run(account);
    const serving = node.serve(submission(run.slice(0, 1)));
    if (serving === undefined) return;
    launch(context, async () => this.#count(outcomes(await serving)));
  }

  #isDecidedBy(edge: number, [first]: readonly Transition[]): boolean {
    const decoded = first && decode(operationCodec, first.operation);
    if (decoded?.ok !== true || decoded.value.kind !== 'put') return false;
    const put = { owner: toHex(this.id), isTreasury: false, operation: decoded.value };
    const { decisions } = this.#world;
    return (
      decisions.foresee({ ...put, time: edge - 1 }) !== decisions.foresee({ ...put, time: edge })
    );
  }

  /** One put of nothing but a plain payment, after the head; null where the balance does not reach. */
  pay(account: RawAccount, code: string, units: Amount): Paying | null {
    const currency = this.#currency(code);
    if (account.balance(currency) < units) return null;
    const operation = this.#operation(account, [this.#plain(currency, units)], []);
    return { operation, transition: account.build(operation, [[currency, -units]]) };
  }

  #attested(country: string, tier: number): Transition {
    const { crypto, sovereign, pair } = this.#world.node.founding;
    const message = attestationHash({ identity: this.id, country, tier, validUntil: null });
    const signature = crypto.sign(
      pair('registrar'),
      message,
      signingContext('attestation', sovereign),
    );
    const attestation = { registrar: 0, signature };
    return this.#identity.change({
      kind: 'country',
      country,
      tier,
      validUntil: null,
      attestation,
    });
  }

  /** Transitions of one device, each after the one before. */
  #run(account: RawAccount): Transition[] {
    const run: Transition[] = [];
    const changes: Changes = [];
    let after = account.book.head;
    for (let more = this.#random.pick([1, 1, 1, 2, 3]); more > 0; more--) {
      const holds: Hold[] = [];
      const raises: Raise[] = [];
      for (let items = this.#random.pick([1, 1, 1, 2, 3]); items > 0; items--) {
        const currency = this.#currency(this.#random.pick(CODES));
        const units = this.#amount(currency);
        const tab = this.#tabs.get(`${toHex(account.chain)} ${toHex(currency)}`);
        const isOpen = tab !== undefined && this.#world.books.holds.has(toHex(tab));
        if (isOpen && this.#random.chance(0.3)) raises.push({ hold: tab, by: units });
        else holds.push(this.#terms(currency, units));
        changes.push([currency, -units]);
      }
      const transition = account.build(this.#operation(account, holds, raises), changes, after);
      const state = decodeState(transition.state);
      if (!state.ok) break;
      run.push(transition);
      this.#noteTabs(account, holds, stateId(transition.state));
      after = state.value;
    }
    return run;
  }

  #operation(account: RawAccount, holds: Hold[], raises: Raise[]): PutOperation {
    const country = this.#random.pick(['KE', this.home]);
    const common = { kind: 'put', country, holds, ...account.common() } as const;
    return raises.length === 0 ? common : { ...common, raises };
  }

  /** As much as may still be sent as far as the log says, a little less, a little more, or anything. */
  #amount(currency: Hash): Amount {
    const { decisions, node, law } = this.#world;
    const isCeiled = toHex(currency) === toHex(law.ceiling.currency);
    const limit = this.#random.pick(
      isCeiled ? [90_000n, 90_000n, 60_000n, 40_000n, 30_000n] : [10_000n, 8_000n, 6_000n],
    );
    const hours = this.#random.between(1, 3);
    const left = limit - decisions.sent(toHex(this.id), currency, node.now(), hours);
    const amount = this.#random.pick([left, left, left / 2n, left + 1n, left / 3n, 700n]);
    return amount < 1n ? BigInt(this.#random.between(1, 3_000)) : amount;
  }

  #terms(currency: Hash, cap: Amount): Hold {
    const plain = this.#plain(currency, cap);
    const [claim] = plain.claims;
    if (claim === undefined || this.#random.chance(0.7)) return plain;
    const writer = { kind: 'putter' } as const;
    if (this.#random.chance(0.5)) {
      return { ...plain, writer, claims: [{ ...claim, meter: { kind: 'voucher' } }] };
    }
    const countries = [this.#random.pick(COUNTRIES)];
    const payee = { kind: 'anyone', countries, minTier: this.#random.pick([0, 12, 15]) } as const;
    return {
      ...plain,
      writer,
      claims: [{ ...claim, payee, meter: { kind: 'cheque', perCheque: cap } }],
    };
  }

  #plain(currency: Hash, cap: Amount): Hold {
    const other = this.#random.pick(this.#world.residents);
    const country = this.#random.pick(['KE', other.home]);
    const payee = { kind: 'identity', identity: other.id, country } as const;
    const claim = { payee, meter: { kind: 'all' }, condition: null, until: MAX_UINT } as const;
    return { currency, cap, writer: { kind: 'none' }, note: null, claims: [claim] };
  }

  /** Tabs that can be raised later, if they are admitted. */
  #noteTabs({ chain }: RawAccount, holds: readonly Hold[], put: Hash): void {
    holds.forEach(({ currency, claims }, index) => {
      if (claims[0]?.meter.kind !== 'voucher') return;
      this.#tabs.set(`${toHex(chain)} ${toHex(currency)}`, holdId(put, index));
    });
  }

  /** Again as long as nobody has decided. */
  #send(run: readonly Transition[]): void {
    const { context, node } = this.#world;
    launch(context, async () => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const request = submission(run);
        const answer = await sendOver(context, this.#machine, node, this.name, request);
        const codes = outcomes(answer);
        this.#count(codes);
        if (codes.length > 0 && !codes.includes('unavailable')) return;
      }
    });
  }

  #count(codes: readonly string[]): void {
    if (codes.length > 0) note(this.#world.context, `${this.name}: ${codes.join(' ')}`);
    for (const code of codes) if (code.startsWith('rules-')) this.objected += 1;
    if (codes.includes('unavailable')) this.undecided += 1;
  }

  #currency(code: string): Hash {
    return currencyId(this.#world.node.founding.sovereign, code);
  }
}

/** A put that is to be sent, and what is in it. */
interface Paying {
  readonly operation: PutOperation;
  readonly transition: Transition;
}
