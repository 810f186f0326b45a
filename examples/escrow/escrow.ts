/** An escrow with an arbiter: `node examples/escrow/escrow.ts BUYER SELLER ARBITER`, three folders of wallets. */
import { type Outcome, openFolderWallet } from '@tallystick/wallet/node';

const [buyerFolder = '', sellerFolder = '', arbiterFolder = ''] = process.argv.slice(2);
const buyer = must(await openFolderWallet(buyerFolder));
const seller = must(await openFolderWallet(sellerFolder));
const arbiter = must(await openFolderWallet(arbiterFolder));
const [me, you, third] = [buyer, seller, arbiter].map((wallet) => wallet.view().handle);

// The buyer sets the price aside. Buyer or arbiter can let it go, seller or arbiter can send it back, nobody else can touch it.
const until = Date.now() + 30 * 86_400_000;
const price = { amount: '50.00', currency: 'HRB' };
const letGo = { to: `@${you}`, when: `signed 1 of ${me}, ${third}`, until };
const sendBack = { to: `@${me}`, when: `signed 1 of ${you}, ${third}`, until };
const [escrow] = must(await buyer.holds().put([{ ...price, claims: [letGo, sendBack] }]));
const hold = escrow?.hold ?? '';
console.log(`${me} set ${price.amount} ${price.currency} aside.`);

// The arbiter reads the terms, which are proven against the log, before anybody asks for a word.
const [terms] = must(await arbiter.holds().agree(must(await buyer.holds().terms(hold))));
console.log(`${third} read: ${terms?.claims.map(({ when }) => when).join(' · ')}`);

// The seller cannot take it yet.
must(await seller.sync());
const early = await seller.holds().take(hold);
if (!early.ok) console.log(`${you} asked too early: ${early.failure.code}.`);

// The goods arrive, the buyer is silent, the arbiter decides.
const word = must(await arbiter.holds().sign(hold, 0));
must(await seller.holds().gather(word));
const taken = must(await seller.holds().take(hold));
console.log(`${you} took ${taken.amount} ${taken.currency} by the word of ${third}.`);

for (const wallet of [buyer, seller, arbiter]) await wallet.close();

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}
