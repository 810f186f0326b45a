import { need, stop } from '../../../stop.ts';
import type { Wallet } from '../../../wallet-types.ts';
import type { OpenedStream } from '../stream-types.ts';
import { ask } from './ask.ts';
import { type Opened, readOpened } from './wire.ts';

/** How often an act is handed over again because its payee asks for more. */
const MOST_HANDED = 3;

/** What an act that opens a stream means while its payee has not answered. */
const UNOPENED =
  'Nothing was paid by it: an act of a stream gives what its ticks give, and none was shown. The same act is handed over the next time.';

/** Where a server takes acts, and how it is asked. */
export interface ActDoor {
  readonly url: URL;
  readonly fetch: typeof fetch;
  readonly patienceMs: number;
}

/** Hands the act of a stream to its payee until that has confirmed it. */
export async function handOver(
  wallet: Wallet,
  door: ActDoor,
  { message: first, stream }: OpenedStream,
): Promise<void> {
  let message = first;
  for (let handed = 0; handed < MOST_HANDED; handed += 1) {
    const opened = await post(door, message);
    const finished = need(await wallet.offline().finish(opened.message));
    if (finished.status === 'send') {
      ({ message } = finished);
      continue;
    }
    if (finished.status === 'confirmed') {
      need(await stream.continueAfter(opened.last));
      return;
    }
    break;
  }
  stop('refused', 'stream-not-accepted', 'The server did not accept the stream’s act.');
}

async function post(
  { url, fetch: send, patienceMs }: ActDoor,
  message: Uint8Array,
): Promise<Opened> {
  const asked = await ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(message),
    redirect: 'error',
    fetch: send,
    patienceMs,
  });
  if (!asked.ok) return stop('unreachable', 'no-answer', `${asked.failure.message} ${UNOPENED}`);
  const opened = readOpened(await asked.value.text());
  if (opened !== undefined) return opened;
  const { status } = asked.value.response;
  const why = `The server did not open a stream (${status}).`;
  return stop('unreachable', 'bad-answer', `${why} ${UNOPENED}`);
}
