import {
  type State,
  type Transition,
  concat,
  decode,
  decodeState,
  hash,
  holdId,
  toHex,
  transitionCodec,
  u64,
} from '@tallystick/protocol';
import { expect, it } from 'vitest';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';
import type { HoldRequest } from './holds-types.ts';

const DAY = 86_400_000;

interface Step {
  readonly transition: Transition;
  readonly state: State;
}

/** The owner's own transitions, by what it hands out as their proof. */
async function steps(wallet: Wallet): Promise<Step[]> {
  return must(await wallet.certificates()).map(({ transition: bytes }) => {
    const transition = decode(transitionCodec, bytes);
    if (!transition.ok) throw new Error(transition.reason);
    const state = decodeState(transition.value.state);
    if (!state.ok) throw new Error(state.reason);
    return { transition: transition.value, state: state.value };
  });
}

it('C = H(S_n, P) follows from the state that the put extends, and what the owner promised', async () => {
  const town = await Town.open();
  const { wallet: ada } = await funded(town, 'ada', 10_000n);
  await funded(town, 'ben', 0n);
  const promise = (when: string): HoldRequest => ({
    amount: '5.00',
    currency: 'HRB',
    claims: [{ to: '@ben', when, until: town.clock + DAY }],
  });
  const made = [
    ...must(await ada.holds().put([promise('after 2100-01-01T00:00Z or signed 1 of ada')])),
    ...must(await ada.holds().put([promise('signed 1 of ada'), promise('signed 1 of ben')])),
  ];
  const own = await steps(ada);
  const seen = new Set<string>();
  for (const { hold, id, commitment } of made) {
    const at = own.find(({ transition }) => toHex(hash('state', transition.state)) === id);
    const before = own.find(
      ({ state }) =>
        state.sequence === (at?.state.sequence ?? 0) - 1 &&
        toHex(state.chain) === toHex(at?.state.chain ?? new Uint8Array()),
    );
    if (at === undefined || before === undefined) throw new Error('the owner has not both states');
    // protocol.md, section 3, of S_n and P alone: nothing of S_{n+1} is looked at.
    const head = hash('state', before.transition.state);
    const promised = hash('operation', at.transition.operation);
    const next = concat(before.state.entropy, promised, u64(before.state.sequence + 1));
    const entropy = hash('entropy', next);
    expect(toHex(hash('pre-commitment', concat(head, promised, entropy)))).toBe(commitment);
    const numbers = [0, 1].map((index) => toHex(holdId(hash('state', at.transition.state), index)));
    expect(numbers).toContain(hold);
    seen.add(commitment);
  }
  expect(seen.size).toBe(2);
});
