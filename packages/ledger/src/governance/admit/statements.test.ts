import {
  ballotChallenge,
  type Choice,
  type Governance,
  type Hash,
  type Matter,
  type Proposal,
  partsOf,
  contentOf,
  encodeStructured,
  vendorId,
  type Word,
} from '@tallystick/protocol';
import { stageAt } from '@tallystick/rules';
import { beforeEach, describe, expect, it } from 'vitest';
import { assertionOf, credentialOf } from '@tallystick/protocol/testing/authenticator';
import { Desk } from '../../testing/desk.ts';
import {
  governedConstitution,
  OFFICES,
  signaturesOf,
  speak,
  votingKeyOf,
  wordOf,
} from '../../testing/governance.ts';
import { type Person, START } from '../../testing/parties.ts';
import { constitutionInForce, readProposal, readVersions, readVotingKey } from '../read.ts';

const utf8 = new TextEncoder();
const REPORT = new Uint8Array(32).fill(7);
const PASSED = { kind: 'gates', report: REPORT, verdict: 'passed' } as const;

let desk: Desk;
let ada: Person;
let ben: Person;

beforeEach(() => {
  desk = new Desk(governedConstitution());
  [ada, ben] = [desk.person(), desk.person()];
});

const governance = (): Governance => desk.constitution.governance as Governance;

function proposal(matter: Matter, change: Partial<Proposal> = {}): Proposal {
  const content = contentOf(utf8.encode(`a text ${matter.kind}`), []);
  const dates = { from: START + 10_000, until: null };
  return {
    kind: 'proposal',
    matter,
    base: null,
    content,
    ...dates,
    lane: 'ordinary',
    alarms: [],
    ...change,
  };
}

function propose(matter: Matter, change: Partial<Proposal> = {}, by = ada): Hash {
  const built = speak(by, proposal(matter, change));
  desk.must(built);
  return built.id;
}

const word = (id: Hash, office: number, said: Word, by = ben): string =>
  desk.outcome(speak(by, wordOf(governance(), office, id, said)));
const vote = (by: Person, id: Hash, choice: Choice = 'yes'): string =>
  refusalOf(speak(by, { kind: 'ballot', proposal: id, choice, assertion: null }));

/** The code and the fault, or that it was admitted. */
function refusalOf(built: Parameters<Desk['send']>[0]): string {
  const answer = desk.send(built);
  if (answer.ok) return 'admitted';
  const { fault, stage } = answer.data as { fault?: string; stage?: string };
  return [answer.code, fault ?? stage].filter((part) => part !== undefined).join(' ');
}

const stageNow = (id: Hash): string =>
  stageAt(readProposal(desk.state, id)!.record, desk.header.time).kind;

describe('a proposal', () => {
  it('passes its gates, is voted on, waits, and is a version', () => {
    const id = propose({ kind: 'global' });
    expect(stageNow(id)).toBe('comment');
    expect(word(id, OFFICES.gates, PASSED)).toBe('admitted');
    desk.wait(999);
    expect(vote(ada, id)).toBe('wrong-stage comment');
    desk.wait(1);
    expect([vote(ada, id), vote(ada, id), vote(ben, id, 'abstain')]).toEqual([
      'admitted',
      'bad-ballot voted',
      'admitted',
    ]);
    desk.wait(2000);
    expect(vote(ben, id)).toBe('wrong-stage timelock');
    desk.wait(1000);
    desk.must(desk.treasury.mint(desk.hrb, 1n));
    expect(stageNow(id)).toBe('adopted');
    const { versions } = readVersions({ ...desk.state, header: desk.header }, { kind: 'global' });
    expect(versions).toMatchObject([{ proposal: id, from: START + 10_000 }]);
  });

  it('is refused with what is wrong with it', () => {
    const say = (matter: Matter, change: Partial<Proposal> = {}): string =>
      refusalOf(speak(ada, proposal(matter, change)));
    const structured = (
      kind: 'suites' | 'currencies' | 'vendors',
      value: never,
    ): Partial<Proposal> => ({
      content: contentOf(encodeStructured(kind, value), []),
    });
    const { currencies } = desk.constitution;
    const [hrb, gld] = currencies as [(typeof currencies)[0], (typeof currencies)[0]];
    const suites = { roots: [1], devices: [1], log: [2] } as never;
    expect([
      say({ kind: 'global' }, { lane: 'emergency' }),
      say({ kind: 'global' }, { base: REPORT }),
      say({ kind: 'global' }, { from: START + 1 }),
      say({ kind: 'global' }, { until: START + 10_500 }),
      say({ kind: 'global' }, { from: START, until: START + 4000 }),
      say({ kind: 'suites' }),
      say({ kind: 'suites' }, structured('suites', suites)),
      say({ kind: 'currencies' }, structured('currencies', [gld, hrb] as never)),
      say({ kind: 'currencies' }, structured('currencies', [hrb] as never)),
      say(
        { kind: 'currencies' },
        { ...structured('currencies', currencies as never), until: START + 99_000 },
      ),
    ]).toEqual([
      'bad-proposal lane',
      'bad-proposal base',
      'bad-proposal dates',
      'bad-proposal dates',
      'bad-proposal dates',
      'bad-proposal structure',
      'bad-proposal log-suite',
      'bad-proposal currencies',
      'bad-proposal currencies',
      'bad-proposal closing',
    ]);
  });

  it('of a matter without a procedure is refused, and any where there is no governance', () => {
    const { procedures } = governance();
    desk = new Desk(governedConstitution(undefined, { procedures: procedures.slice(0, 1) }));
    ada = desk.person();
    expect(refusalOf(speak(ada, proposal({ kind: 'suites' })))).toBe('no-procedure');
    desk = new Desk();
    ada = desk.person();
    expect(refusalOf(speak(ada, proposal({ kind: 'global' })))).toBe('not-available');
  });

  it('is one of four of its author, however many are withdrawn, until they are over', () => {
    const ids = [0, 1, 2, 3].map(() => propose({ kind: 'global' }));
    desk.must(speak(ada, { kind: 'withdrawal', proposal: ids[0]! }));
    expect(refusalOf(speak(ada, proposal({ kind: 'global' })))).toBe('limit-reached');
    propose({ kind: 'global' }, {}, ben);
    desk.wait(1000); // nobody reported
    propose({ kind: 'global' });
    expect(ids.map(stageNow)).toEqual(['withdrawn', 'failed', 'failed', 'failed']);
  });

  it('finds room among 256, and again when those are over', () => {
    const matter = { kind: 'module', owner: 'KE' } as const;
    for (let n = 0; n < 64; n += 1) {
      const author = desk.person();
      for (let own = 0; own < 4; own += 1) propose(matter, {}, author);
    }
    expect(refusalOf(speak(ada, proposal(matter)))).toBe('limit-reached');
    desk.wait(1000);
    expect(refusalOf(speak(ada, proposal(matter)))).toBe('admitted');
  });

  it('is withdrawn by its author, in its comment stage', () => {
    const id = propose({ kind: 'global' });
    const withdrawal = { kind: 'withdrawal', proposal: id } as const;
    expect(refusalOf(speak(ben, withdrawal))).toBe('not-author');
    expect(refusalOf(speak(ben, { ...withdrawal, proposal: REPORT }))).toBe('unknown-proposal');
    expect(refusalOf(speak(ada, withdrawal))).toBe('admitted');
    expect(refusalOf(speak(ada, withdrawal))).toBe('wrong-stage withdrawn');
    expect(word(id, OFFICES.gates, PASSED)).toBe('wrong-stage');
  });

  it('is put together of parts that its author has said', () => {
    const text = new Uint8Array(70_000).fill(65);
    const say = (by: Person): Hash[] =>
      partsOf(text).map((bytes) => {
        const built = speak(by, { kind: 'part', bytes });
        desk.must(built);
        return built.id;
      });
    const said = say(ada);
    const content = contentOf(text, said);
    const swapped = contentOf(text, [said[1]!, said[0]!, said[2]!]);
    const wrong = contentOf(new Uint8Array(70_000).fill(66), said);
    const asked = (by: Person, given: typeof content): string =>
      refusalOf(speak(by, proposal({ kind: 'global' }, { content: given })));
    expect(asked(ben, content)).toBe('unknown-part');
    expect(asked(ada, wrong)).toBe('bad-proposal content');
    // Of parts that are alike the order does not matter, but that of the last one does.
    expect(asked(ada, contentOf(text, [said[2]!, said[0]!, said[1]!]))).toBe(
      'bad-proposal content',
    );
    expect([asked(ada, swapped), asked(ada, content)]).toEqual(['admitted', 'admitted']);
  });
});

describe('a word of an office', () => {
  it('is of the office that is asked for it, signed by enough of its people, once', () => {
    const id = propose({ kind: 'module', owner: 'KE' });
    const approved: Word = { kind: 'approved' };
    const audit: Word = { kind: 'audit', report: REPORT, agrees: true };
    const said = (office: number, given: Word, signatures?: number): string => {
      const statement = wordOf(governance(), office, id, given);
      if (statement.kind !== 'approval') throw new Error('no word');
      const few = statement.signatures.slice(0, signatures);
      return refusalOf(speak(ben, { ...statement, signatures: few }));
    };
    expect(said(OFFICES.council, PASSED)).toBe('bad-word office');
    expect(said(OFFICES.gates, approved)).toBe('bad-word office');
    expect(said(OFFICES.gates, audit)).toBe('bad-word office');
    expect(said(OFFICES.auditors, audit)).toBe('bad-word no-report');
    expect(said(OFFICES.council, approved)).toBe('wrong-stage comment');
    expect(said(OFFICES.gates, PASSED)).toBe('admitted');
    expect(said(OFFICES.gates, { ...PASSED, verdict: 'failed' })).toBe('bad-word said-before');
    expect(said(OFFICES.auditors, { ...audit, report: new Uint8Array(32) })).toBe(
      'bad-word other-report',
    );
    expect(said(OFFICES.auditors, audit)).toBe('admitted');
    desk.wait(1000);
    expect(said(OFFICES.auditors, audit)).toBe('bad-word said-before');
    expect(said(OFFICES.council, approved, 1)).toBe('bad-word threshold');
    const stranger = wordOf(governance(), OFFICES.council, id, approved);
    if (stranger.kind !== 'approval') throw new Error('no word');
    const signatures = [0, 9].map((by) => ({ by, bytes: new Uint8Array(4) }));
    expect(refusalOf(speak(ben, { ...stranger, signatures }))).toBe('bad-word signer');
    desk.verifyInside = () => false;
    expect(said(OFFICES.council, approved)).toBe('bad-word signature');
    desk.verifyInside = undefined;
    expect(said(OFFICES.council, approved)).toBe('admitted');
    expect(said(OFFICES.council, approved)).toBe('bad-word said-before');
    expect(readProposal(desk.state, id)?.words.map(({ office }) => office)).toEqual([
      OFFICES.gates,
      OFFICES.auditors,
      OFFICES.council,
    ]);
  });
});

describe('a ballot', () => {
  const VENDORS = ['Harbour', 'Mill', 'Quarry', 'Pier'].map((name) => ({
    name,
    roots: [utf8.encode(name)],
  }));
  const ids = VENDORS.map(vendorId);

  /** Vendors come into force, by the council alone. */
  function registry(): void {
    const content = contentOf(encodeStructured('vendors', VENDORS.slice(0, 3)), []);
    const id = propose({ kind: 'vendors' }, { content, from: START });
    word(id, OFFICES.gates, PASSED);
    desk.wait(1000);
    word(id, OFFICES.council, { kind: 'approved' });
    desk.wait(3000);
  }

  const credential = (name: string) => credentialOf('ES256', name);
  function register(by: Person, vendor: number, name: string): string {
    const votingKey = {
      key: credential(name).key,
      attestation: Uint8Array.of(1),
      vendor: ids[vendor]!,
    };
    return refusalOf(speak(by, votingKeyOf(governance(), by.id, votingKey)));
  }

  function cast(by: Person, id: Hash, name: string, choice: Choice = 'yes', over = choice): string {
    const challenge = ballotChallenge(desk.state.sovereign, by.id, id, over);
    const assertion = assertionOf(credential(name), challenge);
    return refusalOf(speak(by, { kind: 'ballot', proposal: id, choice, assertion }));
  }

  function governanceProposal(): Hash {
    const content = contentOf(encodeStructured('governance', governance()), []);
    const id = propose({ kind: 'governance' }, { content, from: START + 20_000 });
    expect(word(id, OFFICES.gates, PASSED)).toBe('admitted');
    expect(word(id, OFFICES.auditors, { kind: 'audit', report: REPORT, agrees: true })).toBe(
      'admitted',
    );
    return id;
  }

  it('needs a voting key of a vendor that is registered, and its assertion over this choice', () => {
    expect(register(ada, 0, 'ada')).toBe('unknown-vendor');
    registry();
    expect(register(ada, 3, 'ada')).toBe('unknown-vendor');
    expect(register(ada, 0, 'ada')).toBe('admitted');
    expect(readVotingKey(desk.state, ada.id)).toMatchObject({ vendor: ids[0] });
    const cai = desk.person();
    const id = governanceProposal();
    const late = desk.person();
    expect(register(late, 1, 'late')).toBe('admitted');
    desk.wait(1000);
    expect(vote(ada, id)).toBe('bad-ballot unattested');
    expect(cast(ben, id, 'ben')).toBe('bad-ballot no-voting-key');
    expect(cast(late, id, 'late')).toBe('bad-ballot no-member');
    expect(cast(ada, id, 'ada', 'yes', 'no')).toBe('bad-ballot assertion');
    expect(cast(ada, id, 'somebody')).toBe('bad-ballot assertion');
    expect(register(cai, 1, 'cai')).toBe('admitted');
    expect(cast(cai, id, 'cai')).toBe('admitted');
    expect(register(ada, 1, 'ada 1')).toBe('admitted');
    expect(cast(ada, id, 'ada 1')).toBe('bad-ballot vendor-changed');
    expect(register(ada, 0, 'ada 2')).toBe('admitted');
    expect(cast(ada, id, 'ada 2')).toBe('admitted');
    expect(cast(ada, id, 'ada 2', 'no')).toBe('bad-ballot voted');
    const { record } = readProposal(desk.state, id)!;
    expect(record.members).toMatchObject({ count: 3 });
    expect([...record.members.byVendor.values()]).toEqual([1]);
    expect([...record.counts.values()].map(({ yes, late: n }) => [yes, n])).toEqual([
      [1, 1],
      [1, 0],
    ]);
  });

  it('is for nothing where an office decides alone, or where no key is asked for', () => {
    registry();
    register(ada, 0, 'ada');
    const alone = propose({ kind: 'module', owner: 'KE' });
    const open = propose({ kind: 'global' });
    for (const id of [alone, open]) word(id, OFFICES.gates, PASSED);
    desk.wait(1000);
    expect(vote(ada, alone)).toBe('bad-ballot no-vote');
    expect(cast(ada, open, 'ada')).toBe('bad-ballot attested');
    expect(vote(ada, open)).toBe('admitted');
  });
});

describe('an appeal', () => {
  it('is answered once, by the office of appeals', () => {
    const said = { kind: 'appeal', decision: REPORT, note: REPORT } as const;
    const built = speak(ada, said);
    desk.must(built);
    const office = governance().offices[OFFICES.appeals]!;
    const signatures = signaturesOf(office, REPORT, 'answer');
    const answer = {
      kind: 'answer',
      appeal: built.id,
      outcome: 'upheld',
      exemption: null,
      signatures,
    } as const;
    expect(refusalOf(speak(ben, { ...answer, appeal: REPORT }))).toBe('unknown-appeal');
    desk.verifyInside = () => false;
    expect(refusalOf(speak(ben, answer))).toBe('bad-word signature');
    desk.verifyInside = undefined;
    expect(refusalOf(speak(ben, answer))).toBe('admitted');
    expect(refusalOf(speak(ben, answer))).toBe('appeal-answered');
    for (let n = 0; n < 16; n += 1) desk.must(speak(ada, said));
    expect(refusalOf(speak(ada, said))).toBe('limit-reached');
  });
});

it('a change of the constitution holds from its instant on', () => {
  const suites = { roots: [1], devices: [1], log: [1] } as const;
  const content = contentOf(encodeStructured('suites', suites as never), []);
  const id = propose({ kind: 'suites' }, { content });
  word(id, OFFICES.gates, PASSED);
  desk.wait(1000);
  word(id, OFFICES.council, { kind: 'approved' });
  desk.wait(3000);
  const at = (time: number): readonly number[] =>
    constitutionInForce({ ...desk.state, header: desk.header }, time).suites.roots;
  expect([at(START + 9999), at(START + 10_000)]).toEqual([[1, 4], [1]]);
});
