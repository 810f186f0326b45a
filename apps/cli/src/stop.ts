import type { Answer, Json } from './output/answer.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';

/** Ends a command early with an exit status. The only thing that a command throws on purpose; `run` catches it. */
export class Stop extends Error {
  readonly answer: Answer;

  constructor(status: ExitStatus, message: string, json: Json) {
    super(message);
    this.name = 'Stop';
    this.answer = { json, text: message, status };
  }
}

/** What was typed does not fit. `message` says what to type instead. */
export function usage(message: string): Stop {
  return new Stop(EXIT.usage, message, { error: { code: 'usage', message } });
}

/** Nobody answered at `url`. */
export function unreachable(message: string): Stop {
  return new Stop(EXIT.unreachable, message, { error: { code: 'unreachable', message } });
}

/** The sovereign refused: a documented code with typed data (docs/integrators/refusals.md). */
export function refused(refusal: { code: string; message: string; data?: Json }): Stop {
  const { code, message, data } = refusal;
  const more = data === undefined || data === null ? {} : { data };
  return new Stop(EXIT.refused, message, { refusal: { code, message, ...more } });
}

/** What is stored was altered: `where` locates it. */
export function tampered(where: string, message: string): Stop {
  const problem = { where, message };
  return new Stop(EXIT.tampering, `${where}: ${message}`, { ok: false, problems: [problem] });
}
