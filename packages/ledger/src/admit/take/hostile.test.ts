import { encode, hash, type Witness, witnessCodec } from '@tallystick/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { recount } from '../../state/recount.ts';
import { stateRoot } from '../../state/root.ts';
import { Desk } from '../../testing/desk.ts';
import {
  allowanceFor,
  asked,
  type AskedTaking,
  chequeFor,
  deposit,
  opened,
  tabFor,
  tickChain,
} from '../../testing/offline.ts';
import type { Person } from '../../testing/parties.ts';
import { verifySeal } from '../../testing/seal.ts';
import { proofJobs } from './proof-jobs.ts';
import { decodeTransition } from '../decode-transition.ts';

const SECRET = new Uint8Array(32).fill(5);

interface Prepared {
  readonly desk: Desk;
  readonly ben: Person;
  readonly takings: readonly AskedTaking[];
}

/** One good taking of each kind that shows something. */
function prepared(): Prepared {
  const desk = new Desk();
  desk.verifyInside = verifySeal;
  const ada = desk.funded(1000n);
  const ben = desk.person();
  const chain = tickChain(40);
  const meter = { kind: 'ticks', units: 1n, perTicks: 1, anchor: chain.anchor, links: 40 } as const;
  const condition = { kind: 'preimage', hash: hash('preimage', SECRET) } as const;
  const tab = opened(desk, ada, tabFor(ben.id, desk.hrb, 100n)).acts;
  const stream = opened(desk, ada, tabFor(ben.id, desk.hrb, 100n, { meter })).acts;
  const allowance = opened(desk, ada, allowanceFor(desk.hrb, 100n)).acts;
  const locked = tabFor(ben.id, desk.hrb, 100n, { meter: { kind: 'all' }, condition }, NONE);
  const vault = opened(desk, ada, locked).acts;
  const witness: Witness = { node: 0, proof: { kind: 'bytes', bytes: SECRET } };
  const takings = [
    tab.take(60n, { act: tab.act(60n) }),
    stream.take(30n, { tick: chain.tick(30) }),
    deposit(chequeFor(allowance, ben, 20n), allowance.hold, 20n, desk.hrb),
    asked(vault.hold, 100n, desk.hrb, { witnesses: [encode(witnessCodec, witness)] }),
  ];
  return { desk, ben, takings };
}

const NONE = { writer: { kind: 'none' } } as const;

test('what a taking shows may be anything: refused, nothing thrown, nothing changed', () => {
  const property = fc.property(
    fc.nat(3),
    fc.array(fc.record({ at: fc.nat(), bits: fc.integer({ min: 1, max: 255 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    fc.constantFrom('flip', 'cut', 'other'),
    (which, changes, how) => {
      const { desk, ben, takings } = prepared();
      const good = takings[which]!;
      const { evidence, witnesses } = good.proof!;
      const target = which === 3 ? witnesses[0]! : evidence;
      let bytes = target.slice();
      for (const { at, bits } of changes) bytes[at % bytes.length]! ^= bits;
      if (how === 'cut') bytes = bytes.subarray(0, changes[0]!.at % bytes.length);
      if (how === 'other') bytes = takings[(which + 1) % 3]!.proof!.evidence.slice();
      const proof =
        which === 3 ? { evidence, witnesses: [bytes] } : { evidence: bytes, witnesses: [] };
      const built = ben.account.take([{ ...good, proof }]);
      const before = stateRoot(desk.state, 0).root;
      const transition = decodeTransition(built.bytes);
      if (!transition.ok) throw new Error('malformed');
      const jobs = proofJobs(desk.state, transition, desk.context);
      const answer = desk.send(built);
      const isSame = Buffer.compare(bytes, target) === 0;
      expect(answer.ok).toBe(isSame);
      // What was listed beforehand is what admission would have asked for: no less.
      if (isSame) expect(jobs.every(verifySeal)).toBe(true);
      else expect(stateRoot(desk.state, 0).root).toEqual(before);
      expect(recount(desk.state)).toEqual([]);
      expect(desk.outcome(ben.account.take([good])) === 'admitted').toBe(!isSame);
    },
  );
  fc.assert(property, { numRuns: 300 });
});
