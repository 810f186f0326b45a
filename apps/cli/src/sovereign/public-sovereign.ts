import { fromBase64url } from '@tallystick/protocol';
import { type Stop, unreachable, usage } from '../stop.ts';

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
  readonly currencies: readonly { readonly code: string; readonly decimals: number }[];
  /** Canonical bytes, epochs oldest first; nothing of it is believed before it is verified. */
  founding(): Promise<{
    readonly signedConstitution: Uint8Array;
    readonly signedEpochs: readonly Uint8Array[];
  }>;
  /** A file of the log (C2SP tlog-tiles); undefined when there is none. */
  file(path: string): Promise<Uint8Array | undefined>;
  supply(): Promise<{ readonly size: number; readonly supply: readonly Supply[] }>;
  /** Whether there is such an identity: `@handle` or an address. */
  knows(who: string): Promise<boolean>;
}

const TIMEOUT_MS = 30_000;
const MAX_DOCUMENT_BYTES = 1 << 20;

/** Asks the sovereign at `url` who it is; ends the command when nobody answers, or something else does. */
export async function readPublicSovereign(url: string): Promise<PublicSovereign> {
  const answer = await get(url, '/v1/constitution');
  const found = (await answer.json().catch(() => ({}))) as { constitution?: PublicSovereign };
  if (!answer.ok || found.constitution === undefined) {
    throw unreachable(`What answers at ${url} is no sovereign.`, 'bad-answer');
  }
  const { name, country, currencies } = found.constitution;
  return {
    url,
    name,
    country,
    currencies: currencies.map(({ code, decimals }) => ({ code, decimals })),
    async founding() {
      const [constitution, epochs] = await Promise.all([
        get(url, '/v1/constitution'),
        get(url, '/v1/epochs'),
      ]);
      const { signedConstitution } = (await constitution.json()) as { signedConstitution: string };
      const list = (await epochs.json()) as { epochs: readonly { signedEpoch: string }[] };
      return {
        signedConstitution: bytesOf(url, signedConstitution),
        signedEpochs: list.epochs.map(({ signedEpoch }) => bytesOf(url, signedEpoch)),
      };
    },
    async file(path) {
      const answer = await get(url, path);
      if (answer.status === 404) return undefined;
      if (!answer.ok) throw badAnswer(url, path, answer.status);
      return new Uint8Array(await answer.arrayBuffer());
    },
    async supply() {
      const answer = await get(url, '/v1/supply');
      if (!answer.ok) throw badAnswer(url, '/v1/supply', answer.status);
      const found = (await answer.json()) as { size: number; supply: readonly SupplyBody[] };
      return { size: found.size, supply: found.supply.map(toSupply) };
    },
    async knows(who) {
      const { status } = await get(url, `/v1/identities/${encodeURIComponent(who)}`);
      if (status !== 200 && status !== 404) {
        throw badAnswer(url, `/v1/identities/${who}`, status);
      }
      return status === 200;
    },
  };
}

type SupplyBody = Record<'code' | 'minted' | 'burned' | 'circulating', string> & {
  decimals: number;
};

function toSupply({ code, decimals, minted, burned, circulating }: SupplyBody): Supply {
  return {
    code,
    decimals,
    minted: BigInt(minted),
    burned: BigInt(burned),
    circulating: BigInt(circulating),
  };
}

function bytesOf(url: string, text: string): Uint8Array {
  const bytes = fromBase64url(text, MAX_DOCUMENT_BYTES);
  if (bytes === undefined) throw unreachable(`What answers at ${url} is no sovereign.`);
  return bytes;
}

function badAnswer(url: string, path: string, status: number): Stop {
  return unreachable(`${url}${path} was answered with ${status}.`, 'bad-answer');
}

async function get(url: string, path: string): Promise<Response> {
  let address: URL;
  try {
    address = new URL(`${url}${path}`);
  } catch {
    throw usage(`${url} is no address, such as http://127.0.0.1:7600.`);
  }
  try {
    return await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    const cause = (error as Error).cause;
    const reason = cause instanceof Error && cause.message !== '' ? cause.message : String(error);
    throw unreachable(`Nobody answers at ${url}: ${reason}.`);
  }
}
