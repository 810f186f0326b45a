import type { SetAside } from '@tallystick/wallet';
import { EXIT } from '../../exit-status.ts';
import type { Answer, Json } from '../../output/answer.ts';

/** How a command ends that has put value aside, or sent what would: `said` is the answer where it is in the log. */
export function openedAnswer(
  dir: string,
  { status, hold, id }: SetAside,
  said: { readonly json: { readonly [key: string]: Json | undefined }; readonly text: string },
): Answer {
  if (status === 'final') return { json: { status, hold, id, ...said.json }, text: said.text };
  return {
    json: { status, hold, id },
    text: '',
    complaint:
      'It was sent, but no answer came: it is not known yet whether it was admitted. It cannot happen twice. ' +
      `Find out with: tally sync ${dir}`,
    status: EXIT.unreachable,
  };
}
