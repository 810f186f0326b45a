import { type Figure, figureHash, type Governance, type Office } from '@tallystick/protocol';
import { type Facts, noObjection, type Rulebook } from '@tallystick/rules';
import { beforeEach, expect, test } from 'vitest';
import { PutFacts } from '../../admit/put-facts.ts';
import { type Ledger, openLedger } from '../../ledger.ts';
import { stateRoot } from '../../state/root.ts';
import { createMemoryImage, openMemoryStore } from '../../store/index.ts';
import { submit } from '../../testing/counter.ts';
import { Desk } from '../../testing/desk.ts';
import {
  governedConstitution,
  OFFICES,
  signaturesOf,
  speak,
  testGovernance,
} from '../../testing/governance.ts';
import { type Built, Person, START } from '../../testing/parties.ts';
import { countFigures, readFigure } from '../read.ts';
import { reportOn } from '../../testing/report.ts';
import { seal, sealedCrypto, verifySeal } from '../../testing/seal.ts';
import { testSovereign } from '../../testing/sovereign.ts';

const DAY = 86_400_000;

let desk: Desk;
let ada: Person;

beforeEach(() => {
  desk = new Desk(governedConstitution());
  desk.verifyInside = verifySeal;
  ada = desk.person();
});

/** A rulebook that asks for figures; what is in force here has no rules. */
const rulebook: Rulebook = {
  ...noObjection,
  needs: { ...noObjection.needs, rates: ['EUR', 'KES'], indicators: ['BREAD', 'WATER'] },
};

const RATE: Figure = {
  name: 'RATE-HRB-EUR',
  numerator: 71n,
  denominator: 10_000n,
  from: START,
  until: START + DAY,
};
const BREAD: Figure = { ...RATE, name: 'BREAD', numerator: 3n, denominator: 1n };

/** What becomes of a figure that the council, or another office, has signed. */
function publish(figure: Figure, office: number = OFFICES.council): string {
  const { offices } = desk.constitution.governance as Governance;
  const signatures = signaturesOf(
    offices[office] as Office,
    figureHash(figure),
    'figure',
    (key, id) => seal(0, id, key),
  );
  const answer = desk.send(speak(ada, { kind: 'figure', ...figure, signatures }));
  if (answer.ok) return 'admitted';
  const { fault } = answer.data as { fault?: string };
  return fault === undefined ? answer.code : `${answer.code} ${fault}`;
}

/** What a payment would be decided by. */
function factsNow(): Facts {
  const { state, header, hrb } = desk;
  const asking = { state, owner: 0, sender: { country: 'KE', tier: 0 }, header, rulebook };
  const receiver = { kind: 'party', country: 'KE', tier: 0, first: null } as const;
  const item = { currency: hrb, cap: 1n, writer: { kind: 'none' } };
  return new PutFacts(asking, undefined).of(item, { receivers: [receiver], payees: [0] });
}

/** The rate to EUR and the price of bread. */
function known(): unknown[] {
  const { rates, indicators } = factsNow();
  const [rate, bread] = [rates[0]?.rate ?? null, indicators[0]?.figure];
  return [rate && [rate.numerator, rate.denominator], bread];
}

test('rates and indicators that the office has published are facts as long as they are fresh', () => {
  expect(known()).toEqual([null, null]);
  expect(publish(RATE)).toBe('admitted');
  expect(publish({ ...BREAD, until: START + 1 })).toBe('admitted');
  expect(known()).toEqual([[71n, 10_000n], 3n]);
  expect(factsNow().rates[1]).toEqual({ currency: 'KES', rate: null });
  expect(factsNow().indicators[1]).toEqual({ name: 'WATER', figure: null });
  desk.wait(1);
  expect(known()).toEqual([[71n, 10_000n], null]);
  desk.wait(DAY - 2);
  expect(known()).toEqual([[71n, 10_000n], null]);
  desk.wait(1);
  expect(known()).toEqual([null, null]);
});

test('the newest counts, and an older one or one of another time is refused', () => {
  expect(publish({ ...RATE, from: START - 1000 })).toBe('admitted');
  expect(publish(RATE)).toBe('admitted');
  expect(publish({ ...RATE, numerator: 80n })).toBe('bad-figure older');
  expect(publish({ ...RATE, from: START + 1 })).toBe('bad-figure time');
  desk.wait(5);
  expect(publish({ ...RATE, from: START + 2, until: START + 5 })).toBe('bad-figure time');
  expect(publish({ ...RATE, from: START + 5, numerator: 72n })).toBe('admitted');
  expect(known()).toEqual([[72n, 10_000n], null]);
});

test('only the office that decides alone about the list of that name publishes it', () => {
  expect(publish(RATE, OFFICES.auditors)).toBe('bad-word threshold');
  const { offices } = desk.constitution.governance as Governance;
  const signed = (message: Uint8Array): ReturnType<typeof signaturesOf> =>
    signaturesOf(offices[OFFICES.council] as Office, message, 'figure', (key, id) =>
      seal(0, id, key),
    );
  const other = speak(ada, { kind: 'figure', ...RATE, signatures: signed(figureHash(BREAD)) });
  expect(desk.send(other)).toMatchObject({ code: 'bad-word', data: { fault: 'signature' } });
  const governance = desk.constitution.governance as Governance;
  const procedures = governance.procedures.map((procedure) =>
    procedure.scope.kind === 'list' ? { ...procedure, electorate: 0 } : procedure,
  );
  desk = new Desk(governedConstitution(undefined, { procedures }));
  desk.verifyInside = verifySeal;
  ada = desk.person();
  expect(publish(RATE)).toBe('no-procedure');
});

test('figures outlive the memory, and an audit finds them as they were said', async () => {
  const governance = testGovernance();
  const governed = testSovereign({ governance });
  const image = createMemoryImage();
  const open = (): Promise<Ledger> =>
    openLedger(
      governed.constitution,
      governed.epoch,
      governed.ports(openMemoryStore(image), { crypto: sealedCrypto }),
    );
  const first = await open();
  const eva = new Person(7, { sign: seal });
  const said = (figure: Figure): Built => {
    const office = governance.offices[OFFICES.council] as Office;
    const signatures = signaturesOf(office, figureHash(figure), 'figure', (key, id) =>
      seal(0, id, key),
    );
    return speak(eva, { kind: 'figure', ...figure, signatures });
  };
  for (const build of [() => eva.open(), () => said(RATE), () => said(BREAD)]) {
    expect(await submit(first, [build()], verifySeal)).toMatchObject([{ ok: true }]);
  }
  governed.clock += 5;
  const newer = { ...RATE, from: START + 1, numerator: 72n };
  expect(await submit(first, [said(newer)], verifySeal)).toMatchObject([{ ok: true }]);
  const root = stateRoot(first.state, 1);
  await first.close();
  const second = await open();
  expect(second.state.governing?.figures.newest('RATE-HRB-EUR')).toMatchObject(newer);
  expect(second.state.governing?.figures.newest('BREAD')).toMatchObject(BREAD);
  const { state } = second;
  expect([countFigures(state, 'RATE-HRB-EUR'), countFigures(state, 'SALT')]).toEqual([2, 0]);
  const saidFirst = readFigure(state, 'RATE-HRB-EUR', 0);
  expect(readFigure(first.state, 'RATE-HRB-EUR', 0)).toEqual(saidFirst);
  expect(readFigure(state, 'RATE-HRB-EUR', 1)).toEqual(
    state.governing?.figures.newest('RATE-HRB-EUR')?.said,
  );
  expect(stateRoot(second.state, 1)).toEqual(root);
  await second.close();
  expect((await reportOn(image, governed)).problems).toEqual([]);
});
