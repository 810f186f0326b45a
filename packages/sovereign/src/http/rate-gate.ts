import type { Socket } from 'node:net';
import type { Limits } from '../lifecycle/options.ts';
import { type Bucket, rateLimit, takeFrom } from './rate-limit.ts';

/** Lets an address, and each of its connections, send only so many requests. */
export interface RateGate {
  /** Takes one request. Seconds to wait when there is none left, else 0. */
  wait(socket: Socket, address: string): number;
}

/** One connection may send a quarter of what its address may, so that one of many does not starve the others. */
const CONNECTION_SHARE = 4;
const bucketOf = Symbol('bucket');

export function newRateGate(limits: Limits): RateGate {
  const addresses = rateLimit(limits.perAddressPerSecond, limits.perAddressBurst);
  const perSecond = limits.perAddressPerSecond / CONNECTION_SHARE;
  const burst = limits.perAddressBurst / CONNECTION_SHARE;
  return {
    wait(socket, address) {
      const now = Date.now();
      const own = socket as unknown as Record<symbol, Bucket>;
      const bucket = (own[bucketOf] ??= { tokens: burst, at: now });
      return takeFrom(bucket, perSecond, burst, now) || addresses.take(address, now);
    },
  };
}
