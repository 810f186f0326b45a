/**
 * A way for two wallets' messages, each way in order, without a server between. Implementations pass `channel.acceptance.ts`.
 * It may lose or repeat messages: whoever uses it sends stored bytes again, and repeated ones change nothing.
 */
export interface MessageChannel {
  /** Hands a message (1 to 262,144 bytes) to the carrier; false when it cannot be sent any more. Never rejects. */
  send(message: Uint8Array): Promise<boolean>;
  /** The next message; null when none comes any more, or `signal` aborts. Never rejects. */
  receive(signal?: AbortSignal): Promise<Uint8Array | null>;
  close(): Promise<void>;
}
