import { decode, type Hold, list } from '@tallystick/protocol';
import { type Facts, factsCodec, type Rulebook } from '@tallystick/rules';
import type { DecisionRing, Question } from '../cycle/questions.ts';
import { type Ledger, type LedgerPorts, openLedger } from '../ledger.ts';
import { createMemoryImage, type MemoryImage, openMemoryStore } from '../store/index.ts';
import { submit } from './counter.ts';
import { taking } from './desk.ts';
import { type Account, type Built, holdFor, Person, treasury } from './parties.ts';
import { seal, sealedCrypto, verifySeal } from './seal.ts';
import { testSovereign, type TestSovereign } from './sovereign.ts';

/** A payer with several devices of the same means, payees, and a ledger that a ring decides for. */
export interface DecidedWorld {
  readonly sovereign: TestSovereign;
  readonly image: MemoryImage;
  readonly hrb: Uint8Array;
  readonly payer: Person;
  readonly payees: readonly Person[];
  readonly devices: readonly Account[];
  /** Null: the ledger decides itself. */
  open(ring: DecisionRing | null, ports?: Partial<LedgerPorts>): Promise<Ledger>;
  put(device: number, ...holds: readonly Hold[]): Built;
}

/** What each device has. */
export const EACH = 1000n;

export async function decidedWorld(
  rulebook: Rulebook,
  { devices = 3, payees = 1 }: { readonly devices?: number; readonly payees?: number } = {},
): Promise<DecidedWorld> {
  const sovereign = testSovereign();
  const image = createMemoryImage();
  const { constitution, epoch } = sovereign;
  const open: DecidedWorld['open'] = (ring, ports = {}) => {
    const more = { crypto: sealedCrypto, rulebook, ...(ring === null ? {} : { ring }), ...ports };
    return openLedger(constitution, epoch, sovereign.ports(openMemoryStore(image), more));
  };
  const ledger = await open(null);
  const hrb = ledger.state.currencies.ids[0] as Uint8Array;
  const people = Array.from({ length: payees + 1 }, (_, at) => new Person(at + 1, { sign: seal }));
  const [payer, ...others] = people as [Person, ...Person[]];
  const bank = treasury(constitution, 'HRB', seal);
  const must = async (built: Built): Promise<Built> => {
    const [answer] = await submit(ledger, [built], verifySeal);
    if (answer?.ok !== true) throw new Error(answer?.message);
    return built;
  };
  for (const person of people) await must(person.open());
  for (let device = 1; device < devices; device += 1) {
    const added = { key: sovereign.keys.key(`device ${device}`), encryptionKey: null };
    await must(payer.say({ kind: 'add-device', device: added }));
  }
  for (const device of payer.devices) {
    await must(bank.mint(hrb, EACH));
    const put = await must(bank.put('KE', [holdFor(payer.id, hrb, EACH)]));
    await must(device.take([taking(put, 0, 0, EACH, hrb)]));
  }
  await ledger.close();
  return {
    sovereign,
    image,
    hrb,
    payer,
    payees: others,
    devices: payer.devices,
    open,
    put: (device, ...holds) => (payer.devices[device] as Account).put('KE', holds),
  };
}

export function factsOf({ count, facts }: Question): Facts[] {
  const decoded = decode(list(factsCodec, count, count), facts.slice());
  if (!decoded.ok) throw new Error(decoded.reason);
  return decoded.value;
}

/** Decides as the rulebook does, a while later, and writes down how many facts it was asked. */
export function honestRing(rulebook: Rulebook, asked: number[] = []): DecisionRing {
  return {
    async decide(question) {
      asked.push(question.count);
      const decisions = factsOf(question).map((facts) => rulebook.decide(facts));
      await new Promise((resolve) => setImmediate(resolve));
      return decisions;
    },
  };
}
