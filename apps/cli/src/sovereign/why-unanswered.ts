const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nobody answers at URL. Is it started?',
  ENOTFOUND: 'There is no machine of the name in URL. Is the address written right?',
  EAI_AGAIN: 'The name in URL cannot be looked up. Is there a network?',
  ENETUNREACH: 'There is no way to URL. Is there a network?',
  EHOSTUNREACH: 'There is no way to URL. Is that machine on?',
  ECONNRESET: 'What answers at URL hung up. Is it a sovereign?',
  TimeoutError: 'Nobody answers at URL. Is it started, and reached without a proxy?',
  'bad port':
    'No program asks at the port of URL, which is for something else. Is it written right?',
};

/** What a person reads when `fetch` failed: no system's code, and what to look at. */
export function whyUnanswered(url: string, error: unknown): string {
  const { cause, name } = error as { cause?: unknown; name?: string };
  const { code, message } = (cause ?? {}) as { code?: string; message?: string };
  const known = [code, message, name].flatMap((key) => REASONS[key ?? ''] ?? [])[0];
  if (known !== undefined) return known.replace('URL', url);
  return `Nobody answers at ${url}: ${message === undefined || message === '' ? String(error) : message}.`;
}
