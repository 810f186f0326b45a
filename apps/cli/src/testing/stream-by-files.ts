/**
 * One side of a stream, by nothing but files in a folder: `stream-by-files.ts payer|payee WALLET FOLDER TICKS`. The payee asks, the
 * payer hands over an act, and then a file for each tick; each is acknowledged once it is stored.
 */
import { fromHex, toHex } from '@tallystick/protocol';
import { folderChannel, type Outcome, openFolderWallet } from '@tallystick/wallet/node';

const PRICE = { price: '0.01' } as const;
const [role = '', wallet = '', files = '', ticks = '0'] = process.argv.slice(2);
const own = must(await openFolderWallet(wallet));
const other = role === 'payer' ? 'payee' : 'payer';
const channel = await folderChannel(files, { own: role, other });

if (role === 'payer') await pay(Number(ticks));
else await receive(Number(ticks));
await channel.close();
await own.close();

async function pay(count: number): Promise<void> {
  const { stream, message } = must(await own.streams().open(await next(), PRICE));
  await channel.send(message);
  const { status } = must(await own.offline().finish(await next()));
  if (status !== 'confirmed') throw new Error(status);
  for (let paid = 1; paid <= count; paid += 1) {
    const { link, ...tick } = must(await stream.pay(1));
    await channel.send(Buffer.from(JSON.stringify({ ...tick, link: toHex(link) })));
    const acknowledged = Buffer.from(await next()).toString();
    if (acknowledged !== String(paid)) throw new Error(`${acknowledged} of ${paid}`);
  }
}

async function receive(count: number): Promise<void> {
  const till = must(await own.streams().receive({ currency: 'HRB', ...PRICE }));
  await channel.send(must(await till.offer()).request);
  const accepted = must(await till.accept(await next()));
  if (accepted.status === 'not-accepted') throw new Error(accepted.code);
  await channel.send(accepted.message);
  for (let taken = 0; taken < count;) {
    const tick = JSON.parse(Buffer.from(await next()).toString()) as ShownText;
    const link = fromHex(tick.link, 32) ?? new Uint8Array();
    taken = must(await till.receive({ ...tick, link }));
    await channel.send(Buffer.from(String(taken)));
  }
}

interface ShownText {
  readonly hold: string;
  readonly sequence: number;
  readonly count: number;
  readonly ticks: number;
  readonly link: string;
}

async function next(): Promise<Uint8Array> {
  const message = await channel.receive();
  if (message === null) throw new Error('the other side is gone');
  return message;
}

function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(JSON.stringify(outcome.failure));
}
