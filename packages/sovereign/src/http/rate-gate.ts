import type { Socket } from 'node:net';
import { networkOf } from '@tallystick/protocol';
import type { Limits } from '../lifecycle/options.ts';
import { type Bucket, rateLimit, takeFrom } from './rate-limit.ts';

/** Lets an address, and each of its connections, send only so many requests. An address is what `networkOf` makes of it. */
export interface RateGate {
  /** Takes one request. Seconds to wait when there is none left, else 0. */
  wait(socket: Socket, address: string | undefined): number;
  /** Takes one request that opens a session, and costs a signature check, besides. */
  waitForSession(address: string | undefined): number;
}

/** One connection may send a quarter of what its address may, so that one of many does not starve the others. */
const CONNECTION_SHARE = 4;
const own = Symbol('own');

/** What a connection may still send, and whose it is: behind a proxy that can change with each request. */
interface Connection extends Bucket {
  address: string | undefined;
  network: string;
}

export function newRateGate(limits: Limits): RateGate {
  const networks = rateLimit(limits.perAddressPerSecond, limits.perAddressBurst);
  const sessions = rateLimit(limits.sessionsPerSecond, limits.sessionsBurst);
  const perSecond = limits.perAddressPerSecond / CONNECTION_SHARE;
  const burst = limits.perAddressBurst / CONNECTION_SHARE;
  return {
    wait(socket, address) {
      const now = performance.now();
      const kept = socket as unknown as Record<symbol, Connection>;
      const connection = (kept[own] ??= {
        tokens: burst,
        at: now,
        address: '',
        network: networkOf(''),
      });
      if (connection.address !== address) {
        connection.address = address;
        connection.network = networkOf(address);
      }
      const wait = takeFrom(connection, perSecond, burst, now);
      return wait || networks.take(connection.network, now);
    },
    waitForSession: (address) => sessions.take(networkOf(address), performance.now()),
  };
}
