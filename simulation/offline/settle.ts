import { openMemoryStore, readFork } from '@tallystick/ledger';
import { currencyId, formatAmount, toHex } from '@tallystick/protocol';
import { isCover, restOf, shortOf } from '../check/hold-book.ts';
import { isFork } from '../check/read-evidence.ts';
import { demand } from '../check/violation.ts';
import { DAY_MS, HOUR_MS } from './climate.ts';
import type { OfflineWorld } from './offline-world.ts';
import { CODE, DECIMALS, type Villager } from './villager.ts';

/** The longest window, with all that closures have added, ends before the last round. */
const ROUNDS = 40;
const ROUND_MS: number = DAY_MS;

/**
 * After the storm everybody is brought what is still on its way, compares what was seen with everybody else, and looks after
 * their own until nothing is open any more. Gives the world's figures, with the most that was lost on one allowance, and what
 * could have been lost there at most, in hundredths.
 */
export async function settle(world: OfflineWorld): Promise<Record<string, number>> {
  world.calm();
  await world.runFor(HOUR_MS);
  const since = world.scheduler.now;
  await meetAll(world, since);
  for (const ms of [0, HOUR_MS, DAY_MS]) {
    await world.runFor(ms);
    await lookAfter(world);
  }
  provenAll(world, since);
  await shortIsProven(world);
  for (let round = 0; round < ROUNDS; round++) {
    const stuck = await lookAfter(world);
    await world.runFor(ROUND_MS);
    if (stuck === '' && openHolds(world).length === 0) break;
  }
  const stuck = await lookAfter(world);
  demand(stuck === '', 'nobody is stuck', () => stuck);
  coverIsBack(world);
  const open = openHolds(world);
  demand(open.length === 0, 'nothing is left unclaimed', () => open.join(' '));
  for (const one of present(world)) await agree(world, one);
  await shortIsProven(world);
  nobodyHonest(world);
  const losses = world.book.losses((identity) => world.isHonest(identity));
  const worst = losses.toSorted((a, b) => Number(b.lost - a.lost))[0] ?? {
    lost: 0n,
    bound: 0n,
    cover: 0n,
  };
  const { lost, bound, cover } = worst;
  const figures = { lost: Number(lost), bound: Number(bound), cover: Number(cover) };
  return { ...world.figures(), ...figures };
}

/** Who has a wallet of their own and came through. */
function present({ people }: OfflineWorld): Villager[] {
  return people.filter(({ role, hasVanished }) => role !== 'thief' && !hasVanished);
}

/** Everybody meets everybody, and nothing is lost on the way. */
async function meetAll(world: OfflineWorld, since: number): Promise<void> {
  const people = present(world);
  for (const one of people) {
    const wallet = await opened(world, one);
    const seen = await world.drive(wallet.offline().seen());
    demand(seen.ok, 'nobody is stuck', () => `${one.name} cannot say what it has seen`);
    if (!seen.ok) continue;
    for (const other of people) {
      if (other !== one) await world.drive(other.receive(seen.value, one));
    }
  }
  await world.runFor(HOUR_MS);
  for (const { payee, hold } of world.book.witnesses(people, since)) {
    const known = await world.drive((await opened(world, payee)).offline().forks());
    const isKnown = known.ok && known.value.some((fork) => fork.hold === hold);
    demand(isKnown, 'a fork that could be seen is proven', () => `${payee.name} has met ${hold}`);
  }
}

/** What two honest wallets have proven is on the log as long as there is a hold to prove it of. */
function provenAll(world: OfflineWorld, since: number): void {
  for (const { hold: name } of world.book.witnesses(present(world), since)) {
    const hold = world.books.holds.get(name);
    const isProven = hold === undefined || hold.isForked;
    demand(isProven, 'a fork that could be seen is proven', () => name);
  }
}

/** Of every allowance that is short the log shows what its writer signed, to anybody who asks and whoever has met. */
async function shortIsProven(world: OfflineWorld): Promise<void> {
  const { context, node, books } = world;
  while (node.settledLedger === undefined) await world.runFor(HOUR_MS);
  const { state } = node.settledLedger;
  const judge = { crypto: context.crypto, sovereign: node.founding.sovereign };
  for (const [name, hold] of books.holds) {
    if (shortOf(hold) === 0n) continue;
    const mark = state.forks.of(hold.id);
    const shown = mark && readFork(state, openMemoryStore(node.image), mark, context.crypto);
    const isProven = shown !== undefined && isFork(judge, hold, shown.proof);
    demand(isProven, 'what is short is proven', () => `${name}, of ${hold.owner}`);
  }
}

/** Whoever gave cover has what it did not pay, once its window is over. */
function coverIsBack(world: OfflineWorld): void {
  const { books } = world;
  const givers = new Set(present(world).map(({ identity }) => identity));
  for (const [name, hold] of books.holds) {
    const isLeft = givers.has(hold.owner) && isCover(books, hold) && restOf(hold) > 0n;
    demand(!isLeft, 'what is left of cover returns', () => `${restOf(hold)} of ${name}`);
  }
}

/** Whoever has one wallet that remembers everything is marked nowhere. */
function nobodyHonest({ node, people }: OfflineWorld): void {
  for (const { owner, hold } of node.settledLedger?.state.forks.marks ?? []) {
    const honest = people.find((one) => one.isHonest && one.identity === toHex(owner));
    demand(honest === undefined, 'nobody honest is accused', () => {
      return `${honest?.name} of a fork on ${toHex(hold)}`;
    });
  }
}

async function opened(world: OfflineWorld, { machine, name }: Villager): Promise<Wallet> {
  if (machine.wallet === undefined || machine.hasFailed) {
    const again = await world.drive(machine.open());
    demand(again.ok, 'nobody is stuck', () => `${name} cannot open its wallet`);
  }
  if (machine.wallet === undefined) throw new Error(`${name} has no wallet`);
  return machine.wallet;
}

type Wallet = NonNullable<Villager['machine']['wallet']>;

/** What could not be done; empty when everybody is done. */
async function lookAfter(world: OfflineWorld): Promise<string> {
  const stuck: string[] = [];
  for (const one of present(world)) {
    const wallet = await opened(world, one);
    if (!(await world.drive(one.sync(wallet)))) stuck.push(`${one.name} waits`);
  }
  await world.drive(world.cheat.settle());
  return stuck.join('; ');
}

/** Holds that somebody who came through could take, or take back. */
function openHolds(world: OfflineWorld): string[] {
  const people = present(world);
  return [...world.books.holds].flatMap(([name, hold]) => {
    const isCared = people.some(({ identity }) => identity === hold.owner);
    // What is short is the record of what is uncovered, for ever.
    return isCared && (shortOf(hold) === 0n || restOf(hold) > 0n) ? [name] : [];
  });
}

/** A wallet says of its balance what the log says, and that nothing is open any more. */
async function agree(world: OfflineWorld, one: Villager): Promise<void> {
  const wallet = await opened(world, one);
  await world.drive(one.look(wallet));
  const said = await world.drive(wallet.balances());
  const balances = said.ok ? said.value.balances : {};
  const chain = world.books.chains.get(wallet.view().device);
  const currency = toHex(currencyId(world.node.founding.sovereign, CODE));
  const booked = formatAmount(chain?.balances.get(currency) ?? 0n, DECIMALS);
  const isSame = said.ok && (balances[CODE] ?? '0.00') === booked;
  demand(isSame, 'wallet and ledger agree', () => {
    return `${one.name} says ${JSON.stringify(balances)}, the log ${booked}`;
  });
}
