import {
  type Assertion,
  ballotChallenge,
  type Choice,
  contentOf,
  encodeStructured,
  type Governance,
  type Hash,
  type Proposal,
  vendorId,
} from '@tallystick/protocol';
import { assertionOf, credentialOf } from '@tallystick/protocol/testing/authenticator';
import { stageAt } from '@tallystick/rules';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Desk } from '../testing/desk.ts';
import {
  governedConstitution,
  OFFICES,
  speak,
  testGovernance,
  votingKeyOf,
  wordOf,
} from '../testing/governance.ts';
import { type Built, type Person, START } from '../testing/parties.ts';
import { readProposal } from './read.ts';

/**
 * A vendor's key is stolen and chips are minted, on a ledger: how far that carries a proposal is what
 * decision 0010, section 5, says of it, and no further.
 */

const VENDORS = ['Harbour', 'Hill', 'Lake', 'Captured'].map((name) => ({
  name,
  roots: [new TextEncoder().encode(name)],
}));
const CAPTURED = 3;
const CREDENTIALS = VENDORS.map(({ name }) => credentialOf('ES256', name));
const PASSED = { kind: 'gates', report: new Uint8Array(32).fill(7), verdict: 'passed' } as const;

interface Voter {
  readonly vendor: number;
  /** Null: it does not vote. */
  readonly choice: Choice | null;
}

interface Vote {
  readonly people: readonly Voter[];
  readonly chips: number;
  /** Chips whose identity got its key only after the proposal was made. */
  readonly areLate: boolean;
  readonly quorumPermille: number;
  readonly approvalPermille: number;
}

/** A vote on a global rule, from a registry in force to its outcome. */
class Town {
  readonly desk: Desk;
  readonly #proposal: Hash;
  readonly #people: Person[];
  readonly #chips: Person[];
  readonly #vote: Vote;

  constructor(vote: Vote) {
    const { quorumPermille, approvalPermille } = vote;
    const { procedures } = testGovernance();
    const counted = { vendors: 3, quorumPermille, approvalPermille };
    const changed = procedures.map((one) =>
      one.scope.kind === 'global' ? { ...one, ...counted } : one,
    );
    this.#vote = vote;
    this.desk = new Desk(governedConstitution(undefined, { procedures: changed }));
    this.#people = vote.people.map(() => this.desk.person());
    this.#chips = Array.from({ length: vote.chips }, () => this.desk.person());
    this.#registry();
    for (const [i, { vendor }] of vote.people.entries()) this.register(this.#person(i), vendor);
    if (!vote.areLate) for (const chip of this.#chips) this.register(chip, CAPTURED);
    const author = this.#people[0] ?? this.desk.person();
    this.#proposal = this.#propose(author, { kind: 'global' }, new Uint8Array([65]));
    if (vote.areLate) for (const chip of this.#chips) this.register(chip, CAPTURED);
    this.desk.wait(1000);
  }

  get governance(): Governance {
    return this.desk.constitution.governance as Governance;
  }

  #person(i: number): Person {
    return this.#people[i] as Person;
  }

  chip(i: number): Person {
    return this.#chips[i] as Person;
  }

  #propose(by: Person, matter: Proposal['matter'], bytes: Uint8Array): Hash {
    const dates = { from: START, until: null, alarms: [] };
    const content = contentOf(bytes, []);
    const body = { matter, base: null, content, ...dates, lane: 'ordinary' } as const;
    const built = speak(by, { kind: 'proposal', ...body });
    this.desk.must(built);
    this.desk.must(speak(by, wordOf(this.governance, OFFICES.gates, built.id, PASSED)));
    return built.id;
  }

  #registry(): void {
    const clerk = this.desk.person();
    const id = this.#propose(clerk, { kind: 'vendors' }, encodeStructured('vendors', VENDORS));
    this.desk.wait(1000);
    const approved = { kind: 'approved' } as const;
    this.desk.must(speak(clerk, wordOf(this.governance, OFFICES.council, id, approved)));
    this.desk.wait(4000);
  }

  register(by: Person, vendor: number): void {
    const votingKey = {
      key: CREDENTIALS[vendor]!.key,
      attestation: Uint8Array.of(1),
      vendor: vendorId(VENDORS[vendor]!),
    };
    this.desk.must(speak(by, votingKeyOf(this.governance, by.id, votingKey)));
  }

  ballot(by: Person, vendor: number, choice: Choice): Built {
    return this.#ballot(by, choice, this.assertion(by, vendor, choice));
  }

  #ballot(by: Person, choice: Choice, assertion: Assertion | null): Built {
    return speak(by, { kind: 'ballot', proposal: this.#proposal, choice, assertion });
  }

  assertion(by: Person, vendor: number, choice: Choice): Assertion {
    const challenge = ballotChallenge(this.desk.state.sovereign, by.id, this.#proposal, choice);
    return assertionOf(CREDENTIALS[vendor]!, challenge);
  }

  /** Everybody votes, the chips last and for it. */
  cast(): void {
    for (const [i, { vendor, choice }] of this.#vote.people.entries()) {
      if (choice !== null) this.desk.must(this.ballot(this.#person(i), vendor, choice));
    }
    for (const chip of this.#chips) this.desk.must(this.ballot(chip, CAPTURED, 'yes'));
  }

  /** Whether it has passed, once the vote is over. */
  get passes(): boolean {
    this.desk.wait(2000);
    const view = readProposal(this.desk.state, this.#proposal);
    if (view === undefined) throw new Error('the proposal is gone');
    return stageAt(view.record, this.desk.header.time).kind === 'timelock';
  }

  refusal(built: Built): string {
    const answer = this.desk.send(built);
    if (answer.ok) return 'admitted';
    const { fault, stage } = answer.data as { fault?: string; stage?: string };
    return `${answer.code} ${fault ?? stage ?? ''}`.trim();
  }

  unattested(by: Person): Built {
    return this.#ballot(by, 'yes', null);
  }

  with(by: Person, assertion: Assertion): Built {
    return this.#ballot(by, 'yes', assertion);
  }
}

/** Whether these people alone meet quorum and approval, counted by hand; `others`: members besides. */
function carries(people: readonly Voter[], others: number, vote: Vote): boolean {
  const votes = (choice: Choice): number => people.filter((one) => one.choice === choice).length;
  const [yes, no, abstain] = [votes('yes'), votes('no'), votes('abstain')];
  const isQuorate = (yes + no + abstain) * 1000 >= vote.quorumPermille * (people.length + others);
  return isQuorate && yes >= 1 && yes * 1000 >= vote.approvalPermille * (yes + no);
}

/** The clerk who proposed the registry has no voting key, and is a member all the same. */
const CLERKS = 1;

const votes: fc.Arbitrary<Vote> = fc.record({
  people: fc.array(
    fc.record({
      vendor: fc.nat(3),
      choice: fc.constantFrom<Choice | null>('yes', 'yes', 'no', 'abstain', null),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  chips: fc.nat(40),
  areLate: fc.boolean(),
  quorumPermille: fc.constantFrom(0, 200, 500),
  approvalPermille: fc.constantFrom(501, 667),
});

it('whatever a captured vendor casts, what passes everybody else alone has carried', () => {
  let passed = 0;
  fc.assert(
    fc.property(votes, (vote) => {
      const town = new Town(vote);
      town.cast();
      if (!town.passes) return;
      passed += 1;
      const others = vote.people.filter(({ vendor }) => vendor !== CAPTURED);
      expect(carries(others, CLERKS, vote)).toBe(true);
    }),
    { numRuns: 25, seed: 4 },
  );
  expect(passed).toBeGreaterThan(2);
});

const yes = (vendor: number, count: number): Voter[] => of(vendor, count, 'yes');
function of(vendor: number, count: number, choice: Choice): Voter[] {
  return Array.from({ length: count }, () => ({ vendor, choice }));
}
const HALF = { quorumPermille: 500, approvalPermille: 501, areLate: false };

it('three hundred chips pass nothing that the people voted down, or did not turn out for', () => {
  const down = { ...HALF, people: [...yes(0, 2), ...yes(1, 2), ...of(2, 5, 'no')], chips: 300 };
  const towns = [down, { ...down, areLate: true }].map((vote) => new Town(vote));
  for (const town of towns) town.cast();
  expect(towns.map((town) => town.passes)).toEqual([false, false]);
  const few = [...yes(0, 1), ...yes(1, 1), ...yes(2, 1)];
  const absent = Array.from({ length: 8 }, () => ({ vendor: 1, choice: null }));
  const asleep = new Town({ ...HALF, people: [...few, ...absent], chips: 300 });
  asleep.cast();
  expect(asleep.passes).toBe(false);
});

it('what passes without chips passes with them, and what lacks a vendor may then too', () => {
  const people = [...yes(0, 3), ...yes(1, 3), ...yes(2, 3), ...of(1, 2, 'no')];
  const two = people.filter(({ vendor }) => vendor !== 2);
  const outcomes = [people, two].flatMap((given) =>
    [0, 20].map((chips) => {
      const town = new Town({ ...HALF, people: given, chips });
      town.cast();
      return town.passes;
    }),
  );
  // The last one is the bound that section 5 states: a stolen key stands in for a third vendor.
  expect(outcomes).toEqual([true, true, false, true]);
});

it('a chip has no ballot but one, of its own, in time, with the vendor that it had', () => {
  const town = new Town({ ...HALF, people: yes(0, 3), chips: 4 });
  const [one, two, three, four] = [0, 1, 2, 3].map((i) => town.chip(i)) as [
    Person,
    Person,
    Person,
    Person,
  ];
  const cast = town.ballot(one, CAPTURED, 'yes');
  expect(town.refusal(cast)).toBe('admitted');
  const admitted = town.desk.offer(cast.bytes);
  expect(admitted.ok).toBe(false);
  expect(town.refusal(town.ballot(one, CAPTURED, 'yes'))).toBe('bad-ballot voted');
  expect(town.refusal(town.ballot(one, CAPTURED, 'no'))).toBe('bad-ballot voted');
  expect(town.refusal(town.unattested(two))).toBe('bad-ballot unattested');
  const replayed = town.assertion(one, CAPTURED, 'yes');
  expect(town.refusal(town.with(two, replayed))).toBe('bad-ballot assertion');
  const other = town.assertion(two, CAPTURED, 'no');
  expect(town.refusal(town.with(two, other))).toBe('bad-ballot assertion');
  town.register(three, 0);
  expect(town.refusal(town.ballot(three, 0, 'yes'))).toBe('bad-ballot vendor-changed');
  const newcomer = town.desk.person();
  town.register(newcomer, CAPTURED);
  expect(town.refusal(town.ballot(newcomer, CAPTURED, 'yes'))).toBe('bad-ballot no-member');
  const late = town.ballot(four, CAPTURED, 'yes');
  expect(town.passes).toBe(false);
  expect(town.refusal(late)).toMatch(/^wrong-stage/);
});
