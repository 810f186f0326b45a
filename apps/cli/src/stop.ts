import type { Answer, Json } from './output/answer.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';

/** Ends a command early with an exit status. The only thing that a command throws on purpose; `run` catches it. */
export class Stop extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(answer.complaint);
    this.name = 'Stop';
    this.answer = answer;
  }
}

export function stop(status: ExitStatus, complaint: string, json: Json): Stop {
  return new Stop({ json, text: '', complaint, status });
}

/** What was typed does not fit. `message` says what to type instead. */
export function usage(message: string, code = 'usage'): Stop {
  return stop(EXIT.usage, message, { error: { code, message } });
}

/** Nobody answered, or somebody else is at work there; the same command may be given again. */
export function unreachable(message: string, code = 'unreachable'): Stop {
  return stop(EXIT.unreachable, message, { error: { code, message } });
}

/** The sovereign refused: a documented code with typed data (docs/integrators/refusals.md). */
export function refused(refusal: { code: string; message: string; data?: Json }): Stop {
  const { code, message, data } = refusal;
  const more = data === undefined || data === null ? {} : { data };
  return stop(EXIT.refused, `Refused: ${message}`, { refusal: { code, message, ...more } });
}
