import { Type } from 'typebox';
import type { NodeStatus } from '../node.ts';

export type ProblemCode =
  | 'malformed'
  | 'session-required'
  | 'wrong-address'
  | 'cross-origin'
  | 'signature-invalid'
  | 'not-found'
  | 'unknown-transition'
  | 'not-acceptable'
  | 'conflict'
  | 'too-slow'
  | 'too-large'
  | 'misdirected'
  | 'unsupported-media-type'
  | 'not-attested'
  | 'too-many-requests'
  | 'headers-too-large'
  | 'internal'
  | 'busy'
  | 'unavailable';

/**
 * What can be wrong with a request (docs/integrators/problems.md). A refused transition is none of these: it has a place
 * in the answer, with a code of its own.
 */
export const PROBLEMS: Readonly<Record<ProblemCode, { status: number; title: string }>> = {
  malformed: { status: 400, title: 'The request is not of the form that is documented' },
  'session-required': { status: 401, title: 'This needs a session, or the session has ended' },
  'signature-invalid': { status: 401, title: 'The challenge is not signed by this key' },
  'wrong-address': { status: 403, title: 'The challenge was signed for another address' },
  'cross-origin': { status: 403, title: 'This is not for pages of another origin' },
  'not-found': { status: 404, title: 'There is nothing here for you' },
  'unknown-transition': { status: 404, title: 'No transition with this id was ever admitted' },
  'not-acceptable': { status: 406, title: 'This resource has no such representation' },
  'too-slow': { status: 408, title: 'The request took longer than a request may' },
  conflict: { status: 409, title: 'This is not possible in the present state' },
  'too-large': { status: 413, title: 'The request is longer than the limit' },
  'unsupported-media-type': { status: 415, title: 'The body is of a type that is not read here' },
  misdirected: { status: 421, title: 'This node is not at the address that was asked for' },
  'not-attested': { status: 422, title: 'The voting key is not attested as it has to be' },
  'too-many-requests': { status: 429, title: 'More requests than this address may send' },
  'headers-too-large': { status: 431, title: 'The request line and headers are too long' },
  internal: { status: 500, title: 'The node made a mistake; it is in its log' },
  busy: { status: 503, title: 'The queue is full: send the same bytes again later' },
  unavailable: { status: 503, title: 'The node admits nothing at present' },
};

/** RFC 9457. `type` is a name, not an address: nothing has to be reachable for a client to understand it. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  /** With `internal`: under which id the node has logged it. */
  readonly instance?: string;
  /** With `malformed`, where several fields can be wrong at once: all that are. */
  readonly faults?: readonly FieldFault[];
}

/** What is wrong with one field: its name as `currencies.0.code`, and a code for programs. */
export interface FieldFault {
  readonly field: string;
  readonly fault: string;
}

/** A problem that a handler throws; the error handler turns it into the answer. */
export class Problem extends Error {
  readonly code: ProblemCode;
  /** Seconds after which asking again makes sense; with 429 and 503. */
  readonly retryAfterS: number | undefined;

  constructor(code: ProblemCode, detail: string, retryAfterS?: number) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.retryAfterS = retryAfterS;
  }
}

/** A body of which fields are wrong. */
export class FieldProblem extends Problem {
  readonly faults: readonly FieldFault[];

  constructor(faults: readonly FieldFault[]) {
    super('malformed', faults.map(({ field, fault }) => `${field}: ${fault}`).join('; '));
    this.faults = faults;
  }
}

/** A node that admits nothing, and why. */
export function unavailable(status: Exclude<NodeStatus, 'ready'>, retryAfterS: number): Problem {
  return new Problem('unavailable', STATES[status], retryAfterS);
}

const STATES: Readonly<Record<Exclude<NodeStatus, 'ready'>, string>> = {
  stopping: 'The node is stopping.',
  failed: 'The node has lost its disk or a worker, and recovers.',
  'clock-ahead':
    "The clock of the node's machine is further ahead than the time that has passed. It goes on when the clock is right.",
};

export function problemBody(code: ProblemCode, detail: string): ProblemBody {
  const { status, title } = PROBLEMS[code];
  return { type: `urn:tallystick:problem:${code}`, title, status, detail, code };
}

export const PROBLEM_TYPE = 'application/problem+json';

/** The body's schema, for OpenAPI. */
export const problemSchema: Type.TObject = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String({ enum: Object.keys(PROBLEMS) }),
    instance: Type.Optional(Type.String()),
    faults: Type.Optional(
      Type.Array(
        Type.Object(
          { field: Type.String(), fault: Type.String() },
          { additionalProperties: false },
        ),
      ),
    ),
  },
  { $id: 'Problem', additionalProperties: false, description: 'RFC 9457 problem details' },
);
