import { readProposals } from '@tallystick/ledger';
import { testGovernance } from '@tallystick/ledger/testing/governance';
import { toHex } from '@tallystick/protocol';
import { stageAt } from '@tallystick/rules';
import { expect, test } from 'vitest';
import { Machine } from '../../testing/faults.ts';
import { keyOf, pairOf } from '../../testing/founding.ts';
import { type Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';
import type { ProposalRequest } from './governance-types.ts';

const governance = testGovernance((name) => keyOf(pairOf(name)));

interface Scene {
  readonly town: Town;
  readonly person: Person;
  readonly wallet: Wallet;
}

async function openScene(): Promise<Scene> {
  const town = await Town.open('Harbour', {}, governance);
  return { town, ...(await funded(town, 'ada', 0n)) };
}

function request({ clock }: Town, bytes = 100, fill = 0x61): ProposalRequest {
  const content = new Uint8Array(bytes).fill(fill);
  const from = Math.ceil(clock / 1000) * 1000 + 60_000;
  return { matter: { kind: 'global' }, base: null, content, from, until: null, lane: 'ordinary' };
}

/** Ids of all proposals, oldest first. */
function proposals({ ledger }: Town): string[] {
  return readProposals(ledger.state).map(({ record }) => toHex(record.id));
}

test('what was withdrawn is proposed anew, once', async () => {
  const { town, wallet } = await openScene();
  const said = wallet.governance();
  const text = request(town);
  const first = must(await said.propose(text));
  must(await said.withdraw(first.id));
  const second = must(await said.propose(text));
  expect(second.id).not.toBe(first.id);
  expect(must(await said.propose(text))).toEqual(second);
  expect(proposals(town)).toEqual([first.id, second.id]);
  // The second one is withdrawn as well: the first withdrawal was of another.
  must(await said.withdraw(second.id));
  expect(must(await said.propose(text)).id).not.toBe(second.id);
});

test('what has failed is proposed anew, once', async () => {
  const { town, wallet } = await openScene();
  const text = request(town);
  const first = must(await wallet.governance().propose(text));
  // No gates report before the vote would begin.
  await town.wait(1500);
  const [view] = readProposals(town.ledger.state);
  expect(stageAt(view!.record, town.clock).kind).toBe('failed');
  const second = must(await wallet.governance().propose(text));
  expect(must(await wallet.governance().propose(text))).toEqual(second);
  expect(proposals(town)).toEqual([first.id, second.id]);
});

test('a machine that stops anywhere proposes anew once', async () => {
  const again = async (machine: Machine): Promise<void> => {
    const { town, person, wallet } = await openScene();
    const text = request(town);
    const first = must(await wallet.governance().propose(text));
    must(await wallet.governance().withdraw(first.id));
    await wallet.close();
    person.faults = machine.faults;
    const opened = await person.open();
    if (opened.ok) await opened.value.governance().propose(text);
    person.faults = {};
    const { id } = must(
      await must(await person.open())
        .governance()
        .propose(text),
    );
    expect(proposals(town)).toEqual([first.id, id]);
  };
  const whole = new Machine();
  await again(whole);
  expect(whole.calls).toBeGreaterThan(10);
  for (let at = 1; at < whole.calls; at += 3) await again(new Machine({ at, after: at % 2 === 0 }));
});

test('parts that the ledger has forgotten since are said anew', async () => {
  const { town, wallet } = await openScene();
  const said = wallet.governance();
  const [long, other] = [request(town, 70_000, 0x61), request(town, 2_097_152, 0x62)];
  other.content.forEach((_, at) => {
    if (at % 32_768 === 0) other.content[at] = at / 32_768;
  });
  const first = must(await said.propose(long));
  must(await said.withdraw(must(await said.propose(other)).id));
  // As long as the first one stands, it is that one, whatever the ledger has of its parts.
  expect(must(await said.propose(long))).toEqual(first);
  must(await said.withdraw(first.id));
  const second = must(await said.propose(long));
  expect(proposals(town).slice(2)).toEqual([second.id]);
});
