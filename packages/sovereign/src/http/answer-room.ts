import type { FastifyInstance } from 'fastify';
import type { ServerResponse } from 'node:http';
import type { BodyBudget } from './body-budget.ts';
import { Problem } from './problems.ts';

/** What long answers that nobody has taken yet may cost. */
export interface AnswerRoom {
  readonly answers: BodyBudget;
  /** How long one may take to be taken, in ms. */
  readonly answerMs: number;
}

const RETRY_S = 1;
/** An answer of up to this many bytes is not counted: that many can be asked for at once as one address may send requests. */
const SHORT_BYTES = 16_384;

/**
 * Whoever asks and does not read makes the node keep the answers, on one connection as many as it asks for at once.
 * Long answers of these routes share a budget of memory, and a connection that does not take one in time is ended.
 */
export function boundAnswers(app: FastifyInstance, { answers, answerMs }: AnswerRoom): void {
  app.addHook('onSend', (_request, { raw }, payload, done) => {
    const length = lengthOf(payload);
    if (length <= SHORT_BYTES || raw.destroyed) {
      done(null, payload);
    } else if (answers.take(length)) {
      raw.once('close', () => answers.give(length));
      endUnlessTaken(raw, length, answerMs);
      done(null, payload);
    } else {
      done(new Problem('busy', 'Too much is being read at once.', RETRY_S));
    }
  });
}

/** Ends the connection of an answer of this length, if it is a long one and was not taken by then. */
export function endUnlessTaken(response: ServerResponse, length: number, answerMs: number): void {
  if (length <= SHORT_BYTES || response.destroyed) return;
  const timer = setTimeout(() => response.destroy(), answerMs);
  response.once('close', () => clearTimeout(timer));
}

/** Texts are JSON, nearly all of it one byte a character. What is streamed from a file is not kept. */
function lengthOf(payload: unknown): number {
  return typeof payload === 'string' || payload instanceof Uint8Array ? payload.length : 0;
}
