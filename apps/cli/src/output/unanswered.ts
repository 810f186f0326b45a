import { EXIT } from '../exit-status.ts';
import type { Answer } from './answer.ts';

/** How a command ends that sent a transition and does not know what became of it; `look` is the command that finds out. */
export function unanswered(json: Answer['json'], look: string): Answer {
  const complaint =
    'It was sent, but no answer came: it is not known yet whether it was admitted. It cannot happen twice. ' +
    `Find out with: ${look}`;
  return { json, text: '', complaint, status: EXIT.unreachable };
}
