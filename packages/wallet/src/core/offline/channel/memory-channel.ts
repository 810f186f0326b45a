import type { MessageChannel } from './channel.ts';
import { Inbox } from './inbox.ts';

/** The two ends of a channel within one process, for simulations and tests. */
export function memoryChannels(): [MessageChannel, MessageChannel] {
  const inboxes = [new Inbox(), new Inbox()] as const;
  let isOpen = true;
  const end = (own: Inbox, other: Inbox): MessageChannel => ({
    async send(message) {
      if (isOpen) await other.put(message.slice());
      return isOpen;
    },
    receive: (signal) => own.take(signal),
    close() {
      isOpen = false;
      for (const inbox of inboxes) inbox.end();
      return Promise.resolve();
    },
  });
  return [end(inboxes[0], inboxes[1]), end(inboxes[1], inboxes[0])];
}
