/** A hash-locked swap: `node examples/swap/swap.ts FIRST SECOND`, two folders of wallets; one has HRB, the other EUR. */
import { type Outcome, openFolderWallet } from '@tallystick/wallet/node';

const HOUR_MS = 3_600_000;

const [firstFolder = '', secondFolder = ''] = process.argv.slice(2);
const first = must(await openFolderWallet(firstFolder));
const second = must(await openFolderWallet(secondFolder));
const [one, other] = [first, second].map((wallet) => wallet.view().handle);
const now = Date.now();

// Whoever begins makes the secret, and gives the other side more time than itself.
const hash = must(await first.holds().secret());
const when = `preimage ${hash}`;
const give = { to: `@${other}`, when, until: now + 48 * HOUR_MS };
const [offered] = must(
  await first.holds().put([{ amount: '20.00', currency: 'HRB', claims: [give] }]),
);
console.log(`${one} locked 20.00 HRB.`);

// The other side checks that what it was told lies there for it, in the log and for long enough, and only then locks its own part
// under the same hash for half as long.
const until = now + 24 * HOUR_MS;
const seen = must(
  await second.holds().checkSwap({
    hold: offered?.hold ?? '',
    amount: '20.00',
    currency: 'HRB',
    from: `@${one}`,
    answerUntil: until,
  }),
);
const answer = { to: `@${one}`, when: seen.when, until };
const [answered] = must(
  await second.holds().put([{ amount: '5.00', currency: 'EUR', claims: [answer] }]),
);
console.log(`${other} locked 5.00 EUR.`);

// Taking the one shows the secret, so it is checked first as well. The other side's wallet learns it from the sovereign, and takes
// what it opens.
const own = {
  hold: answered?.hold ?? '',
  amount: '5.00',
  currency: 'EUR',
  from: `@${other}`,
  hash,
};
must(await first.holds().checkSwap(own));
must(await first.sync());
const got = must(await first.holds().take(answered?.hold ?? ''));
console.log(`${one} took ${got.amount} ${got.currency}.`);
const { received } = must(await second.sync());
console.log(`${other} took ${received['HRB']} HRB.`);

for (const wallet of [first, second]) await wallet.close();

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}
