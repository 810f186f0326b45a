import {
  contentOf,
  type Governance,
  type Hash,
  type Matter,
  type Proposal,
  type Word,
} from '@tallystick/protocol';
import type { Desk } from './desk.ts';
import { OFFICES, speak, wordOf } from './governance.ts';
import { type Person, START } from './parties.ts';

/** What a report says, wherever nobody makes one. */
const REPORT: Hash = new Uint8Array(32).fill(7);

/** Governance at a desk, where matters that the council decides alone pass in a few steps. */
export class Council {
  readonly desk: Desk;
  readonly author: Person;

  constructor(desk: Desk) {
    this.desk = desk;
    this.author = desk.person();
  }

  get governance(): Governance {
    const { governance } = this.desk.constitution;
    if (governance === null) throw new Error('a constitution without governance');
    return governance;
  }

  propose(matter: Matter, content: Uint8Array, change: Partial<Proposal> = {}): Hash {
    const built = speak(this.author, {
      kind: 'proposal',
      matter,
      base: null,
      content: contentOf(content, []),
      from: START,
      until: null,
      lane: 'ordinary',
      alarms: [],
      ...change,
    });
    this.desk.must(built);
    return built.id;
  }

  say(proposal: Hash, office: number, word: Word): void {
    this.desk.must(speak(this.author, wordOf(this.governance, office, proposal, word)));
  }

  /** The gates' word about a proposal. */
  report(proposal: Hash, verdict: 'failed' | 'passed' | 'tightens' = 'passed'): void {
    this.say(proposal, OFFICES.gates, { kind: 'gates', report: REPORT, verdict });
  }

  approve(proposal: Hash): void {
    this.say(proposal, OFFICES.council, { kind: 'approved' });
  }

  /** Proposed, reported, approved; three seconds later it is decided, and its timelock over after four. */
  decide(matter: Matter, content: Uint8Array, change: Partial<Proposal> = {}): Hash {
    const id = this.propose(matter, content, change);
    this.report(id);
    this.desk.wait(1000);
    this.approve(id);
    this.desk.wait(2000);
    return id;
  }

  /** Over a version that is in force, at once. */
  declare(matter: Matter, content: Uint8Array, change: Partial<Proposal> = {}): Hash {
    const id = this.propose(matter, content, { ...change, lane: 'emergency' });
    this.report(id, 'tightens');
    this.approve(id);
    return id;
  }
}
