import { type Message, decodeMessage } from '@tallystick/protocol';
import { type Offline, type Outcome, done } from '@tallystick/wallet';
import {
  type MessageChannel,
  meetOver,
  memoryChannels,
  payOver,
  receiveOver,
} from '@tallystick/wallet/offline';
import type {
  AskedPayer,
  ExchangeEnd,
  ExchangeRole,
  FromExchange,
  ToExchange,
} from '../offline/exchange-messages.ts';
import { isEarlierReceipt, isExpected } from '../offline/expected.ts';

/**
 * Pays, is paid, or compares over a port to the page, which shows messages and reads the other wallet's. `distrust`: why nothing is
 * given, as things stand by when it would be: a meeting can last long.
 */
export async function exchange(
  offline: Offline,
  port: MessagePort,
  role: ExchangeRole,
  distrust: () => Outcome<never> | null,
): Promise<Outcome<ExchangeEnd>> {
  const ended = new AbortController();
  const tell = (message: FromExchange): void => port.postMessage(message);
  const { channel, ask } = listen(port, tell, ended, role);
  try {
    switch (role.kind) {
      case 'receive': {
        const accepted = await receiveOver(
          tellingPayee(offline, tell),
          channel,
          role,
          ended.signal,
        );
        return accepted.ok ? done({ kind: 'receive', acceptance: accepted.value }) : accepted;
      }
      case 'pay': {
        const payer = tellingPayer(offline, tell, distrust);
        const confirm: Confirm = (request, choice) => ask({ request, choice });
        const paid = await payOver(payer, channel, confirm, ended.signal);
        return paid.ok ? done({ kind: 'pay', finished: paid.value }) : paid;
      }
      case 'compare': {
        const met = await meetOver(offline, channel, ended.signal);
        return met.ok ? done({ kind: 'compare', forks: met.value }) : met;
      }
    }
  } finally {
    await channel.close();
    port.close();
  }
}

type Confirm = Parameters<typeof payOver>[2];

interface Listening {
  readonly channel: MessageChannel;
  /** What the owner confirms; null where it is refused, or the page is gone. */
  readonly ask: (about: Omit<AskedPayer, 'turn'>) => Promise<string | null>;
}

/**
 * The page as a channel. A message is shown until the next one is, and whoever goes second shows its next one only once it has
 * read the other's: so neither takes away what the other has not read yet.
 */
function listen(
  port: MessagePort,
  tell: (message: FromExchange) => void,
  ended: AbortController,
  role: ExchangeRole,
): Listening {
  const [near, far] = memoryChannels();
  const isSecond = role.kind === 'compare' && role.turn === 'second';
  let unread = 0;
  let hasRequest = false;
  let handed: Message | null = null;
  let wake: () => void = () => undefined;
  let turn = 0;
  let answer: (amount: string | null) => void = () => undefined;
  port.addEventListener('message', ({ data }: MessageEvent<ToExchange>) => {
    if (data.kind === 'confirm') return data.turn === turn ? answer(data.amount) : undefined;
    if (data.kind === 'read') {
      const read = decodeMessage(data.message);
      const isNext = read.ok && isExpected(role.kind, hasRequest, read.value.kind);
      if (!isNext || isEarlierReceipt(handed, read.value)) return tell({ kind: 'unexpected' });
      hasRequest ||= read.value.kind === 'request';
      unread += 1;
      tell({ kind: 'read' });
      void far.send(data.message);
    } else {
      answer(null);
      ended.abort();
    }
    wake();
  });
  port.start();
  const channel: MessageChannel = {
    async send(message) {
      while (isSecond && unread === 0 && !ended.signal.aborted) {
        await new Promise<void>((resolve) => (wake = resolve));
      }
      const shown = decodeMessage(message);
      handed = shown.ok ? shown.value : null;
      tell({ kind: 'show', message });
      return !ended.signal.aborted;
    },
    async receive(signal) {
      const message = await near.receive(signal);
      unread -= 1;
      return message;
    },
    close: () => near.close(),
  };
  return {
    channel,
    ask(about) {
      const { promise, resolve } = Promise.withResolvers<string | null>();
      if (ended.signal.aborted) return Promise.resolve(null);
      answer = resolve;
      turn += 1;
      tell({ kind: 'asked', asked: { ...about, turn } });
      return promise;
    },
  };
}

/** Tells what was written, so that the page can say that it counts as given; an earlier act may have to be confirmed first. */
function tellingPayer(
  offline: Offline,
  tell: (message: FromExchange) => void,
  distrust: () => Outcome<never> | null,
): Offline {
  return {
    ...offline,
    async pay(message, confirmed) {
      const paid = distrust() ?? (await offline.pay(message, confirmed));
      if (paid.ok) {
        const { kind, amount, currency, to } = paid.value;
        tell({ kind: 'handed', handed: { kind, amount, currency, to } });
      }
      return paid;
    },
    async finish(message, confirmed) {
      const finished = await offline.finish(message, confirmed);
      const isSettled = finished.ok && ['confirmed', 'voided'].includes(finished.value.status);
      if (isSettled) tell({ kind: 'settled' });
      return finished;
    },
  };
}

/** Tells why an act was not accepted: more may come, or nothing that helps. */
function tellingPayee(offline: Offline, tell: (message: FromExchange) => void): Offline {
  return {
    ...offline,
    async accept(message) {
      const accepted = await offline.accept(message);
      if (accepted.ok && accepted.value.status === 'not-accepted') {
        const { message: _, ...why } = accepted.value;
        tell({ kind: 'not-accepted', why });
      }
      return accepted;
    },
  };
}
