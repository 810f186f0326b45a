import { contentOf, toHex } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import { openLedger } from '../ledger.ts';
import { stateRoot } from '../state/root.ts';
import { createMemoryImage, openMemoryStore } from '../store/index.ts';
import { submit } from '../testing/counter.ts';
import { speak, testGovernance } from '../testing/governance.ts';
import { Person } from '../testing/parties.ts';
import { testSovereign } from '../testing/sovereign.ts';

/** A proposal fails for want of a report; then the ledger is closed for longer than it had left. */
async function rootAfterClosure(restarts: boolean): Promise<string> {
  const sovereign = testSovereign({ governance: testGovernance() });
  const { constitution } = sovereign;
  const image = createMemoryImage();
  const open = () =>
    openLedger(constitution, sovereign.epoch, sovereign.ports(openMemoryStore(image)));
  let ledger = await open();
  const ada = new Person(1, { key: sovereign.keys.key, sign: sovereign.sign });
  await submit(ledger, [ada.open()], () => true);
  const content = contentOf(new TextEncoder().encode('a text'), []);
  const dates = { from: 0, until: null, lane: 'ordinary', alarms: [] } as const;
  const matter = { kind: 'module', owner: 'KE' } as const;
  const said = speak(ada, { kind: 'proposal', matter, base: null, content, ...dates });
  expect(await submit(ledger, [said], () => true)).toMatchObject([{ ok: true }]);
  sovereign.clock += 1_500;
  await ledger.heartbeat();
  if (restarts) ledger = await open();
  sovereign.clock += constitution.parameters.closureAfterMs + 1;
  await ledger.heartbeat();
  return toHex(stateRoot(ledger.state, ledger.size).root);
}

it('moves no end of what was over before the ledger closed, with a restart or without', async () => {
  expect(await rootAfterClosure(true)).toBe(await rootAfterClosure(false));
});
