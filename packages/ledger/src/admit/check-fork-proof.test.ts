import {
  forkBetween,
  type ForkProof,
  type Hash,
  holdId,
  openedAct,
  type SignedAct,
} from '@tallystick/protocol';
import { describe, expect, test } from 'vitest';
import { readForks } from '../state/read.ts';
import { type Fair, fair, progress } from '../testing/fair.ts';
import { chequeFor, opened, tabFor } from '../testing/offline.ts';
import { type Built, holdFor, type Person } from '../testing/parties.ts';

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
    const proof = { first: bareState(first.act), second: bareState(second.act), sums: null };
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

  test('accuses of a total that leaves out what was given, and only then', () => {
    const all = fair();
    const [ben, eve] = all;
    const { desk, acts, hold } = all;
    const first = chequeFor(acts, ben!, 40n).act;
    const honest = chequeFor(acts, ben!, 10n).act;
    const lie = chequeFor(acts, ben!, 5n, { total: 44n }).act;
    const say = (proof: ForkProof | undefined): Built => {
      if (proof === undefined) throw new Error('no proof');
      return eve!.say({ kind: 'fork-proof', hold, proof });
    };
    const proof = forkBetween(openedAct(first), openedAct(lie))!;
    const told = { first: proof.sums!.first, second: openedAct(honest).sum! };
    const bare = ({ state, signature }: SignedAct): ForkProof['first'] => ({ state, signature });
    const second = bare(honest);
    const fault = (shown: ForkProof): unknown => (desk.send(say(shown)) as { data?: unknown }).data;
    expect(fault({ ...proof, second, sums: told })).toEqual({ fault: 'total-agrees' });
    expect(fault({ ...proof, second })).toEqual({ fault: 'contents' });
    expect(fault({ ...proof, sums: null })).toEqual({ fault: 'not-neighbours' });
    expect(progress(all)).toBe(1);
    const said = say(proof);
    expect(desk.outcome(said)).toBe('admitted');
    expect(progress(all)).toBe(3);
    expect(readForks(desk.state)).toMatchObject([{ hold, shown: null, proof: said.id }]);
  });

  test('accuses nobody of a void on a tab', () => {
    const all = fair();
    const [ben, eve] = all;
    const { desk, ada } = all;
    const { acts } = opened(desk, ada, tabFor(ben!.id, desk.hrb, 50n));
    const [lost, next] = [acts.act(10n), acts.act(4n, { total: 4n })];
    expect(forkBetween(openedAct(lost), openedAct(next))).toBeUndefined();
    const sums = { first: { amount: 10n, total: 10n }, second: { amount: 4n, total: 4n } };
    const bare = ({ state, signature }: SignedAct): ForkProof['first'] => ({ state, signature });
    const proof = { first: bare(lost), second: bare(next), sums };
    expect(desk.send(eve!.say({ kind: 'fork-proof', hold: acts.hold, proof }))).toMatchObject({
      code: 'bad-fork-proof',
      data: { fault: 'contents' },
    });
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
