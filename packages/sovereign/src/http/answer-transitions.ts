import type { SovereignNode } from '../node.ts';
import { splitRequest } from '../pipeline/split-request.ts';
import { writeResponse } from '../pipeline/write-response.ts';
import { Problem, unavailable } from './problems.ts';

const RETRY_S = 1;

/** The answer to the body of `POST /v1/transitions`. Throws a `Problem` before anything has happened. */
export function answerTransitions(node: SovereignNode, body: Uint8Array): Promise<Uint8Array> {
  const status = node.status();
  if (status === 'clock-ahead') throw unavailable(status, RETRY_S);
  const split = splitRequest(body);
  if (!split.ok) throw new Problem('malformed', split.reason);
  const answering = node.pipeline.submit(split.items);
  if (answering === undefined) throw noRoom(node);
  return answering.then(writeResponse);
}

function noRoom(node: SovereignNode): Problem {
  const status = node.status();
  if (status === 'ready') return new Problem('busy', 'Send the same bytes again later.', RETRY_S);
  return unavailable(status, RETRY_S);
}
