import type { SetAside } from '@tallystick/wallet';
import type { Answer, Json } from '../../output/answer.ts';
import { unanswered } from '../../output/unanswered.ts';

/** How a command ends that has put value aside, or sent what would: `said` is the answer where it is in the log. */
export function openedAnswer(
  dir: string,
  { status, hold, id }: SetAside,
  said: { readonly json: { readonly [key: string]: Json | undefined }; readonly text: string },
): Answer {
  if (status === 'final') return { json: { status, hold, id, ...said.json }, text: said.text };
  return unanswered({ status, hold, id }, `tally sync ${dir}`);
}
