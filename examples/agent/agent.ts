/**
 * An agent that buys what it needs: `node examples/agent/agent.ts FOLDER URL BUDGET`. It looks for the calmest hour to sail, buys
 * one forecast after the other where it expects most of it, and stops when it knows, or when its budget is spent.
 */
import { type Outcome, openFolderWallet } from '@tallystick/wallet/node';
import { streamFetch } from '@tallystick/wallet/streams';

const [folder = './tallystick-data/ada', url = 'http://127.0.0.1:8402', budget = '0.50'] =
  process.argv.slice(2);
const wallet = must(await openFolderWallet(folder));
must(await wallet.sync());

// The budget bounds this run, and the tab that is opened for it bounds it for ever: nobody can take more than that holds.
const shop = must(streamFetch(wallet, { currency: 'HRB', budget, perRequest: '0.10', tabDays: 2 }));

const hours = Number((await ask('/hours'))?.['hours']);
const wind = new Map<number, number>();
let isSpent = false;

// First every sixth hour, then what lies next to the calmest one, until its neighbours are known.
for (let hour = 0; hour < hours && !isSpent; hour += 6) await buy(hour);
for (;;) {
  const wanted = [calmest() - 1, calmest() + 1].filter(
    (hour) => hour >= 0 && hour < hours && !wind.has(hour),
  );
  const [next] = wanted;
  if (next === undefined || isSpent) break;
  await buy(next);
}

const knows = isSpent ? 'The budget is spent. The calmest hour that it knows' : 'The calmest hour';
console.log(`${knows} is ${calmest()}:00, with ${wind.get(calmest())} knots.`);
console.log(`Bought ${wind.size} forecasts for ${shop.spent()} of ${budget} HRB.`);
must(await shop.close());
await wallet.close();

async function buy(hour: number): Promise<void> {
  const forecast = await ask(`/hours/${hour}`);
  if (forecast === undefined) return;
  wind.set(hour, Number(forecast['knots']));
  console.log(`${hour}:00, ${wind.get(hour)} knots`);
}

/** What the shop answers; undefined when that would be more than the budget. */
async function ask(path: string): Promise<Record<string, unknown> | undefined> {
  const answered = await shop.fetch(new URL(path, url).href);
  if (!answered.ok && answered.failure.code === 'over-budget') {
    isSpent = true;
    return undefined;
  }
  return (await must(answered).response.json()) as Record<string, unknown>;
}

function calmest(): number {
  const [first] = [...wind].sort(([, a], [, b]) => a - b);
  return first?.[0] ?? 0;
}

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}
