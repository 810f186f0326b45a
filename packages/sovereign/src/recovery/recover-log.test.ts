import {
  type Ledger,
  type MemoryImage,
  createMemoryImage,
  decodeEntry,
  openMemoryStore,
} from '@tallystick/ledger';
import { Person, START } from '@tallystick/ledger/testing';
import { type Epoch, decode, epochOrigin, leafCodec, signingContext } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { beforeEach, expect, test } from 'vitest';
import type { Resumed, WalletCertificate } from '../lifecycle/options.ts';
import { type BatchSource, recoverLog } from './recover-log.ts';
import { smallSovereign } from '../testing/small-ledger.ts';

const { constitution, sovereign, epoch, pair, keyOf, open } = smallSovereign();
const context = signingContext('transition', sovereign);

/** A ledger on a disk in memory, and somebody new in every batch. */
class Machine {
  readonly image: MemoryImage;
  readonly held: WalletCertificate[] = [];
  clock = START + 123;
  #ledger: Promise<Ledger>;
  #people: number;

  constructor(image: MemoryImage = createMemoryImage(), people = 0) {
    this.image = image;
    this.#people = people;
    this.#ledger = open(openMemoryStore(image), () => this.clock);
  }

  get size(): number {
    return this.image.entries.length;
  }

  async opening(): Promise<void> {
    const ledger = await this.#ledger;
    this.clock += 1717;
    this.#people += 1;
    const name = `device ${this.#people}`;
    const sign = (_: number, id: Uint8Array): Uint8Array =>
      nodeCrypto.sign(pair(name), id, context);
    const { bytes } = new Person(this.#people, { key: keyOf, sign }).open();
    const checked = ledger.precheck(bytes);
    if (!('pending' in checked)) throw new Error('not admitted');
    const [answer] = await ledger.admitBatch([checked.pending]);
    if (answer?.ok !== true) throw new Error('not admitted');
    this.held.push({ certificate: answer.certificate, transition: bytes });
  }

  async heartbeat(afterMs = 61_234): Promise<Uint8Array> {
    this.clock += afterMs;
    await (await this.#ledger).heartbeat();
    return this.note(this.size);
  }

  /** The signed checkpoint of so many entries. */
  note(size: number): Uint8Array {
    return this.image.checkpoints.find((one) => one.size === size)!.note!;
  }
}

const certificates = (held: readonly WalletCertificate[]): BatchSource => ({
  kind: 'certificates',
  certificates: held,
});
const checkpoints = (...notes: readonly Uint8Array[]): BatchSource => ({
  kind: 'checkpoints',
  checkpoints: notes,
});
const keptLog = ({ image }: Machine, size: number): BatchSource => ({
  kind: 'kept-log',
  name: 'the kept log',
  *read(from) {
    let first = 0;
    for (const { note, ...checkpoint } of image.checkpoints) {
      const batch = { first, entries: image.entries.slice(first, checkpoint.size), checkpoint };
      const signed = note === null ? [] : [{ size: checkpoint.size, note }];
      if (checkpoint.size > from && checkpoint.size <= size) yield { ...batch, signed };
      first = checkpoint.size;
    }
    return { size, fault: undefined };
  },
});

let backup: MemoryImage;
let machine: Machine;

beforeEach(async () => {
  const before = new Machine();
  await before.opening();
  backup = structuredClone(before.image);
  machine = new Machine(structuredClone(backup), 1);
  machine.clock = before.clock;
  for (let n = 0; n < 3; n += 1) await machine.opening();
});

async function recover(
  sources: readonly BatchSource[],
  epochs: readonly Epoch[] = [epoch],
): Promise<Resumed> {
  const store = openMemoryStore(structuredClone(backup));
  const from = backup.entries.length;
  return await recoverLog({ constitution, epochs, store, crypto: nodeCrypto, from }, sources, true);
}

test('a signed checkpoint is a lower bound, whoever else brings less', async () => {
  const [first, second] = machine.held;
  const short = second!.certificate.treeSize;
  const { size } = machine;
  expect(await recover([keptLog(machine, short)])).toMatchObject({ ok: true, size: short });
  const seen = checkpoints(machine.note(size));
  const closed = { ok: false, highest: size, checkpoint: machine.note(size) };
  for (const sources of [
    [seen, keptLog(machine, short)],
    [keptLog(machine, short), seen],
    [certificates([first!, second!]), seen],
    [certificates(machine.held.slice(1)), seen],
    [seen],
  ]) {
    const resumed = await recover(sources);
    expect(resumed).toMatchObject(closed);
    expect(resumed).toMatchObject({ problem: expect.stringContaining(`to ${size - 1}`) });
  }
  expect(await recover([keptLog(machine, size), seen])).toMatchObject({ ok: true, size });
  expect(await recover([certificates(machine.held), seen])).toMatchObject({ ok: true, size });
});

test('a header alone comes back from its checkpoint, between certificates and at the end', async () => {
  const notes = [await machine.heartbeat()];
  await machine.opening();
  // Longer than the ledger may be idle: a closure.
  for (const ms of [61_234, 1, 3_000_999, ...Array.from({ length: 30 }, () => 60_001)]) {
    notes.push(await machine.heartbeat(ms));
  }
  const { size } = machine;
  const recovered = size - backup.entries.length;
  const whole = { ok: true, size, recovered };
  expect(await recover([certificates(machine.held), checkpoints(...notes)])).toEqual(whole);
  expect(await recover([checkpoints(...notes), certificates(machine.held)])).toEqual(whole);
  for (const missing of [0, 5, notes.length - 2]) {
    const rest = notes.filter((_, at) => at !== missing);
    const resumed = await recover([certificates(machine.held), checkpoints(...rest)]);
    expect([missing, resumed]).toMatchObject([missing, { ok: false, highest: size }]);
  }
});

/** The sizes of the state that headers of an image name the root of. */
function namedRoots({ image }: Machine): number[] {
  return image.entries.flatMap(({ bytes }) => {
    const entry = decodeEntry(bytes);
    const leaf = entry.ok ? decode(leafCodec, entry.value.leaf) : undefined;
    const named = leaf?.ok === true && leaf.value.kind === 'header' && leaf.value.header.stateRoot;
    return named ? [named.size] : [];
  });
}

test.each(['alone', 'with a transition'])(
  'a header %s that names a root of the whole state comes back',
  async (how) => {
    const notes = [];
    // A root is taken every 64 entries, and named by the header after it.
    while (machine.size < 63) notes.push(await machine.heartbeat());
    await machine.opening();
    if (how === 'alone') notes.push(await machine.heartbeat());
    for (let n = 0; n < 3; n += 1) await machine.opening();
    expect(namedRoots(machine)).toEqual([65]);
    const { size } = machine;
    const sources = [certificates(machine.held), checkpoints(...notes)];
    expect(await recover(sources)).toMatchObject({ ok: true, size });
  },
);

test('a header names what only a kept log or a mirror has, where the root was begun before the backup', async () => {
  while (machine.size < 66) await machine.opening();
  backup = structuredClone(machine.image);
  const known = machine.held.length;
  // The state is so large that its root is taken over two batches.
  for (let n = 0; n < 3; n += 1) await machine.opening();
  expect(namedRoots(machine)).toEqual([64]);
  const problem = expect.stringContaining('of another tree');
  const after = machine.held.slice(known);
  expect(await recover([certificates(after)])).toMatchObject({ ok: false, problem });
  const { size } = machine;
  expect(await recover([keptLog(machine, size), certificates(after)])).toMatchObject({
    ok: true,
    size,
  });
});

test('another history under the same key is told, not healed', async () => {
  const fork = new Machine(structuredClone(backup), 7);
  fork.clock = machine.clock;
  await fork.opening();
  const kept = keptLog(machine, machine.size);
  const [note, held] = [checkpoints(fork.note(fork.size)), certificates(fork.held)];
  for (const sources of [
    [note, kept],
    [kept, note],
    [kept, held],
  ]) {
    const problem = expect.stringContaining('forked');
    expect(await recover(sources)).toMatchObject({ ok: false, problem });
  }
  // Whoever comes first is believed, and then the other is none of this log's.
  expect(await recover([held, kept])).toMatchObject({ ok: false });
});

test('what the log has not signed opens nothing', async () => {
  const bent = machine.note(machine.size).slice();
  bent[bent.length - 5]! ^= 1;
  const other = new TextEncoder().encode(
    new TextDecoder().decode(machine.note(machine.size)).replace(epoch.origin, 'another.log'),
  );
  for (const note of [bent, other, new Uint8Array(), new Uint8Array(70_000)]) {
    const resumed = await recover([keptLog(machine, machine.size), checkpoints(note)]);
    expect(resumed).toMatchObject({ ok: false, checkpoint: null });
    expect(resumed).toMatchObject({ problem: expect.stringContaining('does not verify') });
  }
});

test('of an epoch that is over counts what lives on', async () => {
  const { size, root } = backup.checkpoints.at(-1)!;
  const succeeds = { origin: epoch.origin, size, root, reason: 'The disk died' };
  const origin = epochOrigin(constitution.origin, 1);
  const next = { ...epoch, number: 1, origin, log: keyOf('log 1'), succeeds };
  const given = checkpoints(machine.note(size), machine.note(machine.size));
  const told = { ok: false, highest: size, checkpoint: null };
  expect(await recover([given], [epoch, next])).toMatchObject({
    ...told,
    problem: expect.stringContaining('the backup holds all of these'),
  });
  const fork = new Machine(createMemoryImage(), 7);
  while (fork.size < size) await fork.opening();
  expect(await recover([checkpoints(fork.note(size))], [epoch, next])).toMatchObject({
    ...told,
    problem: expect.stringContaining('forked'),
  });
});
