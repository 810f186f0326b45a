/**
 * One side of a stream, by nothing but files in a folder: `stream-by-files.ts payer|payee WALLET FOLDER TICKS`. The payee asks, the
 * payer hands over an act, and then a file for each tick; each is acknowledged once it is stored. Started again after a kill of
 * either side, with an empty folder, it goes on after the payee's last tick, up to so many ticks in all.
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
  const last = read(await next()) as LastText;
  const known = last === null ? null : { ...last, link: linkOf(last) };
  console.log(`from ${must(await stream.continueAfter(known))}`);
  while (stream.position < count) {
    const { link, ...tick } = must(await stream.pay(1));
    await say({ ...tick, link: toHex(link) });
    const acknowledged = read(await next());
    if (acknowledged !== tick.count) throw new Error(`${String(acknowledged)} of ${tick.count}`);
    console.log(`acknowledged ${tick.count}`);
  }
  must(await stream.store());
}

async function receive(count: number): Promise<void> {
  const till = must(await own.streams().receive({ currency: 'HRB', ...PRICE }));
  await channel.send(must(await till.offer()).request);
  const accepted = must(await till.accept(await next()));
  if (accepted.status === 'not-accepted') throw new Error(accepted.code);
  await channel.send(accepted.message);
  const { last } = accepted;
  await say(last === null ? null : { ...last, link: toHex(last.link) });
  for (let taken = last?.count ?? 0; taken < count;) {
    const tick = read(await next()) as ShownText;
    taken = must(await till.receive({ ...tick, link: linkOf(tick) }));
    await say(taken);
  }
}

function say(what: unknown): Promise<boolean> {
  return channel.send(Buffer.from(JSON.stringify(what)));
}

function read(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString());
}

function linkOf({ link }: { readonly link: string }): Uint8Array {
  return fromHex(link, 32) ?? new Uint8Array();
}

/** The payee's last tick. */
type LastText = Pick<ShownText, 'count' | 'link'> | null;

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
