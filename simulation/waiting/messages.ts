/** What people tell one another about value that waits, besides terms and words in the wallets' own text forms. */
export type Message =
  /** The terms of a hold, for whoever signs or takes; `asks`: what of the reader. */
  | {
      readonly kind: 'terms';
      readonly text: string;
      readonly hold: string;
      readonly asks: 'nothing' | 'verdict' | 'testimony' | 'count';
      /** Handles of whom claim 0 and claim 1 are for; of testimony, what is asked for. */
      readonly parties: readonly string[];
      readonly statement: string;
    }
  /** A word, and how the books name it. */
  | { readonly kind: 'word'; readonly text: string; readonly name: string }
  /** A project asks for a pledge that its auditor's word pays. */
  | {
      readonly kind: 'plea';
      readonly project: string;
      readonly auditor: string;
      readonly statement: string;
      readonly until: number;
    }
  /** The first half of a swap is locked under a hash. */
  | {
      readonly kind: 'offer';
      readonly hash: string;
      /** What it says to have locked. */
      readonly amount: string;
      readonly hold: string;
      readonly until: number;
      readonly asked: string;
    };

export function encodeTold(message: Message): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(message));
}

export function decodeTold(bytes: Uint8Array): Message {
  return JSON.parse(new TextDecoder().decode(bytes)) as Message;
}
