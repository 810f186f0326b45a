import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { limitsOf } from './limits.ts';
import type { Limits, StartSovereignOptions, StoreChoice } from './options.ts';

export const DEFAULT_PORT = 7600;
export const DEFAULT_HOST = '127.0.0.1';

/** What a node was started with, for whoever runs it: no secret is in it. */
export interface RunsWith {
  readonly version: string;
  /** Of Node itself. */
  readonly node: string;
  /** The build of the pages that it serves; null where it serves none. */
  readonly release: string | null;
  readonly folder: string;
  readonly host: string;
  readonly addresses: readonly string[];
  readonly trustedProxy: string | null;
  readonly store: StoreChoice;
  readonly keptLog: string | null;
  /** Whether the key that opens the operating keys comes from elsewhere than `keys/unlock`. */
  readonly unlocksElsewhere: boolean;
  readonly decoysPerMillion: number;
  readonly verifyWorkers: number;
  readonly logLevel: string;
  readonly limits: Limits;
}

export function runsWith(options: StartSovereignOptions, release: string | null): RunsWith {
  return {
    version: readVersion(),
    node: process.versions.node,
    release,
    folder: options.folder,
    host: options.host ?? DEFAULT_HOST,
    addresses: options.addresses ?? [],
    trustedProxy: options.trustedProxy ?? null,
    store: options.store ?? 'sqlite',
    keptLog: options.keptLog ?? null,
    unlocksElsewhere: options.unlock !== undefined,
    decoysPerMillion: options.decoysPerMillion ?? 0,
    verifyWorkers: options.verifyWorkers ?? availableParallelism(),
    logLevel: options.logLevel ?? 'info',
    limits: limitsOf(options.limits),
  };
}

function readVersion(): string {
  const file = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as { readonly version: string }).version;
}
