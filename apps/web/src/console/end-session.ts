import { type AskFailure, askAs } from '../sovereign/ask.ts';

/**
 * Ends a token's session at the sovereign; null where it has ended, or was over. Else why the sovereign did not confirm it: it
 * may be open there still.
 */
export async function endSession(token: string): Promise<AskFailure | null> {
  const asked = await askAs('/v1/sessions', { token, method: 'DELETE' });
  return asked.ok || asked.failure.kind === 'session' ? null : asked.failure;
}
