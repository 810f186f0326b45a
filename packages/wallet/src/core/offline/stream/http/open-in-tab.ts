import type { Outcome } from '../../../outcome.ts';
import { need } from '../../../stop.ts';
import type { Wallet } from '../../../wallet-types.ts';
import type { SetAside, TabRequest } from '../../set-aside-types.ts';
import type { OpenedStream, StreamPrice } from '../stream-types.ts';

/** A stream as a server asks for it, and the tab that is set aside for it where none has room. */
interface Wanted {
  readonly request: Uint8Array;
  readonly price: StreamPrice;
  /** For whom it would be. */
  readonly to: string;
  /** Null: none is. */
  readonly tab: () => TabRequest | null;
}

/**
 * Opens streams in tabs that have room, and sets tabs aside. What was asked for and has no final answer is asked for again as it
 * was, under the same reference: an answer that was lost sets nothing aside twice.
 */
export function tabsOf(wallet: Wallet): { open(wanted: Wanted): Promise<OpenedStream> } {
  const unanswered = new Map<string, TabRequest>();
  return {
    async open({ request, price, to, tab: newTab }) {
      const opened = await wallet.streams().open(request, price);
      if (opened.ok || opened.failure.code !== 'no-room') return need(opened);
      const tab = unanswered.get(to) ?? newTab();
      if (tab === null) return need(opened);
      const named = { reference: crypto.randomUUID(), ...tab };
      unanswered.set(to, named);
      const put = await wallet.offline().openTab(named);
      if (isAnswered(put)) unanswered.delete(to);
      need(put);
      return need(await wallet.streams().open(request, price));
    },
  };
}

function isAnswered(put: Outcome<SetAside>): boolean {
  return put.ok ? put.value.status === 'final' : put.failure.kind !== 'unreachable';
}
