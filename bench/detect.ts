import { type Wallet } from '@tallystick/wallet/node';
import { memoryChannels, meetOver, payOver, receiveOver } from '@tallystick/wallet/offline';
import { Person, funded, must } from '../packages/wallet/src/testing/person.ts';
import { Town } from '../packages/wallet/src/testing/town.ts';
import { type Bench, median, quantile, rounded } from './figures.ts';

/**
 * How soon a payer with two copies of its wallet is found out: exchanges until somebody has the proof of the fork. The copies pay
 * payees in turn, each a stranger to the other copy's; after each payment one payee, by turns, deposits every so often. With
 * meetings whoever was paid compares with some others what they have seen, without any network.
 */

const PAYEES = 40;
/** Others whom a payee meets after it was paid: neighbours at a market. */
const NEIGHBOURS = 2;
const TRIALS = 15;
/** A payee reaches its sovereign once in so many exchanges of the whole town. */
const DEPOSIT_EVERY = 8;
const MOST_EXCHANGES = 64;
/** The same trials whenever the bench runs. */
const SEED = 20_261_121;

export const run: Bench = async (report) => {
  const random = createRandom(SEED);
  const alone: number[] = [];
  const meeting: number[] = [];
  for (let trial = 0; trial < TRIALS; trial += 1) {
    report(`trial ${trial + 1} of ${TRIALS}`);
    alone.push(await exchangesUntilCaught(random, false));
    meeting.push(await exchangesUntilCaught(random, true));
  }
  return {
    name: 'detect',
    figures: {
      exchangesWithoutMeetings: rounded(median(alone)),
      exchangesWithoutMeetingsP90: rounded(quantile(alone, 0.9)),
      exchangesWithMeetings: rounded(median(meeting)),
      exchangesWithMeetingsP90: rounded(quantile(meeting, 0.9)),
    },
    notes: [
      `${TRIALS} trials of each kind: ${PAYEES} payees, two copies that pay by turns a payee drawn by lot, a payee drawn by lot that deposits after every ${DEPOSIT_EVERY}th payment; with meetings whoever was paid then compares with ${NEIGHBOURS} others drawn by lot. Caught: a payee has met both copies, or has the proof of the fork from a meeting, or the ledger marks it. At most ${MOST_EXCHANGES} payments are tried.`,
    ],
  };
};

async function exchangesUntilCaught(
  random: (below: number) => number,
  areMeeting: boolean,
): Promise<number> {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada, person } = await funded(town, 'ada', 1_000_000n);
  const payees: Wallet[] = [];
  for (let i = 0; i < PAYEES; i += 1) {
    const { wallet } = await funded(town, `payee-${i}`, 0n);
    must(await wallet.offline().prepare());
    payees.push(wallet);
  }
  const allowance = { amount: '200.00', currency: 'HRB', perCheque: '1.00', days: 7 };
  must(await ada.offline().openAllowance(allowance));
  const copy = must(await new Person(town, 'ada copy', new Map(person.disk)).open());
  const drawn = (): Wallet => payees[random(PAYEES)] as Wallet;
  for (let exchange = 1; exchange <= MOST_EXCHANGES; exchange += 1) {
    const paid = drawn();
    let isCaught = await pay(exchange % 2 === 0 ? ada : copy, paid);
    for (let i = 0; areMeeting && i < NEIGHBOURS; i += 1) {
      isCaught = (await meet(paid, drawn())) || isCaught;
    }
    if (exchange % DEPOSIT_EVERY === 0) await drawn().sync();
    if (isCaught || town.ledger.state.forks.marks.length > 0) return exchange;
  }
  return MOST_EXCHANGES;
}

/** Whether the payee has met the other copy before, or has found two contents for one position. What is not accepted for another reason is an exchange, too. */
async function pay(payer: Wallet, payee: Wallet): Promise<boolean> {
  const [near, far] = memoryChannels();
  const receiving = receiveOver(payee.offline(), far, { amount: '1.00', currency: 'HRB' });
  await payOver(payer.offline(), near, ({ amount }) => Promise.resolve(amount));
  await near.close();
  const received = await receiving;
  if (!received.ok || received.value.status === 'accepted') return false;
  return received.value.code === 'forked' || received.value.code === 'half';
}

async function meet(one: Wallet, other: Wallet): Promise<boolean> {
  if (one === other) return false;
  const [near, far] = memoryChannels();
  const met = await Promise.all([meetOver(one.offline(), near), meetOver(other.offline(), far)]);
  return met.some((forks) => must(forks).length > 0);
}

/** Numerical Recipes' linear congruential generator, its upper bits: the same numbers from the same seed. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
