import { currencyId, formatAmount, toHex } from '@tallystick/protocol';
import { demand } from '../check/violation.ts';
import { DAY_MS, HOUR_MS } from '../offline/climate.ts';
import { DECIMALS } from './currencies.ts';
import type { Dweller } from './dweller.ts';
import type { WaitingWorld } from './waiting-world.ts';

/** The longest window, with all that closures have added, ends before the last round. */
const ROUNDS = 40;

/** After the storm everybody looks after their own until nothing is open any more; then wallets and ledger agree. */
export async function settle(world: WaitingWorld): Promise<Record<string, number>> {
  world.calm();
  for (const ms of [HOUR_MS, 6 * HOUR_MS, 6 * HOUR_MS, 6 * HOUR_MS, 6 * HOUR_MS]) {
    await world.runFor(ms);
    await lookAfter(world);
  }
  for (const one of present(world)) await stopMandates(world, one);
  for (let round = 0; round < ROUNDS; round++) {
    const stuck = await lookAfter(world);
    if (stuck === '' && openHolds(world).length === 0) break;
    await world.runFor(DAY_MS);
  }
  const stuck = await lookAfter(world);
  demand(stuck === '', 'nobody is stuck', () => stuck);
  const open = openHolds(world);
  demand(open.length === 0, 'nothing is left unclaimed', () => open.join(' '));
  const forked = [...world.books.closed.values()].filter(({ isForked }) => isForked);
  demand(forked.length === 0, 'nobody honest is accused', () => toHex(forked[0]?.id ?? NOBODY));
  for (const one of present(world)) await agree(world, one);
  return world.figures();
}

const NOBODY = new Uint8Array();

/** Who came through. */
function present({ people }: WaitingWorld): Dweller[] {
  return people.filter(({ hasVanished }) => !hasVanished);
}

async function opened(world: WaitingWorld, { machine, name }: Dweller): Promise<Wallet> {
  if (machine.wallet === undefined || machine.hasFailed) {
    const again = await world.drive(machine.open());
    demand(again.ok, 'nobody is stuck', () => `${name} cannot open its wallet`);
  }
  if (machine.wallet === undefined) throw new Error(`${name} has no wallet`);
  return machine.wallet;
}

type Wallet = NonNullable<Dweller['machine']['wallet']>;

/** What could not be done; empty when everybody is done. */
async function lookAfter(world: WaitingWorld): Promise<string> {
  const stuck: string[] = [];
  for (const one of present(world)) {
    const wallet = await opened(world, one);
    if (!(await world.drive(one.lookAfter(wallet)))) stuck.push(`${one.name} waits`);
  }
  await world.drive(world.racer.settle());
  return stuck.join('; ');
}

/** What is refilled for ever would never be over. */
async function stopMandates(world: WaitingWorld, one: Dweller): Promise<void> {
  const wallet = await opened(world, one);
  const given = await world.drive(wallet.holds().mandates());
  for (const { mandate, status } of given.ok ? given.value : []) {
    if (status !== 'active') continue;
    const stopped = await world.drive(wallet.holds().cancelMandate(mandate));
    if (stopped.ok) world.mandates.stops(mandate);
  }
}

/** Holds that somebody who came through could take, or take back. */
function openHolds(world: WaitingWorld): string[] {
  const owners = [...present(world).map(({ identity }) => identity), toHex(world.racer.identity)];
  return [...world.books.holds].flatMap(([name, hold]) => {
    const isCared = owners.includes(hold.owner);
    return isCared ? [name] : [];
  });
}

/** A wallet says of its balances what the log says. */
async function agree(world: WaitingWorld, one: Dweller): Promise<void> {
  const wallet = await opened(world, one);
  const verified = await world.drive(wallet.verify());
  const isSound = verified.ok && verified.value.problems.length === 0;
  demand(isSound, 'a wallet trusts an honest sovereign', () => JSON.stringify(verified));
  const said = await world.drive(wallet.balances());
  const balances = said.ok ? said.value.balances : {};
  const chain = world.books.chains.get(wallet.view().device);
  for (const [code, decimals] of Object.entries(DECIMALS)) {
    const currency = toHex(currencyId(world.node.founding.sovereign, code));
    const booked = formatAmount(chain?.balances.get(currency) ?? 0n, decimals);
    const told = balances[code] ?? formatAmount(0n, decimals);
    demand(said.ok && told === booked, 'wallet and ledger agree', () => {
      return `${one.name} says ${JSON.stringify(balances)}, the log ${booked} ${code}`;
    });
  }
}
