import type { Failure, Outcome, Problem } from '@tallystick/wallet';
import { EXIT } from './exit-status.ts';
import { problemsText } from './wallet/problems-text.ts';
import { type Stop, refused, stop, unreachable, usage } from './stop.ts';

/** The value of a wallet's answer; a failure ends the command with the exit status that its kind asks for. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw toStop(outcome.failure);
}

/** The refusal's own words are for programs, which know the id of what they sent. */
const CLOSED =
  'The sovereign stores nothing at the moment, perhaps because its disk is full. Nothing is lost: tell whoever runs it, and ' +
  'give the same command again later.';

/** Where the sovereign has signed why. */
function whyOf({ decision }: Failure['data']): string {
  return typeof decision === 'string' ? ` Why: tally explain DIR ${decision.slice(0, 12)}` : '';
}

/** How a command ends that a wallet could not carry out. */
export function toStop(failure: Failure): Stop {
  const { kind, code, message, data } = failure;
  switch (kind) {
    case 'usage':
      return usage(message, code);
    case 'refused':
      if (code === 'unavailable') return unreachable(CLOSED, code);
      return refused({ ...failure, message: `${message}${whyOf(data)}` });
    case 'unreachable':
    case 'busy':
      return unreachable(message, code);
    case 'tampering': {
      const found = data['problems'];
      const problems =
        Array.isArray(found) && found.length > 0 ? found : [{ where: code, what: message }];
      const complaint = Array.isArray(found)
        ? [message, problemsText(found as Problem[])]
        : [message];
      return stop(EXIT.tampering, complaint.join('\n').trim(), { ok: false, problems });
    }
  }
}
