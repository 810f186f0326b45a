import { type Facts, NO_OBJECTION, noObjection, type Rulebook } from '@tallystick/rules';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { openMemoryStore } from '../store/index.ts';
import { submit } from '../testing/counter.ts';
import { type DecidedWorld, decidedWorld, EACH, factsOf, honestRing } from '../testing/deciding.ts';
import { taking } from '../testing/desk.ts';
import { history } from '../testing/history.ts';
import { type Built, holdFor, type Person } from '../testing/parties.ts';
import { reportOn } from '../testing/report.ts';
import { verifySeal } from '../testing/seal.ts';
import { type DecisionRing, Questions } from './questions.ts';

/** No more than this in a day: what several devices of one payer could get around in a race. */
const MOST_A_DAY = 100n;

const limit: Rulebook = {
  hash: new Uint8Array(32).fill(9),
  needs: { ...noObjection.needs, sent: [24] },
  decide({ amount, sender, sent }) {
    if (sender.tier === 15) return NO_OBJECTION; // a treasury
    const before = sent[0]?.amount ?? null;
    const isWithin = before !== null && before + amount <= MOST_A_DAY;
    return isWithin ? NO_OBJECTION : { outcome: 'refuse', rule: 'T-1', requirements: [] };
  },
};

const honest = (asked: number[] = []): DecisionRing => honestRing(limit, asked);

/** A payer with several devices of the same means, and a payee. */
async function world(): Promise<World> {
  const made = await decidedWorld(limit, { devices: DEVICES });
  const [payee] = made.payees as [Person];
  const put = (device: number, ...amounts: readonly bigint[]): Built =>
    made.put(device, ...amounts.map((amount) => holdFor(payee.id, made.hrb, amount)));
  return { ...made, payee, put };
}

interface World extends Omit<DecidedWorld, 'put'> {
  readonly payee: Person;
  readonly put: (device: number, ...amounts: readonly bigint[]) => Built;
}

const DEVICES = 3;

const code = (answer: { ok: boolean; code?: string }): string => answer.code ?? 'admitted';

test('a batch is one question, and what is decided counts in it', async () => {
  const { open, put } = await world();
  const asked: number[] = [];
  const ledger = await open(honest(asked));
  const batch = [put(0, 40n), put(1, 40n), put(2, 10n, 10n)];
  const answers = await submit(ledger, batch, verifySeal);
  expect(answers.map(code)).toEqual(['admitted', 'admitted', 'admitted']);
  expect(asked).toEqual([4]);
  await ledger.close();
});

test('after a refusal the others are asked again, with the facts as they are then', async () => {
  const { open, put } = await world();
  const asked: number[] = [];
  const taken: string[] = [];
  const ring = honest(asked);
  const ledger = await open({
    decide: (question) => ring.decide(question),
    taken: (decisions) => void taken.push(...decisions.map(({ outcome }) => outcome)),
  });
  // As if all were admitted the third would come after 140; it does after 60.
  const batch = [put(0, 60n), put(1, 80n), put(2, 40n)];
  const answers = await submit(ledger, batch, verifySeal);
  expect(answers.map(code)).toEqual(['admitted', 'rules-refuse', 'admitted']);
  expect(asked).toEqual([3, 1]);
  // The third was refused as well, for what never was: that is told nobody.
  expect(taken).toEqual(['no-objection', 'refuse', 'no-objection']);
  await ledger.close();
});

test('whatever comes in a batch, it is decided as one by one, and the audit agrees', async () => {
  const puts = fc.array(
    fc.record({
      device: fc.nat({ max: DEVICES - 1 }),
      amounts: fc.array(fc.bigInt({ min: 1n, max: 60n }), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  );
  const property = fc.asyncProperty(puts, async (batch) => {
    const [together, alone] = [await world(), await world()];
    const [asking, deciding] = [await together.open(honest()), await alone.open(null)];
    const built = batch.map(({ device, amounts }) => together.put(device, ...amounts));
    const answers = await submit(asking, built, verifySeal);
    const expected = [];
    for (const { bytes } of built) {
      const before = deciding.precheck(bytes);
      expected.push('pending' in before ? await deciding.admitBatch([before.pending]) : [before]);
    }
    const codes = expected
      .flat()
      .map((one) => code('refusal' in one ? one.refusal : (one as never)));
    expect(answers.map(code)).toEqual(codes);
    await Promise.all([asking.close(), deciding.close()]);
    const report = await reportOn(together.image, together.sovereign, { rulebook: limit });
    expect(report.problems).toEqual([]);
  });
  await fc.assert(property, { numRuns: 12 });
});

test('what nobody decides is not yes: nothing of it happens, and it can be sent again', async () => {
  const { open, put, devices, hrb, payee } = await world();
  let isDown = true;
  const ring = honest();
  const ledger = await open({
    decide: (question) => (isDown ? Promise.reject(new Error('down')) : ring.decide(question)),
  });
  const size = ledger.size;
  const batch = [put(0, 1n), put(1, 1n)];
  expect((await submit(ledger, batch, verifySeal)).map(code)).toEqual([
    'unavailable',
    'unavailable',
  ]);
  expect(ledger.size).toBe(size);
  expect(ledger.failure).toBeUndefined();
  isDown = false;
  expect((await submit(ledger, batch, verifySeal)).map(code)).toEqual(['admitted', 'admitted']);
  const take = payee.account.take([taking(batch[0] as Built, 0, 0, 1n, hrb)]);
  isDown = true;
  expect((await submit(ledger, [take], verifySeal)).map(code)).toEqual(['admitted']);
  expect(devices[0]?.balance(hrb)).toBe(EACH - 1n);
  await ledger.close();
});

test.each([
  ['too few', () => []],
  ['too many', (count: number) => Array.from({ length: count + 1 }, () => NO_OBJECTION)],
])('%s decisions are none', async (_, answer) => {
  const { open, put } = await world();
  const ledger = await open({ decide: ({ count }) => Promise.resolve(answer(count)) });
  const answers = await submit(ledger, [put(0, 1n), put(1, 2n)], verifySeal);
  expect(answers.map(code)).toEqual(['unavailable', 'unavailable']);
  await ledger.close();
});

test('a decision about other facts is not used', async () => {
  const { open, put } = await world();
  const bench = await open(null);
  const gathered = new Questions();
  const pending = [put(0, 5n), put(1, 50n)].map(({ bytes }) => {
    const checked = bench.precheck(bytes);
    if (!('pending' in checked)) throw new Error('refused');
    return checked.pending;
  });
  const header = { ...bench.state.header, time: bench.state.header?.time ?? 0 } as never;
  const from = { state: bench.state, pending, header, rulebook: { source: null, rulebook: limit } };
  const [first] = factsOf(gathered.gather(from, 0, false));
  gathered.answered([NO_OBJECTION, NO_OBJECTION]);
  gathered.turnTo(1); // the second's decision, for the facts of the first
  expect(gathered.take(first as Facts, new Uint8Array([1]))).toBeUndefined();
  for (const one of pending) bench.reject(one);
  await bench.close();
});

test('heartbeats and batches that come meanwhile keep their order', async () => {
  const { open, put } = await world();
  const ledger = await open(honest());
  const first = submit(ledger, [put(0, 1n)], verifySeal);
  const beat = ledger.heartbeat();
  const second = submit(ledger, [put(1, 1n)], verifySeal);
  const [[a], , [b]] = await Promise.all([first, beat, second]);
  if (a?.ok !== true || b?.ok !== true) throw new Error('refused');
  expect(b.certificate.index).toBe(a.certificate.index + 3); // two headers and itself
  await ledger.close();
});

test('the same that comes twice while it is decided is answered once', async () => {
  const { open, put } = await world();
  const ledger = await open(honest());
  const built = put(0, 1n);
  const [[a], [b]] = await Promise.all([
    submit(ledger, [built], verifySeal),
    submit(ledger, [built], verifySeal),
  ]);
  expect(a).toMatchObject({ ok: true });
  expect(b).toEqual(a);
  await ledger.close();
});

test('long histories are the same entries with a ring and without', async () => {
  const asked: number[] = [];
  const [asking, deciding] = await Promise.all([
    history(7, { rulebook: limit, ring: honest(asked) }),
    history(7, { rulebook: limit }),
  ]);
  await asking.run(400);
  await deciding.run(400);
  expect(asking.ledger.checkpoint?.root).toEqual(deciding.ledger.checkpoint?.root);
  expect(asked.length).toBeGreaterThan(30);
});

test('a note that is signed while a batch is admitted is stored before it, at whatever moment', async () => {
  for (let late = 0; late < 16; late += 1) {
    const ring = honest();
    const { open, put, sovereign, image } = await world();
    const { signCheckpoint } = sovereign.ports(openMemoryStore(image));
    const asked = Promise.withResolvers<void>();
    let isFirst = true;
    const decide: DecisionRing['decide'] = async (question) => {
      const decisions = await ring.decide(question);
      if (question.count === 2) asked.resolve();
      return decisions;
    };
    const ledger = await open(
      { decide },
      {
        signCheckpoint: async (body, time) => {
          const note = await signCheckpoint(body, time);
          if (!isFirst) return note;
          isFirst = false;
          await asked.promise;
          // From the ring's answer until the batch is handed to the store are some turns of this queue.
          for (let turn = 0; turn < late; turn += 1) await Promise.resolve();
          return note;
        },
      },
    );
    const batches = [[put(0, 1n)], [put(1, 1n, 1n)], [put(2, 1n)]];
    const answers = await Promise.all(batches.map((batch) => submit(ledger, batch, verifySeal)));
    expect(answers.flat().map(code)).toEqual(['admitted', 'admitted', 'admitted']);
    expect(ledger.failure).toBeUndefined();
    await ledger.close();
  }
});
