import {
  type Choice,
  contentOf,
  type GovernanceStatement,
  type Hash,
  type Lane,
  toHex,
  type Word,
} from '@tallystick/protocol';
import { note } from '../engine/context.ts';
import type { Random } from '../engine/random.ts';
import { type OfficeName, officeSays } from './charter.ts';
import type { GovernedWorld } from './governed-world.ts';
import { forceText, SUBJECTS, URGENT } from './matters.ts';
import type { Voter } from './voter.ts';

const MINUTE_MS = 60_000;
/** Around the end of a stage, in ms: what is sent is admitted a few ms later. */
const RAZOR = { from: -8, to: 4 } as const;

/** How one proposal will be received. */
interface Plan {
  readonly lane: Lane;
  readonly gates: 'passed' | 'failed' | 'tightens' | 'never';
  readonly audits: boolean;
  readonly approves: boolean;
  readonly withdraws: boolean;
  /** Of those who are not captured: how many vote, and for it. */
  readonly turnout: number;
  readonly support: number;
  /** Whoever has the captured vendor's key votes for it with all chips. */
  readonly isCaptured: boolean;
  /** What matters comes as a stage ends. */
  readonly isSharp: boolean;
}

const GATES = ['passed', 'tightens', 'failed', 'never'] as const;

function drawPlan(random: Random): Plan {
  const isUrgent = random.chance(0.3);
  return {
    lane: isUrgent ? 'emergency' : 'ordinary',
    gates: random.chance(0.7) ? (isUrgent ? 'tightens' : 'passed') : random.pick(GATES),
    audits: random.chance(0.8),
    approves: random.chance(0.85),
    withdraws: random.chance(0.1),
    turnout: random.pick([0.2, 0.7, 1, 1]),
    support: random.pick([0.1, 0.5, 0.7, 0.9]),
    isCaptured: random.chance(0.5),
    isSharp: random.chance(0.35),
  };
}

/** One proposal from the first word to the last, and all who have something to say about it. */
export class Campaign {
  readonly #world: GovernedWorld;
  readonly #random: Random;
  readonly #plan: Plan;
  #proposal: Hash = new Uint8Array(32);

  constructor(world: GovernedWorld, number: number) {
    this.#world = world;
    this.#random = world.context.random.fork(`campaign ${number}`);
    this.#plan = drawPlan(this.#random);
  }

  async run(): Promise<void> {
    const author = this.#random.pick(this.#world.voters);
    const said = await author.say(this.#proposed());
    if (said.code !== 'admitted') return;
    this.#proposal = said.id;
    note(this.#world.context, `proposal ${toHex(said.id)}: ${JSON.stringify(this.#plan)}`);
    await Promise.all([this.#withdraw(author), this.#report(), this.#approve(), this.#vote()]);
  }

  #proposed(): Parameters<Voter['say']>[0] {
    const { governance, node } = this.#world;
    const { lane } = this.#plan;
    const isSensible = lane === 'emergency' && this.#random.chance(0.9);
    const { matter, write } = this.#random.pick(isSensible ? URGENT : SUBJECTS);
    const before = governance.versions(matter);
    const ordinary = before.findLast(({ proposal }) => proposal.lane === 'ordinary');
    const current = lane === 'ordinary' ? ordinary : this.#world.inForce(matter);
    const base = this.#random.chance(0.05) ? null : (current?.proposal.id ?? null);
    const now = Math.ceil(node.now() / 1000) * 1000;
    const from = now + this.#random.pick([0, 5, 12, 14, 16, 30]) * MINUTE_MS;
    const lasts = this.#random.pick([null, null, 15, 40]);
    const until = lasts === null ? null : from + (lasts + 20) * MINUTE_MS;
    const version = this.#world.versionNumber();
    const writing = { world: this.#world, random: this.#random, version };
    const content = contentOf(write({ ...writing, force: forceText(from, until) }), []);
    return { kind: 'proposal', matter, base, content, from, until, lane, alarms: [] };
  }

  async #withdraw(author: Voter): Promise<void> {
    if (!this.#plan.withdraws) return;
    await this.#before('voteFrom');
    await author.say({ kind: 'withdrawal', proposal: this.#proposal }, this.#plan.isSharp);
  }

  async #report(): Promise<void> {
    const { gates, audits, isSharp } = this.#plan;
    const { clerks } = this.#world;
    if (gates === 'never') return;
    await this.#before('voteFrom');
    const report = this.#random.bytes(32);
    const word = { kind: 'gates', report, verdict: gates } as const;
    const said = await clerks.gates.say(this.#word('gates', word), isSharp);
    // Only the first word counts.
    if (this.#random.chance(0.2)) {
      const other = { ...word, verdict: gates === 'failed' ? 'passed' : 'failed' } as const;
      await clerks.gates.say(this.#word('gates', other), isSharp);
    }
    if (!audits || said.code !== 'admitted') return;
    const agrees = this.#random.chance(0.9);
    const audit = { kind: 'audit', report, agrees } as const;
    await clerks.auditors.say(this.#word('auditors', audit), isSharp);
  }

  async #approve(): Promise<void> {
    const { approves, isSharp, lane } = this.#plan;
    const { clerks } = this.#world;
    if (!approves) return;
    if (lane === 'emergency') await this.#wait(this.#random.between(0, 2 * MINUTE_MS));
    else await this.#before('voteUntil');
    const word = { kind: 'approved' } as const;
    await clerks.council.say(this.#word('council', word), isSharp);
  }

  /** As the office was when the proposal was admitted. */
  #word(office: OfficeName, word: Word): GovernanceStatement {
    const { governance, node } = this.#world;
    const book = governance.proposals.get(toHex(this.#proposal));
    const under = book?.governance ?? governance.governance;
    return officeSays(node.founding, under, office, { proposal: this.#proposal, word });
  }

  async #vote(): Promise<void> {
    if (this.#plan.lane === 'emergency') return;
    const { voters } = this.#world;
    const choices = voters.flatMap((voter) => {
      const choice = this.#choice(voter);
      return choice === null ? [] : [{ voter, choice }];
    });
    await this.#until('voteFrom', this.#plan.isSharp ? RAZOR.from : 0);
    await Promise.all(choices.map(({ voter, choice }) => this.#cast(voter, choice)));
  }

  #choice(voter: Voter): Choice | null {
    const { turnout, support, isCaptured } = this.#plan;
    if (isCaptured && voter.isCaptured) return 'yes';
    if (!this.#random.chance(turnout)) return null;
    if (this.#random.chance(support)) return 'yes';
    return this.#random.chance(0.8) ? 'no' : 'abstain';
  }

  /** When the vote begins, some time later, or at the very end; now and then twice. */
  async #cast(voter: Voter, choice: Choice): Promise<void> {
    const isSharp = this.#random.chance(this.#plan.isSharp ? 0.6 : 0.2);
    if (isSharp) await this.#until('voteUntil', this.#random.between(RAZOR.from, RAZOR.to));
    else if (this.#random.chance(0.25)) await this.#before('voteUntil');
    else await this.#wait(this.#random.between(0, 2 * MINUTE_MS));
    const book = this.#world.governance.proposals.get(toHex(this.#proposal));
    const isAttested = (book?.procedure.vendors ?? 0) > 0 !== this.#random.chance(0.03);
    if (this.#random.chance(0.05)) await voter.register();
    await voter.vote(this.#proposal, choice, isAttested, isSharp);
    if (this.#random.chance(0.1)) {
      const other = choice === 'yes' ? 'no' : 'yes';
      await voter.vote(this.#proposal, other, isAttested, isSharp);
    }
  }

  /** Some time before a stage ends, or to the millisecond. */
  async #before(end: 'voteFrom' | 'voteUntil'): Promise<void> {
    const { isSharp } = this.#plan;
    const early = this.#random.between(5_000, 3 * MINUTE_MS);
    await this.#until(end, isSharp ? this.#random.between(RAZOR.from, RAZOR.to) : -early);
  }

  /** Closures may have moved the end meanwhile. */
  async #until(end: 'voteFrom' | 'voteUntil', offset: number): Promise<void> {
    for (;;) {
      const book = this.#world.governance.proposals.get(toHex(this.#proposal));
      if (book === undefined) return;
      const left = this.#world.governance.ends(book)[end] + offset - this.#world.node.now();
      if (left <= 0) return;
      await this.#wait(Math.min(left, MINUTE_MS / 2));
    }
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#world.scheduler.after(ms, resolve);
    });
  }
}
