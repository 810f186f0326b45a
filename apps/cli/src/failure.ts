import type { Failure, Outcome } from '@tallystick/wallet';
import { EXIT } from './exit-status.ts';
import { type Stop, refused, stop, unreachable, usage } from './stop.ts';

/** The value of a wallet's answer; a failure ends the command with the exit status that its kind asks for. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw toStop(outcome.failure);
}

/** How a command ends that a wallet could not carry out. */
export function toStop(failure: Failure): Stop {
  const { kind, code, message, data } = failure;
  switch (kind) {
    case 'usage':
      return usage(message, code);
    case 'refused':
      return refused(failure);
    case 'unreachable':
    case 'busy':
      return unreachable(message, code);
    case 'tampering': {
      const found = data['problems'];
      const problems =
        Array.isArray(found) && found.length > 0 ? found : [{ where: code, what: message }];
      return stop(EXIT.tampering, message, { ok: false, problems });
    }
  }
}
