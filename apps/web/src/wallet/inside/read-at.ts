import { type Outcome, done, failed } from '@tallystick/wallet/browser';

const PATIENCE_MS = 15_000;

/** What a sovereign answers to anybody at a path of its own, in JSON; `usage`, `bad-url`, of anything that leads elsewhere. */
export async function readAt<T>(origin: string, path: string): Promise<Outcome<T>> {
  const url = urlAt(origin, path);
  if (url === null) return failed('usage', 'bad-url', 'That is no path of the sovereign.');
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(url, { signal, headers: { accept: 'application/json' } });
    if (answer.ok) return done((await answer.json()) as T);
    if (answer.status === 404) return failed('refused', 'unknown', `${path} is not there.`);
    return failed('unreachable', 'no-answer', `HTTP ${answer.status}`);
  } catch {
    return failed('unreachable', 'no-answer', 'The sovereign did not answer.');
  }
}

/** Put together as texts, `.elsewhere.example/` would be a path that makes another host. */
function urlAt(origin: string, path: string): URL | null {
  if (!path.startsWith('/') || path.startsWith('//')) return null;
  const url = URL.parse(path, origin);
  return url !== null && url.origin === URL.parse(origin)?.origin ? url : null;
}
