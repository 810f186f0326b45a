import { rulebookInForce } from '@tallystick/ledger';
import {
  contentOf,
  encodeStructured,
  type Hash,
  type Matter,
  toHex,
  type Transition,
} from '@tallystick/protocol';
import { CarriedLaw } from '../check/carried-law.ts';
import { DecisionBook } from '../check/decision-book.ts';
import { GovernanceBook } from '../check/governance-book.ts';
import { LawBook } from '../check/law-book.ts';
import { StandingBook } from '../check/standing-book.ts';
import { inForce, type VersionBook } from '../check/version-book.ts';
import { launch, note } from '../engine/context.ts';
import type { Random } from '../engine/random.ts';
import { CALM, type Weather } from '../engine/weather.ts';
import { drawDays } from '../offline/climate.ts';
import { drawRingFaults, PretendedRing, type RingFaults } from '../rules/ring.ts';
import { Treasury } from '../parties/treasury.ts';
import { Stage, type StageOptions } from '../stage.ts';
import { Campaign } from './campaign.ts';
import { GOVERNED, MINUTE_MS, officeSays, PACE, VENDORS } from './charter.ts';
import { Market } from './market.ts';
import { Speaker } from './speaker.ts';
import { Voter } from './voter.ts';

/** How long anybody proposes anything. */
const PROPOSING_MS = 150 * MINUTE_MS;
/** And how long it takes until the last of it has ended. */
const ENDING_MS = 40 * MINUTE_MS;
const NO_FAULTS: RingFaults = { lost: 0, doubled: 0, late: 0, crashes: 0 };

/** One sovereign whose people change its rules while they live under them. */
export class GovernedWorld extends Stage {
  readonly voters: Voter[] = [];
  /** Who carries the words of offices to the log. */
  readonly clerks: Readonly<Record<'gates' | 'council' | 'auditors', Speaker>>;
  readonly governance: GovernanceBook;
  readonly law: LawBook;
  readonly decisions: DecisionBook;
  readonly #standing: StandingBook;
  readonly #market: Market;
  readonly #treasury: Treasury;
  /** Of wallets that went offline. */
  readonly #carried: CarriedLaw[] = [];
  readonly #random: Random;
  readonly #stormy: Weather;
  #read = 0;
  #changedOver = 0;
  #versions = 0;
  #campaigns = 0;
  #isOver = false;

  constructor({ weather, ...options }: StageOptions) {
    super(options, PACE, GOVERNED);
    const { random } = this.context;
    this.#random = random.fork('fate');
    this.#stormy = weather ?? drawDays(random.fork('weather'));
    this.governance = new GovernanceBook(this.node.founding.constitution);
    this.#standing = new StandingBook(this.governance);
    const { constitution } = this.node.founding;
    this.law = new LawBook(this.governance, constitution);
    this.decisions = new DecisionBook(this.books, constitution, () => this.law.at(), null);
    this.#treasury = new Treasury(this.context, this.node, this.books);
    this.#market = new Market(this);
    if (this.#random.chance(0.7)) this.#hasRing(random.fork('ring'));
    const clerk = (name: string): Speaker => new Speaker(this, name, random.fork(name));
    this.clerks = { gates: clerk('gates'), council: clerk('council'), auditors: clerk('auditors') };
    const count = this.#random.between(6, 10);
    for (let at = 0; at < count; at++) {
      const vendor = at < 4 ? VENDORS[at] : this.#random.pick([...VENDORS, null]);
      const tier = this.#random.chance(0.85) ? 1 : 0;
      const name = `voter ${at}`;
      this.voters.push(new Voter(this, name, random.fork(name), vendor ?? null, tier));
    }
  }

  override async step(): Promise<boolean> {
    const isMore = await super.step();
    const { entries } = this.node.image;
    // A header is under what was said before it.
    for (let upTo = this.#read + 1; upTo <= entries.length; upTo++) {
      this.governance.read(entries, upTo);
      this.decisions.read(entries, upTo);
    }
    const isNew = this.#read < entries.length;
    this.#read = entries.length;
    const ledger = this.node.settledLedger;
    if (ledger !== undefined) this.#standing.compare(ledger.state);
    if (isNew) this.#compareCarried();
    return isMore;
  }

  /** Everybody who is offline since before decides as the ledger does, or cannot know better. */
  #compareCarried(): void {
    if (this.#carried.length === 0) return;
    const legal = this.law.at();
    const facts = this.#market.supposed(this.governance.time);
    for (let at = this.#carried.length - 1; at >= 0; at--) {
      const carried = this.#carried[at] as CarriedLaw;
      if (!carried.isCurrent) this.#carried.splice(at, 1);
      else if (carried.changesOver()) {
        carried.compare(legal, facts);
        this.#changedOver += 1;
      }
    }
  }

  /** A wallet has synced, and is offline from now on. */
  goOffline(): void {
    const ledger = this.node.settledLedger;
    const { time, saidUnderHeader } = this.governance;
    if (ledger?.state.header?.time !== time || saidUnderHeader > 0) return;
    this.#carried.push(new CarriedLaw(this.governance, rulebookInForce(ledger.state)));
  }

  #hasRing(random: Random): void {
    const faults = drawRingFaults(random);
    this.node.ring = (machine) =>
      new PretendedRing(this.context, machine, random, () =>
        this.weather === CALM ? NO_FAULTS : faults,
      );
  }

  /** The version of a matter in force under the newest header. */
  inForce(matter: Matter): VersionBook | undefined {
    return inForce(this.governance.versions(matter), this.governance.time);
  }

  /** No two texts have one number. */
  versionNumber(): number {
    this.#versions += 1;
    return this.#versions;
  }

  /** Everybody gets an identity; the council registers vendors; then people get voting keys. In calm weather. */
  async found(): Promise<void> {
    this.scheduler.after(0, () => this.node.start());
    await this.runFor(1_000);
    const { gates, council, auditors } = this.clerks;
    for (const one of [gates, council, auditors, ...this.voters]) {
      await this.#must(one, () => one.identity.opening());
    }
    for (const voter of this.voters) {
      if (voter.tier > 0) await this.#must(voter, () => voter.attested());
    }
    for (const voter of this.voters) {
      const issued = await this.drive(this.#treasury.issue(voter.identity.id, 'HRB', 2_000_000n));
      if (issued !== 'admitted') throw new Error(`issuing in calm weather: ${issued}`);
      await this.drive(voter.collect());
    }
    await this.#registerVendors();
    for (const voter of this.voters) {
      if (voter.vendor === null) continue;
      const { code } = await this.drive(voter.register(voter.vendor));
      if (code !== 'admitted') throw new Error(`a voting key in calm weather: ${code}`);
    }
  }

  begin(): void {
    this.weather = this.#stormy;
    note(this.context, `the weather: ${JSON.stringify(this.#stormy)}`);
    this.scheduler.after(PROPOSING_MS + ENDING_MS, () => {
      this.#isOver = true;
    });
    this.#market.open();
    const end = this.scheduler.now + PROPOSING_MS;
    this.#propose(end);
    this.#befall(end);
  }

  /** Until it is over, or so many events have happened. */
  async live(steps: number): Promise<void> {
    for (let n = 0; n < steps && !this.#isOver && (await this.step()); n++);
  }

  calm(): void {
    this.weather = CALM;
    this.node.clockError = 0;
    this.#market.close();
    note(this.context, 'calm');
  }

  async #must(speaker: Speaker, build: () => Transition): Promise<void> {
    const { code } = await this.drive(speaker.tell(build, 'what it is'));
    if (code !== 'admitted') throw new Error(`${speaker.name} in calm weather: ${code}`);
  }

  /** Through the pipeline, as everything is. */
  async #registerVendors(): Promise<void> {
    const content = contentOf(encodeStructured('vendors', VENDORS), []);
    const [author] = this.voters;
    const { gates, council } = this.clerks;
    const proposal = {
      kind: 'proposal',
      matter: { kind: 'vendors' },
      base: null,
      content,
      alarms: [],
    } as const;
    const said = await this.drive(
      (author as Voter).say({ ...proposal, from: 0, until: null, lane: 'ordinary' }),
    );
    const { founding } = this.node;
    const report = new Uint8Array(32);
    const passed = { kind: 'gates', report, verdict: 'passed' } as const;
    await this.drive(gates.say(officeSays(founding, 'gates', said.id, passed)));
    await this.#pass(said.id, 'voteFrom');
    await this.drive(council.say(officeSays(founding, 'council', said.id, { kind: 'approved' })));
    await this.#pass(said.id, 'lockUntil');
    if (this.inForce({ kind: 'vendors' }) === undefined) throw new Error('no vendors');
  }

  /** Until a stage has ended, and a header says so. */
  async #pass(proposal: Hash, end: 'voteFrom' | 'lockUntil'): Promise<void> {
    const book = this.governance.proposals.get(toHex(proposal));
    if (book === undefined) throw new Error('no proposal in calm weather');
    while (this.governance.time < this.governance.ends(book)[end] + 1_000) {
      await this.runFor(MINUTE_MS / 4);
    }
  }

  #propose(end: number): void {
    this.scheduler.after(this.#random.between(MINUTE_MS, 12 * MINUTE_MS), () => {
      if (this.scheduler.now > end) return;
      this.#campaigns += 1;
      const campaign = new Campaign(this, this.#campaigns);
      launch(this.context, () => campaign.run());
      this.#propose(end);
    });
  }

  /** Every few minutes fate decides about machine and clock. */
  #befall(end: number): void {
    this.scheduler.after(5 * MINUTE_MS, () => {
      if (this.scheduler.now > end) return;
      if (this.#random.chance(0.1)) this.node.stop(this.#random.between(50, 5_000));
      if (this.#random.chance(0.08)) {
        this.node.stop(this.#random.between(MINUTE_MS, 12 * MINUTE_MS));
      }
      if (this.#random.chance(0.1)) {
        this.node.clockError = this.#random.pick([0, -40_000, 500, 20_000]);
        note(this.context, `the sovereign's clock is ${this.node.clockError} ms off`);
      }
      this.#befall(end);
    });
  }

  figures(): Record<string, number> {
    const proposals = [...this.governance.proposals.values()];
    const ballots = proposals.reduce((sum, one) => sum + one.ballots.size, 0);
    const versions = [...this.governance.matters.values()].map(
      ([first]) => first && this.governance.versions(first.matter).length,
    );
    return {
      entries: this.books.size,
      transitions: this.books.indexes.size,
      proposals: proposals.length,
      ballots,
      versions: versions.reduce<number>((sum, count) => sum + (count ?? 0), 0),
      decided: this.decisions.decided,
      objected: this.voters.reduce((sum, { objected }) => sum + objected, 0),
      changedOver: this.#changedOver,
      closures: this.governance.gaps.length,
      minutes: Math.round(this.scheduler.now / MINUTE_MS),
    };
  }
}
