import { type ForkProof, type Hash, holdId, type SignedAct } from '@tallystick/protocol';
import { describe, expect, test } from 'vitest';
import { readForks } from '../state/read.ts';
import { type Fair, fair, progress } from '../testing/fair.ts';
import { chequeFor, opened, tabFor } from '../testing/offline.ts';
import { holdFor, type Person } from '../testing/parties.ts';

describe('statement 6', () => {
  function forked(): { all: Fair; proof: ForkProof; eve: Person } {
    const all = fair();
    const [ben, eve] = all;
    const { acts, put } = all;
    const clone = acts.clone(put, 0);
    const [first, second] = [chequeFor(acts, ben!, 1n), chequeFor(clone, ben!, 2n)];
    const bareState = ({ state, signature }: SignedAct): ForkProof['first'] => ({
      state,
      signature,
    });
    const proof = { first: bareState(first.act), second: bareState(second.act) };
    return { all, proof, eve: eve! };
  }

  test('marks a hold for everybody, as often as it is shown', () => {
    const { all, proof, eve } = forked();
    const { desk, hold } = all;
    const statement = { kind: 'fork-proof', hold, proof } as const;
    const first = eve.say(statement);
    expect(desk.outcome(first)).toBe('admitted');
    expect(progress(all)).toBe(3);
    expect(desk.outcome(eve.say(statement))).toBe('admitted');
    expect(readForks(desk.state)).toMatchObject([
      { hold, owner: all.ada.id, shown: null, proof: first.id },
    ]);
    expect(desk.state.forks.count).toBe(1);
    expect(desk.outcome(all.ada.account.put('KE', [holdFor(eve.id, desk.hrb, 1n)]))).toBe(
      'writer-forked',
    );
  });

  test('is refused where it proves nothing about an open hold', () => {
    const { all, proof, eve } = forked();
    const { desk, hold, ada } = all;
    const other = opened(desk, ada, tabFor(eve.id, desk.hrb, 5n)).acts.hold;
    const fault = (on: Hash, shown: ForkProof): unknown => {
      const answer = desk.send(eve.say({ kind: 'fork-proof', hold: on, proof: shown }));
      return answer.ok ? 'admitted' : (answer.internal ?? (answer.data as { fault: string }).fault);
    };
    expect(fault(new Uint8Array(32), proof)).toBe('unknown-hold');
    expect(fault(other, proof)).toBe('other-hold');
    expect(fault(hold, { ...proof, second: proof.first })).toBe('same-content');
    const { signature } = proof.second;
    const false_ = { ...proof.second, signature: signature.with(1, signature[1]! ^ 4) };
    expect(fault(hold, { ...proof, second: false_ })).toBe('wrong-signature');
    const plain = opened(desk, ada, holdFor(eve.id, desk.hrb, 5n)).put;
    expect(fault(holdId(plain.id, 0), proof)).toBe('no-writer');
    expect(fault(hold, proof)).toBe('admitted');
  });
});
