import type { Outcome } from '@tallystick/wallet';
import type {
  AskedPayer,
  AskedWord,
  ExchangeEnd,
  FromExchange,
  HandedOver,
} from './exchange-messages.ts';

/** What is known of an exchange while it lasts. */
export interface ExchangeState {
  readonly showing: Uint8Array | null;
  readonly asked: AskedPayer | null;
  /** Of a payee's word, whether it is believed. */
  readonly askedWord: AskedWord | null;
  /** Whether the owner has answered what is asked. */
  readonly isConfirmed: boolean;
  readonly handed: HandedOver | null;
  readonly notAccepted: Extract<FromExchange, { kind: 'not-accepted' }>['why'] | null;
  /** What was not accepted and may have its payee's word not to be claimed. */
  readonly voidable: Uint8Array | null;
  /** That word, once it is given: shown in place of everything else. */
  readonly word: Uint8Array | null;
  /** Of the message that is being read. */
  readonly progress: { readonly have: number; readonly of: number } | null;
  /** What was read last is of another step. */
  readonly isUnexpected: boolean;
  readonly over: Outcome<ExchangeEnd> | null;
}

export const START: ExchangeState = {
  showing: null,
  asked: null,
  askedWord: null,
  isConfirmed: false,
  handed: null,
  notAccepted: null,
  voidable: null,
  word: null,
  progress: null,
  isUnexpected: false,
  over: null,
};

/** Most pictures bring nothing new: of those nothing is drawn again. */
export function withProgress(
  old: ExchangeState,
  progress: NonNullable<ExchangeState['progress']>,
): ExchangeState {
  const { have, of } = old.progress ?? {};
  return have === progress.have && of === progress.of ? old : { ...old, progress };
}

/** What is known after the wallet's process told something. */
export function afterNews(old: ExchangeState, news: FromExchange): ExchangeState {
  switch (news.kind) {
    case 'show':
      return { ...old, showing: news.message };
    case 'read':
      return { ...old, isUnexpected: false };
    case 'unexpected':
      return { ...old, isUnexpected: true };
    case 'asked':
      return { ...old, asked: news.asked, isConfirmed: false };
    case 'asked-word':
      return { ...old, askedWord: news.word, isConfirmed: false };
    case 'handed':
      return { ...old, handed: news.handed };
    case 'settled':
      return { ...old, handed: null };
    case 'not-accepted':
      return { ...old, notAccepted: news.why, voidable: news.handover };
  }
}
