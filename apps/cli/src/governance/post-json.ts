import { gatherBounded } from '@tallystick/protocol';
import { whyUnanswered } from '../sovereign/why-unanswered.ts';
import { unreachable } from '../stop.ts';

const MAX_ANSWER_BYTES = 1 << 25;
/** What a node works on for its answer may take as long as this. */
const TIMEOUT_MS = 330_000;

/** A post without a body, and the JSON object that answers it, whatever the status. */
export async function postJson(
  url: string,
  path: string,
): Promise<{ status: number; body: Readonly<Record<string, unknown>> }> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw unreachable(whyUnanswered(url, error));
  });
  const bytes = await gatherBounded(answer.body ?? [], MAX_ANSWER_BYTES);
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array()));
    if (typeof body === 'object' && body !== null) {
      return { status: answer.status, body: body as Record<string, unknown> };
    }
  } catch {
    // Told as any other answer that is none.
  }
  throw unreachable(`What answers at ${url} is no sovereign.`, 'bad-answer');
}
