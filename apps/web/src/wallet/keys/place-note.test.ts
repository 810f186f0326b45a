import { failed } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { walletEnglish } from '../../words/english/wallet.ts';
import { WELL } from '../place-standing.ts';
import { placeNote } from './place-note.ts';

const { places: say } = walletEnglish.keys;

it('a wallet beside the one that is shown tells what is wrong with it, before anything else', () => {
  const { failure: problem } = failed('tampering', 'log-forked', 'Two histories.');
  const { failure: refused } = failed('refused', 'not-enrolled', 'Not a device any more.');
  const noteOf = (standing: typeof WELL): object | null => placeNote({ standing }, say);
  expect(noteOf({ isReached: false, problem })).toEqual({ text: say.wrong, tone: 'bad' });
  expect(noteOf({ isReached: false, problem: null })).toEqual({ text: say.away, tone: 'waiting' });
  expect(noteOf({ isReached: true, problem: refused })).toBeNull();
  expect(noteOf(WELL)).toBeNull();
  expect(placeNote(null, say)?.text).toBe(say.closed);
});
