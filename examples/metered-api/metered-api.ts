/** A metered API: `node examples/metered-api/metered-api.ts FOLDER [PORT]`, with the folder of the wallet that is paid. */
import { createServer } from 'node:http';
import { type Outcome, openFolderWallet, openStreamDoor } from '@tallystick/wallet/node';

const [folder = './tallystick-data/ben', port = '8402'] = process.argv.slice(2);

/** Knots at each hour of a day at the harbour. */
const WIND = [
  9, 8, 6, 5, 3, 4, 6, 8, 11, 13, 15, 16, 18, 19, 19, 18, 17, 15, 14, 13, 12, 11, 10, 10,
];
const wallet = must(await openFolderWallet(folder));
must(await wallet.offline().prepare());

// A forecast costs five ticks, and ten ticks cost 0.10 HRB. What there is to be had costs nothing to ask.
const door = must(
  await openStreamDoor(wallet, {
    currency: 'HRB',
    price: '0.10',
    perTicks: 10,
    memo: 'wind at the harbour',
    ticks: ({ url = '' }) => (hourOf(url) === undefined ? 0 : 5),
  }),
);

const server = createServer(
  door.protect((request, response) => {
    const hour = hourOf(request.url ?? '');
    const answer = hour === undefined ? { hours: WIND.length } : { hour, knots: WIND[hour] };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }),
);
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  const at = typeof address === 'object' && address !== null ? address.port : port;
  console.log(`Forecasts at http://127.0.0.1:${at}/hours/0 and on; stop with Ctrl-C.`);
});

// What was paid is claimed every minute, and at the end.
const claiming = setInterval(() => void claim(), 60_000);
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());

async function claim(): Promise<void> {
  const synced = await wallet.sync();
  if (synced.ok && synced.value.received['HRB'] !== undefined) {
    console.log(`Claimed ${synced.value.received['HRB']} HRB.`);
  }
}

async function stop(): Promise<void> {
  clearInterval(claiming);
  server.closeIdleConnections();
  server.close();
  must(await door.close());
  await claim();
  await wallet.close();
}

function hourOf(url: string): number | undefined {
  const [, digits] = /^\/hours\/(\d{1,2})$/.exec(url) ?? [];
  const hour = Number(digits);
  return digits !== undefined && hour < WIND.length ? hour : undefined;
}

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}
