import { done, failed } from '@tallystick/wallet/browser';
import type { SafetyCalls } from '../keys/calls.ts';
import { forkFound, problemFound } from '../found-problem.ts';
import { found, goOn, withPlace, withWallet } from './opened.ts';

/** Before a text of checkpoints that one wallet gives another. */
const PREFIX = 'tally-seen:';
/** As many of the newest as are compared: older ones are proven by them. */
const MOST_SEEN = 8;
const LONGEST_TEXT = 100_000;

export const safetyCalls: SafetyCalls = {
  verify: () =>
    withPlace(async (open) => {
      const verified = await open.wallet.verify();
      if (verified.ok) found(open, problemFound(verified.value));
      return verified;
    }),
  seenCheckpoints: () =>
    withWallet(async (open) => {
      const seen = await open.checkpoints();
      if (!seen.ok) return seen;
      const bytes = new TextEncoder().encode(JSON.stringify(seen.value.slice(-MOST_SEEN)));
      return done(PREFIX + bytes.toBase64({ alphabet: 'base64url', omitPadding: true }));
    }),
  compareSeen: (theirs) =>
    withPlace(async (open) => {
      const notes = readSeen(theirs.trim());
      if (notes === undefined) {
        return failed('usage', 'bad-checkpoint', 'This is no text of another wallet’s.');
      }
      const compared = await open.wallet.compareCheckpoints(notes);
      if (compared.ok) found(open, forkFound(compared.value));
      return compared;
    }),
  goOn,
};

function readSeen(text: string): readonly string[] | undefined {
  if (!text.startsWith(PREFIX) || text.length > LONGEST_TEXT) return undefined;
  try {
    const bytes = Uint8Array.fromBase64(text.slice(PREFIX.length), { alphabet: 'base64url' });
    const notes: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const isList = Array.isArray(notes) && notes.every((note) => typeof note === 'string');
    return isList ? notes : undefined;
  } catch {
    return undefined;
  }
}
