import { rulebookInForce } from '@tallystick/ledger';
import {
  contentOf,
  encodeStructured,
  type Governance,
  type GovernanceStatement,
  type Hash,
  type Matter,
  toHex,
  type Transition,
  type Word,
} from '@tallystick/protocol';
import { CarriedLaw } from '../check/carried-law.ts';
import { SaidCircumstances } from '../check/circumstances.ts';
import { DecisionBook } from '../check/decision-book.ts';
import { GovernanceBook } from '../check/governance-book.ts';
import { LawBook } from '../check/law-book.ts';
import { PauseBook } from '../check/pause-book.ts';
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
import { GOVERNED, MINUTE_MS, type OfficeName, officeSays, PACE, VENDORS } from './charter.ts';
import { Market } from './market.ts';
import { BARRED_LIST, CURRENCY, forceText } from './matters.ts';
import { Ombuds } from './ombuds.ts';
import { Patience } from './patience.ts';
import { Speaker } from './speaker.ts';
import { Statistics } from './statistics.ts';
import { Till } from './till.ts';
import { Voter } from './voter.ts';

/** How long anybody proposes anything. */
const PROPOSING_MS = 150 * MINUTE_MS;
/** And how long it takes until the last of it has ended. */
const ENDING_MS = 40 * MINUTE_MS;
const NO_FAULTS: RingFaults = { lost: 0, doubled: 0, late: 0, crashes: 0 };

type Clerk = Exclude<OfficeName, 'registrars'>;

/** One sovereign whose people change its rules while they live under them. */
export class GovernedWorld extends Stage {
  readonly voters: Voter[] = [];
  /** Who carries the words of offices to the log. */
  readonly clerks: Readonly<Record<Clerk, Speaker>>;
  readonly governance: GovernanceBook;
  readonly law: LawBook;
  readonly decisions: DecisionBook;
  readonly pauses: PauseBook;
  readonly market: Market;
  readonly ombuds: Ombuds;
  readonly #standing: StandingBook;
  readonly #statistics: Statistics;
  readonly #patience: Patience;
  readonly #till: Till;
  readonly #treasury: Treasury;
  /** Of wallets that went offline. */
  readonly #carried: CarriedLaw[] = [];
  readonly #random: Random;
  readonly #stormy: Weather;
  #read = 0;
  #looked = 0;
  #changedOver = 0;
  #versions = 0;
  #campaigns = 0;
  #isOver = false;

  constructor({ weather, ...options }: StageOptions) {
    super(options, PACE, GOVERNED);
    const { random } = this.context;
    this.#random = random.fork('fate');
    this.#stormy = weather ?? drawDays(random.fork('weather'));
    const { constitution, sovereign } = this.node.founding;
    this.governance = new GovernanceBook(constitution, this.context.crypto);
    this.law = new LawBook(this.governance, constitution);
    this.#standing = new StandingBook(this.governance, this.law);
    const codes = constitution.currencies.map(({ code }) => code);
    const said = new SaidCircumstances(this.governance, sovereign, codes);
    this.decisions = new DecisionBook(this.books, constitution, () => this.law.at(), null, said);
    this.pauses = new PauseBook(this.governance, sovereign, codes);
    // What is paid depends on what was said before it, in the same batch, too.
    this.books.pauses = () => {
      this.#readUpTo(this.books.size);
      return this.pauses;
    };
    this.#treasury = new Treasury(this.context, this.node, this.books);
    this.market = new Market(this);
    this.ombuds = new Ombuds(this);
    this.#statistics = new Statistics(this);
    this.#patience = new Patience(this);
    this.#till = new Till(this);
    if (this.#random.chance(0.7)) this.#hasRing(random.fork('ring'));
    const clerk = (name: string): Speaker => new Speaker(this, name, random.fork(name));
    this.clerks = {
      gates: clerk('gates'),
      council: clerk('council'),
      auditors: clerk('auditors'),
      statistics: clerk('statistics'),
      ombuds: clerk('ombuds'),
    };
    const governance = (): Governance => this.governance.governance;
    const count = this.#random.between(6, 10);
    for (let at = 0; at < count; at++) {
      const vendor = at < 4 ? VENDORS[at] : this.#random.pick([...VENDORS, null]);
      // Whoever proposes is in the electorate, and the first one proposes what there is from the beginning.
      const tier = at === 0 || this.#random.chance(0.85) ? 1 : 0;
      const name = `voter ${at}`;
      const whose = { vendor: vendor ?? null, tier, governance };
      this.voters.push(new Voter(this, name, random.fork(name), whose));
    }
  }

  override async step(): Promise<boolean> {
    const isMore = await super.step();
    const { entries } = this.node.image;
    this.#readUpTo(entries.length);
    const isNew = this.#looked < entries.length;
    this.#looked = entries.length;
    const ledger = this.node.settledLedger;
    if (ledger !== undefined) this.#standing.compare(ledger.state);
    if (isNew) this.#compareCarried();
    return isMore;
  }

  /** Entry after entry, since a header is under what was said before it. */
  #readUpTo(size: number): void {
    const { entries } = this.node.image;
    for (; this.#read < size; this.#read++) {
      this.governance.read(entries, this.#read + 1);
      this.decisions.read(entries, this.#read + 1);
    }
  }

  /** Everybody who is offline since before decides as the ledger does, or cannot know better. */
  #compareCarried(): void {
    if (this.#carried.length === 0) return;
    const legal = this.law.at();
    const facts = this.market.supposed(this.governance.time);
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
    for (const one of [...Object.values(this.clerks), ...this.voters]) {
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
    await this.#beginLists();
    await this.drive(this.#statistics.found());
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
    for (const one of this.#actors) one.open();
    const end = this.scheduler.now + PROPOSING_MS;
    this.#propose(end);
    this.#befall(end);
  }

  get #actors(): readonly { open(): void; close(): void }[] {
    return [this.market, this.#statistics, this.#patience, this.#till];
  }

  /** Until it is over, or so many events have happened. */
  async live(steps: number): Promise<void> {
    for (let n = 0; n < steps && !this.#isOver && (await this.step()); n++);
  }

  calm(): void {
    this.weather = CALM;
    this.node.clockError = 0;
    for (const one of this.#actors) one.close();
    note(this.context, 'calm');
  }

  async #must(speaker: Speaker, build: () => Transition): Promise<void> {
    const { code } = await this.drive(speaker.tell(build, 'what it is'));
    if (code !== 'admitted') throw new Error(`${speaker.name} in calm weather: ${code}`);
  }

  /** Vendors of voting keys, a list of who is barred, which rules may name from then on, and a module about the currency. Through the pipeline, as everything is. */
  async #beginLists(): Promise<void> {
    const { gates, council } = this.clerks;
    const [author] = this.voters;
    const random = this.#random.fork('first list');
    const from = Math.ceil(this.node.now() / 1000) * 1000;
    const force = forceText(from, null);
    const written = [BARRED_LIST, CURRENCY].map(({ matter, write }) => {
      return {
        matter,
        bytes: write({ world: this, random, version: this.versionNumber(), force }),
      };
    });
    const vendors = encodeStructured('vendors', VENDORS);
    const proposals = [{ matter: { kind: 'vendors' } as const, bytes: vendors }, ...written];
    const ids: Hash[] = [];
    for (const { matter, bytes } of proposals) {
      const content = contentOf(bytes, []);
      const proposal = { kind: 'proposal', matter, base: null, content, from, alarms: [] } as const;
      const said = await this.drive(
        (author as Voter).say({ ...proposal, until: null, lane: 'ordinary' }),
      );
      const passed = { kind: 'gates', report: new Uint8Array(32), verdict: 'passed' } as const;
      await this.drive(gates.say(this.#word('gates', said.id, passed)));
      ids.push(said.id);
    }
    for (const id of ids) await this.#pass(id, 'voteFrom');
    for (const id of ids) {
      await this.drive(council.say(this.#word('council', id, { kind: 'approved' })));
    }
    for (const id of ids) await this.#pass(id, 'lockUntil');
    for (const { matter } of proposals) {
      if (this.inForce(matter) === undefined) throw new Error(`no ${matter.kind} in calm weather`);
    }
  }

  #word(office: OfficeName, proposal: Hash, word: Word): GovernanceStatement {
    const { governance } = this.governance;
    return officeSays(this.node.founding, governance, office, { proposal, word });
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
    this.scheduler.after(this.#random.between(MINUTE_MS, 8 * MINUTE_MS), () => {
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
      if (this.#random.chance(0.12)) {
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
      figures: this.governance.figures.published,
      appeals: this.governance.appeals.appeals.size,
      exempted: this.governance.appeals.used,
      announced: this.#patience.announced,
      taken: this.#till.taken,
      paused: this.#till.paused,
      closures: this.governance.gaps.length,
      minutes: Math.round(this.scheduler.now / MINUTE_MS),
    };
  }
}
