import { type Message, decodeMessage } from '@tallystick/protocol';
import { type Offline, type Outcome, done, failed } from '@tallystick/wallet';
import {
  type MessageChannel,
  meetOver,
  memoryChannels,
  payOver,
  receiveOver,
} from '@tallystick/wallet/offline';
import type {
  ExchangeEnd,
  ExchangeRole,
  FromExchange,
  GivenWord,
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
        const payer = tellingPayer(offline, tell, distrust, (word) =>
          ask((turn) => ({ kind: 'asked-word', word: { ...word, turn } })),
        );
        const confirm: Confirm = (request, choice) =>
          ask((turn) => ({ kind: 'asked', asked: { request, choice, turn } }));
        const first = await channel.receive(ended.signal);
        const isWord = first !== null && kindOf(first) === 'voided';
        const paid = isWord
          ? await payer.finish(first)
          : await payOver(payer, beginningWith(first, channel), confirm, ended.signal);
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
  /** What the owner confirms, asked as one turn; null where it is refused, or the page is gone. */
  readonly ask: (question: (turn: number) => FromExchange) => Promise<string | null>;
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
    ask(question) {
      const { promise, resolve } = Promise.withResolvers<string | null>();
      if (ended.signal.aborted) return Promise.resolve(null);
      answer = resolve;
      turn += 1;
      tell(question(turn));
      return promise;
    },
  };
}

function kindOf(message: Uint8Array): Message['kind'] | null {
  const read = decodeMessage(message);
  return read.ok ? read.value.kind : null;
}

/** A channel of which the first message has been read already. */
function beginningWith(first: Uint8Array | null, channel: MessageChannel): MessageChannel {
  let isFirst = true;
  return {
    ...channel,
    receive(signal) {
      if (!isFirst) return channel.receive(signal);
      isFirst = false;
      return Promise.resolve(first);
    },
  };
}

/** Tells what was written, so that the page can say that it counts as given; an earlier act may have to be confirmed first. */
function tellingPayer(
  offline: Offline,
  tell: (message: FromExchange) => void,
  distrust: () => Outcome<never> | null,
  askWord: (word: GivenWord) => Promise<string | null>,
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
      const finished = await believed(offline, message, confirmed, askWord);
      const isSettled = finished.ok && ['confirmed', 'voided'].includes(finished.value.status);
      if (isSettled) tell({ kind: 'settled' });
      return finished;
    },
  };
}

/** Reads an answer; a word that is about more than the owner's limit is believed once its very amount is confirmed. */
async function believed(
  offline: Offline,
  message: Uint8Array,
  confirmed: Parameters<Offline['finish']>[1],
  askWord: (word: GivenWord) => Promise<string | null>,
): ReturnType<Offline['finish']> {
  const finished = await offline.finish(message, confirmed);
  if (finished.ok || finished.failure.code !== 'void-unconfirmed') return finished;
  const { to, amount, currency } = finished.failure.data;
  if (typeof to !== 'string' || typeof amount !== 'string' || typeof currency !== 'string') {
    return finished;
  }
  const confirmVoid = await askWord({ to, amount, currency });
  if (confirmVoid === null) {
    return failed('refused', 'not-confirmed', 'The word was not believed; nothing has changed.');
  }
  return await offline.finish(message, { confirmVoid });
}

/** Tells why an act was not accepted: more may come, or nothing that helps. */
function tellingPayee(offline: Offline, tell: (message: FromExchange) => void): Offline {
  return {
    ...offline,
    async accept(message) {
      const accepted = await offline.accept(message);
      if (accepted.ok && accepted.value.status === 'not-accepted') {
        const { message: _, ...why } = accepted.value;
        tell({ kind: 'not-accepted', why, handover: isOfTab(message) ? message : null });
      }
      return accepted;
    },
  };
}

function isOfTab(message: Uint8Array): boolean {
  const read = decodeMessage(message);
  return read.ok && read.value.kind === 'handover' && read.value.payee === null;
}
