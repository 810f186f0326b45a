import { gatherBounded } from '@tallystick/protocol';
import { type Outcome, done, failed } from '../../../outcome.ts';

/** Demands and answers to acts are shorter. */
const MOST_ANSWER_BYTES = 131_072;

/** What a server answered. */
export interface Asked {
  readonly response: Response;
  /** Of a short answer; empty when it is longer than answers are, does not come to its end in time, or breaks off. */
  text(): Promise<string>;
}

interface AskOptions extends RequestInit {
  readonly fetch: typeof fetch;
  /** How long the answer may take to begin, and a short one to end. */
  readonly patienceMs: number;
}

/** Asks a server once. `unreachable`, `no-answer`: it did not answer, or not in time; what it has done is not known. */
export async function ask(
  url: URL,
  { fetch: send, patienceMs, signal, ...init }: AskOptions,
): Promise<Outcome<Asked>> {
  const late = new AbortController();
  const patiently = async <T>(work: Promise<T>): Promise<T> => {
    const timer = setTimeout(() => late.abort(), patienceMs);
    return await work.finally(() => clearTimeout(timer));
  };
  const stopped = AbortSignal.any([late.signal, ...(signal ? [signal] : [])]);
  try {
    const response = await patiently(send(url, { ...init, signal: stopped }));
    return done({ response, text: () => patiently(textOf(response)) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const why = late.signal.aborted ? `within ${patienceMs / 1000} s` : `(${reason})`;
    return failed('unreachable', 'no-answer', `The server did not answer ${why}.`);
  }
}

async function textOf(response: Response): Promise<string> {
  if (response.body === null) return '';
  try {
    const bytes = await gatherBounded(response.body, MOST_ANSWER_BYTES);
    return bytes === undefined ? '' : new TextDecoder().decode(bytes);
  } catch {
    return '';
  }
}
