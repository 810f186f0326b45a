import {
  type Claim,
  createTickChain,
  currencyId,
  encode,
  type Hash,
  hash,
  type Hold,
  holdId,
  type Proof,
  stateId,
  tabEvidenceCodec,
  takingEvidenceCodec,
  type Taking,
  toHex,
  type Transition,
  witnessCodec,
  decodeState,
} from '@tallystick/protocol';
import type { Books } from '../check/books.ts';
import type { EdgeBook } from '../check/edge-book.ts';
import { earnedOf, type HoldBook, restOf } from '../check/hold-book.ts';
import { launch, note, type WorldContext } from '../engine/context.ts';
import { Machine } from '../engine/machine.ts';
import type { Random } from '../engine/random.ts';
import type { SovereignNode } from '../sovereign/node.ts';
import { Pen, proofOf } from './pen.ts';
import { outcomes, submission } from './raw-account.ts';
import { RawIdentity } from './raw-identity.ts';

const HOUR_MS = 3_600_000;
/** Around an edge, in ms: who comes when. What is sent is admitted a few ms later. */
const TRIES = [
  { by: 'payee', at: -12 },
  { by: 'payee', at: -4 },
  { by: 'owner', at: -3 },
  { by: 'payee', at: -2 },
  { by: 'owner', at: 2 },
  { by: 'payee', at: 6 },
  { by: 'owner', at: 40 },
] as const;
const KINDS = ['plain', 'after', 'before', 'preimage', 'schedule', 'voucher', 'ticks'] as const;
const CAP = 600n;
const LINKS = 64;

/** What a payee shows, and which times are worth racing for. */
interface Race {
  readonly terms: Hold;
  readonly edges: readonly number[];
  /** Shows what is asked for: given how much was taken before. */
  readonly proof: (paid: bigint) => Proof | null;
}

/** Two without wallets, owner and payee, who both come to the ledger at the very edge of each window and each period. */
export class Racer {
  isLiving = false;
  readonly #context: WorldContext;
  readonly #node: SovereignNode;
  readonly #books: Books;
  readonly #edges: EdgeBook;
  readonly #random: Random;
  readonly #machine: Machine;
  readonly #owner: RawIdentity;
  readonly #payee: RawIdentity;

  constructor(context: WorldContext, node: SovereignNode, books: Books, edges: EdgeBook) {
    this.#context = context;
    this.#node = node;
    this.#books = books;
    this.#edges = edges;
    this.#random = context.random.fork('racer');
    this.#machine = new Machine(context.scheduler);
    this.#machine.start();
    const { sovereign } = node.founding;
    this.#owner = new RawIdentity(context, books, sovereign, this.#random);
    this.#payee = new RawIdentity(context, books, sovereign, this.#random);
  }

  /** Who is to be given something to set aside. */
  get identity(): Hash {
    return this.#owner.id;
  }

  openings(): Transition[] {
    return [this.#owner.opening(), this.#payee.opening()];
  }

  live(): void {
    this.isLiving = true;
    this.#next();
  }

  /** The owner takes what is there for it, and what comes back. */
  async settle(): Promise<void> {
    const owner = toHex(this.#owner.id);
    for (const hold of this.#books.holds.values()) {
      const isDue = hold.claims[0]?.payee === owner && hold.claims[0].meter.kind === 'all';
      const isOver =
        hold.owner === owner && hold.claims.every(({ until }) => this.#isOver(until, hold));
      if (!isDue && !isOver) continue;
      const claim = isDue ? 0 : null;
      await this.#try('owner', { hold: hold.id, claim, amount: restOf(hold), proof: null });
    }
  }

  #isOver(until: number, hold: HoldBook): boolean {
    return this.#books.hasPassed(until, hold);
  }

  #next(): void {
    this.#machine.after(this.#random.between(HOUR_MS / 12, HOUR_MS), () => {
      if (!this.isLiving) return;
      launch(this.#context, () => this.#begin(this.#random.pick(KINDS)));
      this.#next();
    });
  }

  async #begin(kind: (typeof KINDS)[number]): Promise<void> {
    const { account } = this.#owner;
    if (account.balance(this.#currency) < CAP) return;
    const made = this.#make(kind);
    const operation = {
      kind: 'put',
      country: 'KE',
      holds: [made.terms],
      ...account.common(),
    } as const;
    const put = account.build(operation, [[this.#currency, -CAP]]);
    const state = decodeState(put.state);
    if (!state.ok) return;
    const answer = await this.#node.serve(submission([put]));
    if (answer === undefined || outcomes(answer)[0] !== 'admitted') return;
    const pen = new Pen(this.#context, this.#node.founding.sovereign, account.key, {
      put: state.value,
      terms: made.terms,
    });
    const act = kind === 'voucher' ? pen.write(CAP / 2n, null) : undefined;
    const proof = act === undefined ? made.proof : () => proofOf(act.signed, null, false);
    const name = toHex(holdId(stateId(put.state), 0));
    for (const edge of made.edges) this.#wait(name, edge, proof);
  }

  /** Comes back at the edge, wherever closures have moved it. */
  #wait(name: string, edge: number, proof: Race['proof']): void {
    const hold = this.#books.holds.get(name);
    const { time, closedMs } = this.#edges.moment();
    if (hold === undefined) return;
    const isWindow = hold.claims.some(({ until, condition }) => {
      return until === edge || (condition?.kind === 'before' && condition.time === edge);
    });
    const inMs = edge + (isWindow ? closedMs - hold.closedMs : 0) - time;
    if (inMs > HOUR_MS) {
      this.#machine.after(HOUR_MS / 2, () => this.#wait(name, edge, proof));
      return;
    }
    for (const { by, at } of TRIES) {
      this.#machine.after(Math.max(0, inMs + at), () => {
        launch(this.#context, () => this.#race(name, by, proof));
      });
    }
  }

  async #race(name: string, by: 'owner' | 'payee', proof: Race['proof']): Promise<void> {
    const hold = this.#books.holds.get(name);
    const [claim] = hold?.claims ?? [];
    if (hold === undefined || claim === undefined) return;
    const rest = restOf(hold);
    if (by === 'owner')
      return this.#try(by, { hold: hold.id, claim: null, amount: rest, proof: null });
    const { meter } = claim;
    const { time } = this.#edges.moment();
    // Of a schedule what is due if the period that begins about now has begun.
    const due = meter.kind === 'schedule' ? earnedOf(meter, hold, time + 5) - hold.paid : 10n;
    const amount = meter.kind === 'all' ? rest : due;
    if (amount < 1n) return;
    await this.#try(by, { hold: hold.id, claim: 0, amount, proof: proof(hold.paid) });
  }

  async #try(by: 'owner' | 'payee', taking: Taking): Promise<void> {
    const { account } = by === 'owner' ? this.#owner : this.#payee;
    const operation = { kind: 'take', takings: [taking], ...account.common() } as const;
    const currency = this.#books.holds.get(toHex(taking.hold))?.currency ?? this.#currency;
    const take = account.build(operation, [[currency, taking.amount]]);
    const before = this.#edges.moment();
    const answer = await this.#node.serve(submission([take]));
    const code = answer === undefined ? undefined : outcomes(answer)[0];
    note(
      this.#context,
      `the ${by} tries ${taking.claim ?? 'to have it back'}: ${code ?? 'nobody'}`,
    );
    if (code === undefined || code === 'admitted') return;
    this.#edges.judge({ taking, code, before, after: this.#edges.moment() });
  }

  #make(kind: (typeof KINDS)[number]): Race {
    const { time } = this.#edges.moment();
    const until = time + this.#random.between(HOUR_MS, 9 * HOUR_MS);
    const within = this.#random.between(time + HOUR_MS / 4, until);
    const seed = this.#random.bytes(32);
    const none = (): null => null;
    switch (kind) {
      case 'plain':
        return { terms: this.#terms(until, {}), edges: [until], proof: none };
      case 'after':
      case 'before': {
        const condition = { kind, time: within };
        const terms = this.#terms(until, { condition });
        return { terms, edges: [within, until], proof: showNothing };
      }
      case 'preimage': {
        const terms = this.#terms(until, { condition: { kind, hash: hash('preimage', seed) } });
        const guess = this.#random.chance(0.5) ? seed : this.#random.bytes(32);
        return { terms, edges: [until], proof: () => showPreimage(guess) };
      }
      case 'schedule': {
        const periodMs = this.#random.between(HOUR_MS / 4, HOUR_MS);
        const meter = { kind, amount: CAP / 3n, periodMs, firstAt: within, periods: 3 };
        const edges = [0, 1, 2].map((period) => within + period * periodMs);
        return { terms: this.#terms(until, { meter }), edges: [...edges, until], proof: none };
      }
      case 'voucher': {
        const terms = this.#terms(until, { meter: { kind } });
        return { terms: { ...terms, writer: { kind: 'putter' } }, edges: [until], proof: none };
      }
      case 'ticks': {
        const chain = createTickChain(seed, LINKS);
        const { anchor, links } = chain;
        const meter = { kind, units: 10n, perTicks: 1, anchor, links } as const;
        const proof: Race['proof'] = (paid) => {
          const { link, count } = chain.tick(Math.min(LINKS, Number(paid / 10n) + 1));
          // Now and then it says that the link is worth one more.
          const tick = { link, count: count + (this.#random.chance(0.2) ? 1 : 0) };
          const shown = encode(tabEvidenceCodec, { act: null, tick, release: false });
          return {
            evidence: encode(takingEvidenceCodec, { meter: shown, outcomes: [] }),
            witnesses: [],
          };
        };
        return { terms: this.#terms(until, { meter }), edges: [until], proof };
      }
    }
  }

  #terms(until: number, more: Partial<Claim>): Hold {
    const payee = { kind: 'identity', identity: this.#payee.id, country: 'KE' } as const;
    const claim: Claim = { payee, meter: { kind: 'all' }, condition: null, until, ...more };
    const currency = this.#currency;
    return { currency, cap: CAP, writer: { kind: 'none' }, note: null, claims: [claim] };
  }

  get #currency(): Hash {
    return currencyId(this.#node.founding.sovereign, 'HRB');
  }
}

function showPreimage(bytes: Uint8Array): Proof {
  const witness = encode(witnessCodec, { node: 0, proof: { kind: 'bytes', bytes } });
  return { ...showNothing(), witnesses: [witness] };
}

function showNothing(): Proof {
  return { evidence: encode(takingEvidenceCodec, { meter: null, outcomes: [] }), witnesses: [] };
}
