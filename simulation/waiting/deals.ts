import { statementHash, toHex } from '@tallystick/protocol';
import type { Wallet } from '@tallystick/wallet';
import { CODE } from './currencies.ts';
import type { Dweller } from './dweller.ts';
import type { Message } from './messages.ts';
import { answerOffer, offerSwap } from './swaps.ts';

export const DEALS = [
  'escrow',
  'escrow',
  'testimony',
  'testimony',
  'switch',
  'swap',
  'swap',
  'swap',
  'project',
  'let go',
  'let go',
] as const;

/** Somebody sets value aside under a condition, or asks others to. */
export async function begin(
  one: Dweller,
  wallet: Wallet,
  deal: (typeof DEALS)[number],
): Promise<void> {
  switch (deal) {
    case 'escrow':
      return escrow(one, wallet);
    case 'testimony':
      return testimony(one, wallet);
    case 'switch':
      return deadMansSwitch(one, wallet);
    case 'swap':
      return offerSwap(one, wallet, one.other());
    case 'project':
      return project(one);
    case 'let go':
      return letSomethingGo(one, wallet);
  }
}

/** Buyer, seller and an arbiter: two of them agree where the value goes. */
async function escrow(buyer: Dweller, wallet: Wallet): Promise<void> {
  const seller = buyer.other();
  const arbiter = buyer.other(seller);
  const until = buyer.now + buyer.hours(12, 60);
  const claims = [
    { to: `@${seller.name}`, when: `signed 1 of ${buyer.name}, ${arbiter.name}`, until },
    { to: `@${buyer.name}`, when: `signed 1 of ${seller.name}, ${arbiter.name}`, until },
  ];
  const request = { amount: buyer.amount(100, 4_000), currency: CODE, claims };
  const [hold] = (await buyer.put(wallet, [request])) ?? [];
  if (hold === undefined) return;
  const parties = [seller.name, buyer.name];
  buyer.mayLetGo.push({ hold, claim: 0, to: seller.name });
  await buyer.tellTerms(wallet, hold, [arbiter], { asks: 'verdict', parties, statement: '' });
  await buyer.tellTerms(wallet, hold, [seller], { asks: 'nothing', parties, statement: '' });
}

/** An oracle says something, or does not; sometimes what it says counts within some hours only. */
async function testimony(one: Dweller, wallet: Wallet): Promise<void> {
  const payee = one.other();
  const oracle = one.other(payee);
  const until = one.now + one.hours(12, 60);
  const statement = `Parcel ${one.between(1, 1_000_000)} of ${one.name} has arrived.`;
  const said = `oracle ${oracle.name} "${statement}"`;
  const [from, to] = [one.now + one.hours(1, 6), one.now + one.hours(8, 30)];
  const window = `after ${iso(from)} and before ${iso(to)}`;
  const when = one.pick([said, `${said} and ${window}`, `${said} or after ${iso(to)}`, window]);
  const claims = [{ to: `@${payee.name}`, when, until }];
  const request = { amount: one.amount(100, 3_000), currency: CODE, claims };
  const [hold] = (await one.put(wallet, [request])) ?? [];
  if (hold === undefined) return;
  const parties = [payee.name];
  await one.tellTerms(wallet, hold, [payee], { asks: 'nothing', parties, statement });
  if (when !== window) {
    await one.tellTerms(wallet, hold, [oracle], { asks: 'testimony', parties, statement });
  }
}

/** The heir's after a silence; the owner's whenever the owner says that it lives. */
async function deadMansSwitch(owner: Dweller, wallet: Wallet): Promise<void> {
  const heir = owner.other();
  const silence = owner.now + owner.hours(6, 30);
  const until = silence + owner.hours(12, 48);
  const claims = [
    { to: `@${heir.name}`, when: `after ${iso(silence)}`, until },
    { to: `@${owner.name}`, when: `signed 1 of ${owner.name}`, until },
  ];
  const request = { amount: owner.amount(100, 5_000), currency: CODE, claims };
  const [hold] = (await owner.put(wallet, [request])) ?? [];
  if (hold !== undefined) owner.mayLetGo.push({ hold, claim: 1, to: owner.name });
}

/** A project asks everybody else for pledges, which its auditor's word pays. */
async function project(one: Dweller): Promise<void> {
  const auditor = one.other();
  const statement = `Boat ${one.between(1, 1_000_000)} of ${one.name} has what it needs.`;
  const until = one.now + one.hours(24, 72);
  const plea = { statement, until, project: one.name, auditor: auditor.name };
  for (const backer of one.settlement.people) {
    if (backer !== one) one.say(backer, { kind: 'plea', ...plea });
  }
}

/** Of what it may sign for, something. */
async function letSomethingGo(one: Dweller, wallet: Wallet): Promise<void> {
  if (one.mayLetGo.length === 0) return;
  const { hold, claim, to } = one.pick(one.mayLetGo);
  await one.letGo(wallet, hold, claim, one.named(to));
}

/** What somebody was told. */
export async function hear(one: Dweller, wallet: Wallet, message: Message): Promise<void> {
  switch (message.kind) {
    case 'terms':
      return hearTerms(one, wallet, message);
    case 'word': {
      const gathered = await wallet.holds().gather(message.text);
      one.notes('gathers a word', gathered);
      if (gathered.ok) one.words.add(message.name);
      return;
    }
    case 'plea':
      return pledge(one, wallet, message);
    case 'offer':
      return answerOffer(one, wallet, message);
  }
}

async function hearTerms(
  one: Dweller,
  wallet: Wallet,
  { text, hold, asks, parties, statement }: Extract<Message, { kind: 'terms' }>,
): Promise<void> {
  const agreed = await wallet.holds().agree(text);
  one.notes('agrees to terms', agreed);
  if (!agreed.ok || !one.isLiving) return;
  if (asks === 'verdict' && one.decides(0.8)) {
    const claim = one.between(0, 1);
    await one.letGo(wallet, hold, claim, one.named(parties[claim] ?? ''));
  }
  const isGoal = asks === 'count' && (await pledged(wallet, statement)) >= GOAL;
  if (isGoal || (asks === 'testimony' && one.decides(0.8))) {
    await testify(one, wallet, statement, one.named(parties[0] ?? ''));
  }
}

async function testify(
  oracle: Dweller,
  wallet: Wallet,
  statement: string,
  to: Dweller,
): Promise<void> {
  const word = await wallet.holds().attest(statement);
  oracle.notes(`testifies to ${to.name}`, word);
  const name = `attested ${toHex(statementHash(statement))}`;
  if (word.ok) oracle.say(to, { kind: 'word', text: word.value, name });
}

/** What has to be pledged, in hundredths. */
const GOAL = 2_000;

async function pledged(wallet: Wallet, statement: string): Promise<number> {
  const listed = await wallet.holds().list();
  const pledges = listed.ok ? listed.value : [];
  const fitting = pledges.filter(({ claims }) => claims[0]?.when?.includes(statement) === true);
  return fitting.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
}

async function pledge(
  one: Dweller,
  wallet: Wallet,
  { project: to, auditor, statement, until }: Extract<Message, { kind: 'plea' }>,
): Promise<void> {
  if (!one.isLiving || one.now > until || auditor === one.name || one.decides(0.2)) return;
  const claims = [{ to: `@${to}`, when: `oracle ${auditor} "${statement}"`, until }];
  const request = { amount: one.amount(500, 1_500), currency: CODE, claims };
  const [hold] = (await one.put(wallet, [request])) ?? [];
  if (hold === undefined) return;
  const what = { asks: 'count', parties: [to], statement } as const;
  await one.tellTerms(wallet, hold, [one.named(auditor)], what);
  await one.tellTerms(wallet, hold, [one.named(to)], { ...what, asks: 'nothing' });
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
