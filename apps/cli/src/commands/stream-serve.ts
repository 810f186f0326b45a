import { setTimeout as sleep } from 'node:timers/promises';
import type { Wallet } from '@tallystick/wallet';
import { openStreamDoor } from '@tallystick/wallet/node';
import { type Call, type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { listen } from '../stream/listen.ts';
import { countFrom } from '../stream/options.ts';
import { openSource } from '../stream/source.ts';
import { PROMISED, promisedText } from '@tallystick/wallet/offline';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions {
  readonly ticks: number;
  readonly perTicks: number;
  readonly mostUnstored: number;
  readonly claimMinutes: number;
  readonly port: number;
  readonly host: string;
}

type Args = [dir: string, source: string, price: string, currency: string];

export const streamServe: CommandSpec = defineCommand<Args, Options>({
  details: [
    'Answers 402 with an offer to whoever shows no ticks, and serves whoever does: a file, a folder’s files, or what another',
    'server answers. Claims what it was paid now and then, and when it is stopped with Ctrl-C. A payment counts once it is',
    'stored; with --most-unstored so many ticks of each stream are served before, and lost if the program is killed. While it runs,',
    'the wallet’s folder is busy: no other command can open that wallet before it is stopped.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the folder of the wallet that is paid' },
    { name: 'SOURCE', what: 'a file, a folder, or the address of another server' },
    { name: 'PRICE', what: 'of a tick, such as 0.01' },
    { name: 'CURRENCY', what: 'such as HRB' },
  ],
  options: [
    { flags: '--ticks <number>', what: 'what a request costs', preset: 1, parse: countFrom(1) },
    {
      flags: '--per-ticks <number>',
      what: 'the price is for so many ticks',
      preset: 1,
      parse: countFrom(1),
    },
    {
      flags: '--most-unstored <number>',
      what: 'ticks that may be served before they are stored',
      preset: 0,
      parse: countFrom(0),
    },
    { flags: '--claim-minutes <number>', what: 'how often', preset: 10, parse: countFrom(1) },
    { flags: '--port <number>', what: '0 takes a free one', preset: 8402, parse: countFrom(0) },
    { flags: '--host <address>', what: 'address to listen on', preset: '127.0.0.1' },
    passphraseFile,
  ],
  examples: ['tally stream serve ./ben forecast.json 0.01 HRB'],
  run: (call, [dir, source, price, currency], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const stopped = call.terminal.stopped();
      const from = openSource(source);
      await syncWallet(call, wallet);
      // What is shown to payers has to be young, whether or not the sovereign can be reached later.
      valueOf(await wallet.offline().prepare());
      const { ticks, perTicks, mostUnstored, port, host } = options;
      const door = valueOf(
        await openStreamDoor(wallet, {
          price,
          currency,
          perTicks,
          mostUnstored,
          ticks: (request) => (from.has(request) ? ticks : 0),
        }),
      );
      const server = await listen(door.protect(from.handler), port, host);
      const { url } = server;
      call.say({
        json: {
          url,
          price,
          currency,
          perTicks,
          ticks,
          mostUnstored,
          promised: { ...PROMISED.stream },
        },
        text: `Serving ${source} at ${url}: ${ticks} ticks a request, ${price} ${currency} for ${perTicks}.\n${promisedText('stream')}\nStop it with Ctrl-C.`,
      });
      await claimUntil(call, wallet, stopped, options.claimMinutes);
      await server.close();
      valueOf(await door.close());
      await syncWallet(call, wallet);
      return undefined;
    }),
});

async function claimUntil(
  call: Call,
  wallet: Wallet,
  stopped: AbortSignal,
  minutes: number,
): Promise<void> {
  while (!stopped.aborted) {
    await sleep(minutes * 60_000, undefined, { signal: stopped }).catch(() => undefined);
    if (!stopped.aborted) await syncWallet(call, wallet);
  }
}
