import { setTimeout as sleep } from 'node:timers/promises';
import { fromBase64url, gatherBounded } from '@tallystick/protocol';
import { type Stop, unreachable, usage } from '../stop.ts';
import { whyUnanswered } from './why-unanswered.ts';

/** Amounts in the currency's smallest unit. */
interface Supply {
  readonly code: string;
  readonly decimals: number;
  readonly minted: bigint;
  readonly burned: bigint;
  readonly circulating: bigint;
}

/** What anybody may read of a running sovereign. */
export interface PublicSovereign {
  readonly url: string;
  readonly name: string;
  readonly country: string;
  /** As votes have them, by the sovereign's own word. */
  readonly currencies: readonly { readonly code: string; readonly decimals: number }[];
  /** Canonical bytes, epochs oldest first; nothing of it is believed before it is verified. */
  founding(): Promise<{
    readonly signedConstitution: Uint8Array;
    /** What votes have made of it; undefined: it is as it was founded. The sovereign's own word. */
    readonly inForce: Uint8Array | undefined;
    readonly signedEpochs: readonly Uint8Array[];
  }>;
  /** A file of the log (C2SP tlog-tiles); undefined when there is none. */
  file(path: string): Promise<Uint8Array | undefined>;
  /** Whether the log has a transition of this id, by the sovereign's own word. */
  isAdmitted(id: string): Promise<boolean>;
  supply(): Promise<{ readonly size: number; readonly supply: readonly Supply[] }>;
  /** Whether there is such an identity: `@handle` or an address. */
  knows(who: string): Promise<boolean>;
}

/** Asks the sovereign at `url` who it is; ends the command when nobody answers, or something else does. */
export async function readPublicSovereign(url: string): Promise<PublicSovereign> {
  const founding = await readJson(url, '/v1/constitution', (body) => {
    const { name, country, currencies: founding } = body['constitution'] as PublicSovereign;
    const voted = body['inForce'] as Pick<PublicSovereign, 'currencies'> | null;
    const currencies = voted?.currencies ?? founding;
    return {
      name: textOf(name),
      country: textOf(country),
      currencies: currencies.map(({ code, decimals }) => ({ code: textOf(code), decimals })),
      signedConstitution: bytesOf(body['signedConstitution']),
      inForce: inForceOf(body['inForce']),
    };
  });
  const { signedConstitution, inForce, ...shown } = founding;
  return {
    url,
    ...shown,
    async founding() {
      const signedEpochs = await readJson(url, '/v1/epochs', (body) =>
        (body['epochs'] as readonly { signedEpoch: unknown }[]).map(({ signedEpoch }) =>
          bytesOf(signedEpoch),
        ),
      );
      return { signedConstitution, inForce, signedEpochs };
    },
    async file(path) {
      const answer = await get(url, path);
      if (answer.status === 404) return undefined;
      if (!answer.ok) throw badAnswer(url, path, `status ${answer.status}`);
      return await readBody(url, path, answer);
    },
    async isAdmitted(id) {
      const path = `/v1/certificates/${id}`;
      const answer = await get(url, path);
      if (answer.ok) return true;
      const text = new TextDecoder().decode(await readBody(url, path, answer));
      // A 404 of something before the sovereign is not its word.
      if (answer.status === 404 && text.includes('"unknown-transition"')) return false;
      throw badAnswer(url, path, `status ${answer.status}`);
    },
    supply: () =>
      readJson(url, '/v1/supply', (body) => ({
        size: Number(body['size']),
        supply: (body['supply'] as readonly SupplyBody[]).map(toSupply),
      })),
    async knows(who) {
      const path = `/v1/identities/${encodeURIComponent(who)}`;
      const { status } = await get(url, path);
      if (status !== 200 && status !== 404) throw badAnswer(url, path, `status ${status}`);
      return status === 200;
    },
  };
}

function inForceOf(said: unknown): Uint8Array | undefined {
  const body = (said ?? undefined) as { readonly constitution: unknown } | undefined;
  return body && bytesOf(body.constitution);
}

type SupplyBody = Record<'code' | 'minted' | 'burned' | 'circulating', string> & {
  decimals: number;
};

function toSupply({ code, decimals, minted, burned, circulating }: SupplyBody): Supply {
  return {
    code: textOf(code),
    decimals,
    minted: BigInt(minted),
    burned: BigInt(burned),
    circulating: BigInt(circulating),
  };
}

const TIMEOUT_MS = 30_000;
const MAX_ANSWER_BYTES = 1 << 25;
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 250;
/** Nobody waits longer than this without being told. */
const LONGEST_PAUSE_MS = 30_000;
/** It is overloaded, stopping or starting, or something before it is. */
const PASSING: readonly number[] = [429, 502, 503, 504];

/** What `read` makes of a JSON answer; anything that it cannot make sense of ends the command. */
async function readJson<T>(
  url: string,
  path: string,
  read: (body: Readonly<Record<string, unknown>>) => T,
): Promise<T> {
  const body = await readAnswer(url, path);
  try {
    return read(body);
  } catch {
    throw badAnswer(url, path, 'something else');
  }
}

/** A JSON object; of the statuses that tell of a failure only `expected` ones are read. */
export async function readAnswer(
  url: string,
  path: string,
  expected: readonly number[] = [],
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await get(url, path);
  if (!answer.ok && !expected.includes(answer.status)) {
    throw badAnswer(url, path, `status ${answer.status}`);
  }
  const bytes = await readBody(url, path, answer);
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof body === 'object' && body !== null) return body as Record<string, unknown>;
  } catch {
    // Told as any other answer that is none.
  }
  throw badAnswer(url, path, 'something else');
}

/** An answer in canonical bytes. */
export async function readCanonical(url: string, path: string): Promise<Uint8Array> {
  const answer = await get(url, path, 'application/cbor');
  const isCanonical = answer.headers.get('content-type')?.startsWith('application/cbor') === true;
  if (!answer.ok || !isCanonical) throw badAnswer(url, path, `status ${answer.status}`);
  return await readBody(url, path, answer);
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('no text');
  return value;
}

function bytesOf(value: unknown): Uint8Array {
  const bytes = fromBase64url(textOf(value), MAX_ANSWER_BYTES);
  if (bytes === undefined) throw new TypeError('no base64url');
  return bytes;
}

function badAnswer(url: string, path: string, what: string): Stop {
  const message = `What answers at ${url} is no sovereign: to ${path} it said ${what}.`;
  return unreachable(message, 'bad-answer');
}

async function readBody(url: string, path: string, answer: Response): Promise<Uint8Array> {
  const bytes = await gatherBounded(answer.body ?? [], MAX_ANSWER_BYTES).catch((error: unknown) => {
    throw unreachable(`${url}${path} stopped in the middle of its answer: ${String(error)}.`);
  });
  if (bytes === undefined) throw badAnswer(url, path, 'more than any sovereign would');
  return bytes;
}

/** A few times, since reading changes nothing. */
async function get(url: string, path: string, accept = '*/*'): Promise<Response> {
  if (!URL.canParse(`${url}${path}`)) {
    throw usage(`${url} is no address, such as http://127.0.0.1:7600.`);
  }
  let pause = FIRST_PAUSE_MS;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await tryGet(url, path, accept);
    const isLast = attempt === ATTEMPTS;
    if (typeof answer !== 'string') {
      if (isLast || !PASSING.includes(answer.status)) return answer;
    } else if (isLast) {
      throw unreachable(answer);
    }
    const asked = typeof answer === 'string' ? 0 : retryAfterMs(answer);
    if (typeof answer !== 'string' && asked > LONGEST_PAUSE_MS) return answer;
    await sleep(Math.max(pause, asked));
    pause *= 2;
  }
}

/** How long it asks to wait (RFC 9110 §10.2.3, the form in seconds); 0: it does not say. */
function retryAfterMs({ headers }: Response): number {
  const value = headers.get('retry-after') ?? '';
  return /^\d{1,6}$/.test(value) ? Number(value) * 1000 : 0;
}

/** The answer, or why there is none. */
async function tryGet(url: string, path: string, accept: string): Promise<Response | string> {
  try {
    return await fetch(`${url}${path}`, {
      headers: { accept },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    return whyUnanswered(url, error);
  }
}
