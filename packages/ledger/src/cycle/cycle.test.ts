import { type Certificate, decode, leafCodec } from '@tallystick/protocol';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeEntry } from '../effects/entry.ts';
import { type Ledger, type LedgerPorts, openLedger } from '../ledger.ts';
import {
  type Batch,
  createMemoryImage,
  type MemoryImage,
  type MemoryStore,
  openMemoryStore,
  type Store,
  type WriteFate,
} from '../store/index.ts';
import { submit } from '../testing/counter.ts';
import { type History, history } from '../testing/history.ts';
import { type Built, Person, treasury } from '../testing/parties.ts';
import { reportOn } from '../testing/report.ts';
import { seal, verifySeal } from '../testing/seal.ts';
import { testSovereign, type TestSovereign } from '../testing/sovereign.ts';

/** What happened at the ledger's doors, in order. */
interface Recorded {
  readonly events: string[];
  readonly ports: Partial<LedgerPorts>;
}

/** A store and a signer that write down what is asked of them, and when it is done. */
function recorded(store: Store, sovereign: TestSovereign): Recorded {
  const events: string[] = [];
  const { signCheckpoint } = sovereign.ports(store);
  const says = ({ checkpoint, signed }: Batch): string =>
    `${checkpoint?.size ?? '-'} notes ${signed.map(({ size }) => size).join() || '-'}`;
  const commit = async (batch: Batch): Promise<void> => {
    const what = says(batch);
    events.push(`commit ${what}`);
    await store.commit(batch);
    events.push(`stored ${what}`);
  };
  const watched = new Proxy(store, {
    get(_, name) {
      if (name === 'commit') return commit;
      const value: unknown = Reflect.get(store, name, store);
      return typeof value === 'function' ? (value.bind(store) as unknown) : value;
    },
  });
  const ports: Partial<LedgerPorts> = {
    store: watched,
    signCheckpoint: async (body, time) => {
      events.push(`sign ${new TextDecoder().decode(body).split('\n')[1]}`);
      return signCheckpoint(body, time);
    },
  };
  return { events, ports };
}

/** Whether everything at the doors happened in an order that promises nothing too early. */
function assertOrder(events: readonly string[]): void {
  const stored = new Set<string>();
  const noted = new Set<string>();
  for (const event of events) {
    const [kind, size = '', , notes = ''] = event.split(' ');
    if (kind === 'stored') {
      stored.add(size);
      for (const note of notes.split(',')) noted.add(note);
    }
    if (kind === 'sign') expect([...stored]).toContain(size);
    if (kind === 'answer') expect([...noted]).toContain(size);
  }
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
}

/** A disk whose writes take some turns of the event loop each, as a list says. */
function slowDisk(turnsPerCommit: readonly number[]): () => Promise<WriteFate> {
  let commit = 0;
  return async () => {
    await turns(turnsPerCommit[commit++ % turnsPerCommit.length] ?? 0);
    return 'stored';
  };
}

/** People who open identities: transitions that do not depend on each other. */
function openings(count: number, from = 1): Built[] {
  return Array.from({ length: count }, (_, at) => new Person(from + at, { sign: seal }).open());
}

async function openOn(
  store: Store,
  sovereign: TestSovereign,
  more: Partial<LedgerPorts> = {},
): Promise<Ledger> {
  const { constitution, epoch } = sovereign;
  return openLedger(constitution, epoch, sovereign.ports(store, more));
}

function certificates(answers: Awaited<ReturnType<typeof submit>>): Certificate[] {
  return answers.flatMap((answer) => (answer.ok ? [answer.certificate] : []));
}

describe('the order of things', () => {
  test('nothing is signed before it is stored, or answered before its note is', async () => {
    const delays = fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 8 });
    const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 });
    const property = fc.asyncProperty(delays, sizes, async (delay, batches) => {
      const sovereign = testSovereign();
      const { events, ports } = recorded(
        openMemoryStore(createMemoryImage(), slowDisk(delay)),
        sovereign,
      );
      const ledger = await openOn(ports.store!, sovereign, ports);
      let from = 1;
      const running = batches.map(async (size) => {
        const built = openings(size, (from += size) - size);
        const [first] = certificates(await submit(ledger, built, verifySeal));
        events.push(`answer ${first!.treeSize}`);
      });
      await Promise.all(running);
      assertOrder(events);
      const answered = events.filter((event) => event.startsWith('answer'));
      expect(answered).toHaveLength(batches.length);
      await ledger.close();
    });
    await fc.assert(property, { numRuns: 25 });
  });

  test('two batches are under way at most, and the log has the order of the calls', async () => {
    const waiting: ((fate: WriteFate) => void)[] = [];
    const disk = (): Promise<WriteFate> => new Promise((resolve) => waiting.push(resolve));
    const image = createMemoryImage();
    const sovereign = testSovereign();
    const store = openMemoryStore(image, disk);
    const ledger = await openOn(store, sovereign);
    const built = openings(5);
    const answers = built.map((one) => submit(ledger, [one], verifySeal));
    await turns(20);
    expect(store.unfinished).toBe(2);
    let isDone = false;
    const all = Promise.all(answers).finally(() => (isDone = true));
    while (!isDone) {
      waiting.shift()?.('stored');
      await turns(50);
      expect(store.unfinished).toBeLessThanOrEqual(4);
    }
    const order = (await all).flatMap(certificates).map(({ index }) => index);
    expect(order).toEqual([1, 3, 5, 7, 9]);
    expect(image.entries.map(({ id }) => id?.toHex() ?? 'header')).toEqual(
      built.flatMap(({ id }) => ['header', id.toHex()]),
    );
  });

  test('a batch of which nothing is admitted is not logged', async () => {
    const { ledger, image } = await history(1);
    const poor = new Person(9, { sign: seal });
    await submit(ledger, [poor.open()], verifySeal);
    const { length } = image.entries;
    const answers = await submit(
      ledger,
      [poor.account.burn(ledger.state.currencies.ids[0]!, 1n)],
      verifySeal,
    );
    expect(answers).toMatchObject([{ ok: false, code: 'wrong-chain' }]);
    expect(image.entries.length).toBe(length);
    expect(await ledger.admitBatch([])).toEqual([]);
  });
});

describe('what comes twice', () => {
  test('gets one certificate: in one batch, while it is under way, and ever after', async () => {
    const sovereign = testSovereign();
    const image = createMemoryImage();
    const store = openMemoryStore(image, slowDisk([5]));
    const ledger = await openOn(store, sovereign);
    const [open] = openings(1) as [Built];
    const sends = [
      submit(ledger, [open, open], verifySeal),
      submit(ledger, [open], verifySeal),
      submit(ledger, [open, ...openings(1, 50)], verifySeal),
    ];
    const [certificate, ...others] = (await Promise.all(sends)).flatMap(certificates);
    others.push(...certificates(await submit(ledger, [open], verifySeal)));
    expect(others.filter(({ transition }) => transition.toHex() === open.id.toHex())).toEqual(
      Array.from({ length: 4 }, () => certificate),
    );
    expect(image.entries.filter(({ id }) => id?.toHex() === open.id.toHex())).toHaveLength(1);
    await ledger.close();
    const again = await openOn(openMemoryStore(image), sovereign);
    expect(again.certificate(open.id)).toEqual(certificate);
    expect(certificates(await submit(again, [open], verifySeal))).toEqual([certificate]);
  });

  test('of two successors of one state one is admitted, wherever they meet', async () => {
    const { ledger, sovereign } = await history(1);
    const issuer = treasury(sovereign.constitution, 'HRB', seal);
    const hrb = ledger.state.currencies.ids[0]!;
    const rivals = [1n, 2n, 3n].map((amount) => ({
      ...issuer.mint(hrb, amount),
      accept: () => {},
    }));
    const answers = await Promise.all([
      submit(ledger, rivals.slice(0, 2), verifySeal),
      submit(ledger, rivals.slice(2), verifySeal),
    ]);
    const codes = answers.flat().map((answer) => (answer.ok ? 'admitted' : answer.code));
    expect(codes).toEqual(['admitted', 'not-acceptable', 'not-acceptable']);
    expect(ledger.state.currencies.totals[0]?.minted).toBe(1n);
  });
});

describe('a failure', () => {
  test.each<WriteFate>(['io', 'full', 'io-after'])(
    'of the disk (%s) stops the ledger, and after reopening each is there or not',
    async (fate) => {
      const image = createMemoryImage();
      const sovereign = testSovereign();
      const disk = async (commit: number): Promise<WriteFate> => (commit === 4 ? fate : 'stored');
      const ledger = await openOn(openMemoryStore(image, disk), sovereign);
      const built = openings(6);
      const answers: Awaited<ReturnType<typeof submit>>[] = [];
      for (const one of built) answers.push(await submit(ledger, [one], verifySeal));
      const codes = answers.flat().map((answer) => (answer.ok ? 'ok' : answer.code));
      expect(codes).toEqual(['ok', 'ok', ...Array.from({ length: 4 }, () => 'unavailable')]);
      expect(ledger.failure).toBeInstanceOf(Error);
      await ledger.heartbeat();
      expect(ledger.certificate(built[0]!.id)).toBeUndefined();
      const again = await openOn(openMemoryStore(image), sovereign);
      const acknowledged = answers.flatMap(certificates);
      expect(acknowledged.map(({ transition }) => again.certificate(transition))).toEqual(
        acknowledged,
      );
      expect(certificates(await submit(again, built, verifySeal))).toHaveLength(6);
      expect(await reportOn(image, sovereign)).toMatchObject({ ok: true, problems: [] });
    },
  );

  test('of the signer stops the ledger; what is stored is signed when it opens again', async () => {
    const image = createMemoryImage();
    const sovereign = testSovereign();
    const signCheckpoint = (): Promise<Uint8Array> => Promise.reject(new Error('no key'));
    const ledger = await openOn(openMemoryStore(image), sovereign, { signCheckpoint });
    const [open] = openings(1) as [Built];
    expect(await submit(ledger, [open], verifySeal)).toMatchObject([{ code: 'unavailable' }]);
    expect(ledger.failure?.message).toBe('no key');
    expect(image.checkpoints.map(({ note }) => note)).toEqual([null]);
    const again = await openOn(openMemoryStore(image), sovereign);
    expect(again.checkpoint?.note).not.toBeNull();
    expect(again.certificate(open.id)?.index).toBe(1);
    expect(await reportOn(image, sovereign)).toMatchObject({ ok: true });
  });

  test('to stop is to finish: what was handed in is answered, and no more taken', async () => {
    const sovereign = testSovereign();
    const store = openMemoryStore(createMemoryImage(), slowDisk([30]));
    const ledger = await openOn(store, sovereign);
    const sends = openings(4).map((one) => submit(ledger, [one], verifySeal));
    await turns(3);
    await ledger.close();
    const answers = (await Promise.all(sends)).flat();
    expect(answers.map((answer) => answer.ok)).toEqual([true, true, true, true]);
    expect(await submit(ledger, openings(1, 9), verifySeal)).toMatchObject([
      { code: 'unavailable' },
    ]);
  });
});

/**
 * Crashes a ledger under traffic, with so many of its commits under way that had reached the disk.
 */
async function crashed(
  made: History & { store: MemoryStore },
  sends: number,
  reached: number,
): Promise<{ image: MemoryImage; acknowledged: Certificate[] }> {
  const acknowledged: Certificate[] = [];
  for (let send = 0; send < sends; send += 1) {
    const sent = submit(made.ledger, [made.traffic.next()], verifySeal);
    void sent.then((answers) => acknowledged.push(...certificates(answers)));
    await turns(made.traffic.below(30));
  }
  const image = made.store.crash(Math.min(reached, made.store.unfinished));
  await turns(100);
  return { image, acknowledged };
}

test('a crash at any moment loses nothing that was acknowledged', async () => {
  const property = fc.asyncProperty(
    fc.integer({ min: 1000, max: 0x7fff_ffff }),
    fc.nat({ max: 40 }),
    fc.nat({ max: 3 }),
    async (seed, sends, reached) => {
      const store = openMemoryStore(createMemoryImage(), slowDisk([3, 0, 11, 25]));
      const made = (await history(seed, { store })) as History & { store: MemoryStore };
      const { sovereign } = made;
      const { image, acknowledged } = await crashed(made, sends, reached);
      const ledger = await openOn(openMemoryStore(image), sovereign);
      for (const certificate of acknowledged) {
        expect(ledger.certificate(certificate.transition)).toEqual(certificate);
      }
      expect(ledger.size).toBe(image.entries.length);
      await submit(ledger, openings(1, 5000), verifySeal);
      expect(await reportOn(image, sovereign)).toMatchObject({ ok: true, problems: [] });
    },
  );
  await fc.assert(property, { numRuns: 40 });
});

test('headers carry time that never steps back, closures, and state roots', async () => {
  const made = await history(99);
  const { sovereign, image, ledger } = made;
  await made.run(200);
  await ledger.heartbeat();
  sovereign.clock -= 50_000;
  await ledger.heartbeat();
  sovereign.clock += 50_000 + 300_000;
  await ledger.heartbeat();
  sovereign.clock += 300_001;
  await ledger.heartbeat();
  const headers = image.entries.flatMap(({ id, bytes }) => {
    const entry = decodeEntry(bytes);
    const leaf = entry.ok ? decode(leafCodec, entry.value.leaf) : undefined;
    return id === null && leaf?.ok && leaf.value.kind === 'header' ? [leaf.value.header] : [];
  });
  const [before, back, open, closed] = headers.slice(-4);
  expect(back!.time).toBe(before!.time);
  expect([open!.gapMs, closed!.gapMs]).toEqual([0, 300_001]);
  expect(closed!.closedMs).toBe(open!.closedMs + 300_001);
  const named = headers.flatMap(({ stateRoot }) => (stateRoot === null ? [] : [stateRoot.size]));
  expect(named.length).toBeGreaterThan(1);
  for (const [at, size] of named.entries()) {
    expect(size - (named[at - 1] ?? 0)).toBeGreaterThanOrEqual(64);
  }
});
