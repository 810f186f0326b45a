import { currencyId, formatAmount, toHex } from '@tallystick/protocol';
import type { Amounts, HistoryEntry, Wallet } from '@tallystick/wallet';
import { demand, Violation } from './check/violation.ts';
import type { Person } from './parties/person.ts';
import type { World } from './world.ts';

/** Rounds of everybody looking after their own; the longest claim ends well before the last. */
const ROUNDS = 60;
const ROUND_MS = 30_000;
const DECIMALS: Readonly<Record<string, number>> = { HRB: 2, GLD: 3 };

/**
 * After the storm everybody opens the wallet and looks after their own until nothing is open any more;
 * then wallets and ledger must agree to the last unit.
 */
export async function heal(world: World): Promise<void> {
  world.calm();
  await world.runFor(ROUND_MS);
  let open = 'nothing was tried';
  for (let round = 0; round < ROUNDS; round++) {
    open = await lookAfter(world);
    if (open === '' && world.books.holds.size === 0) break;
    await world.runFor(ROUND_MS);
  }
  demand(open === '', 'nobody is stuck', () => open);
  // Once more: who looked first does not know yet what the others took after that.
  await lookAfter(world);
  demand(world.books.holds.size === 0, 'nothing is left unclaimed', () =>
    [...world.books.holds.keys()].join(' '),
  );
  world.node.witness.recall();
  for (const person of world.people) await agree(world, person);
  for (const { paid, name } of [...world.people, ...world.retired]) {
    for (const [reference, id] of paid) {
      const isThere = world.books.indexes.has(id) || world.node.witness.hasGivenUp(id);
      demand(isThere, 'nothing acknowledged is lost', () => `${name}: ${reference}`);
    }
  }
}

/** What is still open after everybody has looked after their own; empty when nothing is. */
async function lookAfter(world: World): Promise<string> {
  const open: string[] = [];
  retireRevoked(world);
  for (const { machine, name, owner } of world.people) {
    if (machine.wallet === undefined || machine.hasFailed) {
      const opened = await world.drive(machine.open());
      if (!opened.ok) open.push(`${name} cannot open: ${JSON.stringify(opened.failure)}`);
    }
    const payable = payableTo(world, machine.wallet);
    const synced = await (machine.wallet && world.drive(machine.wallet.sync()));
    if (synced?.ok === false) {
      const { kind, code } = synced.failure;
      demand(kind !== 'tampering', 'a wallet trusts an honest sovereign', () => `${name}: ${code}`);
      open.push(`${name} cannot sync: ${code}`);
      const { request } = synced.failure.data as { request?: string };
      if (code === 'not-enrolled' && request !== undefined) {
        await (owner && world.drive(owner.readmit(request)));
      }
    } else {
      if (synced?.value.waitsUntil !== undefined) open.push(`${name} waits`);
      const canTake = synced?.value.waitsUntil === undefined;
      const left = payableTo(world, machine.wallet).filter((hold) => payable.includes(hold));
      demand(
        left.length === 0 || !canTake,
        'nobody is stuck',
        () => `${name} does not take ${left.length}`,
      );
    }
  }
  await world.drive(world.outlaw.settle());
  for (const code of ['HRB', 'GLD']) {
    const tidied = await world.drive(world.treasury.tidy(code));
    if (tidied === 'place-not-free') open.push(`the treasury of ${code} waits`);
  }
  return open.join('; ');
}

/** A revocation may be in the log although nobody was told. */
function retireRevoked(world: World): void {
  for (const person of world.people.slice()) {
    const chain = world.books.chains.get(person.machine.device ?? '');
    if (chain?.isOpen === false) world.retire(person);
  }
}

/** What is about to end, or was put off by a closure, a wallet need not take at once (docs/decisions/0002-one-signature-per-sequence.md). */
const ABOUT_MS = 7_000;

/** Open holds that a wallet has to take now. */
function payableTo({ books }: World, wallet: Wallet | undefined): string[] {
  const identity = wallet?.view().identity;
  return [...books.holds].flatMap(([id, hold]) => {
    const [claim] = hold.claims;
    const isLasting = (claim?.until ?? 0) - ABOUT_MS > (books.header?.time ?? 0);
    const isShared = hold.claims.length > 1;
    const isDue = claim?.payee === identity && isLasting && !isShared;
    return isDue ? [id] : [];
  });
}

async function agree(world: World, { machine, name, paid }: Person): Promise<void> {
  const { wallet } = machine;
  const { sovereign } = world.node.founding;
  if (wallet === undefined) throw new Violation('nobody is stuck', `${name} has no wallet`);
  const chain = world.books.chains.get(wallet.view().device);
  const balances = await world.drive(wallet.balances());
  const history = await world.drive(wallet.history());
  const verified = await world.drive(wallet.verify());
  if (!balances.ok || !history.ok || !verified.ok || chain === undefined) {
    throw new Violation('wallet and ledger agree', `${name} cannot say what it has`);
  }
  const { checked, problems } = verified.value;
  const isFine = problems.length === 0 && checked.online;
  demand(isFine, 'a wallet trusts an honest sovereign', () => JSON.stringify(verified.value));
  const booked = Object.entries(DECIMALS).flatMap(([code, decimals]) => {
    const amount = chain.balances.get(toHex(currencyId(sovereign, code))) ?? 0n;
    return amount === 0n ? [] : [[code, formatAmount(amount, decimals)] as const];
  });
  const compare = (what: string, said: Amounts, expected: Amounts): void =>
    demand(text(said) === text(expected), 'wallet and ledger agree', () => {
      return `${name}'s ${what}: ${text(said)}, in the log ${text(expected)}`;
    });
  compare('balances', balances.value.balances, Object.fromEntries(booked));
  compare('incoming', balances.value.incoming, {});
  compare('outgoing', balances.value.outgoing, {});
  tellsWhatWasGivenUp(world, { machine, name, paid }, history.value);
  for (const { id, status, reference } of history.value) {
    demand(status !== 'pending', 'nobody is stuck', () => `${name}: ${id} is pending`);
    const isLogged = world.books.indexes.has(id);
    demand((status === 'final') === isLogged, 'wallet and ledger agree', () => {
      return `${name}: ${id} is ${status}, and ${isLogged ? '' : 'not '}in the log`;
    });
    const known = reference === undefined ? undefined : paid.get(reference);
    const isOnce = status !== 'final' || known === undefined || known === id;
    demand(isOnce, 'one answer for ever', () => `${name} paid ${reference} twice`);
  }
}

/** Whoever was told that a payment is final, and lives to see it given up, finds it in the history. */
function tellsWhatWasGivenUp(
  { books }: World,
  { machine, name, paid }: Pick<Person, 'machine' | 'name' | 'paid'>,
  history: readonly HistoryEntry[],
): void {
  if (machine.hasForgotten) return;
  const told = new Set(history.flatMap(({ id, status }) => (status === 'given-up' ? [id] : [])));
  for (const [reference, id] of paid) {
    const isTold = books.indexes.has(id) || told.has(id);
    demand(isTold, 'what was given up is told', () => `${name}: ${reference}`);
  }
}

/** The same text for the same amounts, in whatever order they come. */
function text(amounts: Amounts): string {
  const sorted = Object.entries(amounts).sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([code, amount]) => `${amount} ${code}`).join(', ');
}
