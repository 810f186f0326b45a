/** A dead man's switch: `node examples/dead-mans-switch/dead-mans-switch.ts OWNER HEIR EXECUTOR`, three folders of wallets. */
import { setTimeout as pass } from 'node:timers/promises';
import { type Outcome, openFolderWallet } from '@tallystick/wallet/node';

/** Months, in life. */
const SILENCE_MS = 3000;

const [ownerFolder = '', heirFolder = '', executorFolder = ''] = process.argv.slice(2);
const owner = must(await openFolderWallet(ownerFolder));
const heir = must(await openFolderWallet(heirFolder));
const executor = must(await openFolderWallet(executorFolder));
const [me, you, third] = [owner, heir, executor].map((wallet) => wallet.view().handle);

/** The heir's after the silence; the owner's whenever the owner signs. */
async function setAside(): Promise<string> {
  const deadline = Date.now() + SILENCE_MS;
  const until = deadline + 365 * 86_400_000;
  const inherit = { to: `@${you}`, when: `after ${new Date(deadline).toISOString()}`, until };
  const takeBack = { to: `@${me}`, when: `signed 1 of ${me}`, until };
  const bequest = { amount: '30.00', currency: 'HRB', claims: [inherit, takeBack] };
  const [put] = must(await owner.holds().put([bequest]));
  return put?.hold ?? '';
}

const first = await setAside();
console.log(`${me} set 30.00 HRB aside for ${you}.`);

// A letter that heir and executor open together. A time seals nothing: they could do it today.
const letter = new TextEncoder().encode('The rest is under the third stone.');
const when = `signed 2 of ${you}, ${third}`;
const groups = [[`@${you}`, `@${third}`]];
const sealed = must(await owner.holds().seal({ when, content: letter, groups }));

// A sign of life: the owner takes it back, and sets it aside anew with a later time.
must(await owner.holds().gather(must(await owner.holds().sign(first, 1))));
must(await owner.holds().take(first));
await setAside();
must(await heir.sync());
console.log(
  `${me} is alive; ${you} has ${must(await heir.balances()).balances['HRB'] ?? 'nothing'}.`,
);

// Silence. The heir's wallet takes what only waited for its time, once the ledger has signed a later one: it signs whole seconds.
await pass(SILENCE_MS + 1000);
must(await heir.sync());
console.log(`${you} has ${must(await heir.balances()).balances['HRB']} HRB.`);

const closed = await heir.holds().unseal(sealed);
if (!closed.ok) console.log(`The letter: ${closed.failure.code}.`);
must(await heir.holds().gather(must(await executor.holds().share(sealed))));
console.log(`The letter: ${new TextDecoder().decode(must(await heir.holds().unseal(sealed)))}`);

for (const wallet of [owner, heir, executor]) await wallet.close();

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}
