import { SovereignProblem } from '../founding/options.ts';

/** Under which addresses this node is reached: what its clients sign, and what browsers are led to. */
export interface Addresses {
  /** Whether an origin, as `https://bank.example`, is this node's: somebody who signs for it talks to this node. */
  isOwn(origin: string): boolean;
  /** Whether a `host` header names this node. Another name that leads here is somebody else's: a rebound one, perhaps. */
  isHost(header: string | undefined): boolean;
  /** The port that the node listens on, once it does. */
  listensOn(port: number): void;
}

/** Names that lead to nobody but the machine itself. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const EVERYWHERE = new Set(['0.0.0.0', '::']);

/**
 * Loopback names and the address that the node listens on are its own by themselves, origins at its own port only; whatever a
 * reverse proxy answers to has to be named. Throws a `SovereignProblem` (`invalid-options`) for what is no address.
 */
export function newAddresses(configured: readonly string[], listensAt: string): Addresses {
  const given = configured.map(readAddress);
  const own = EVERYWHERE.has(listensAt) ? [] : [hostOf(listensAt)];
  const direct = [...LOOPBACK, ...own];
  const names = new Set([...direct, ...given.map(({ hostname }) => hostname)]);
  const origins = new Set(given.map(({ origin }) => origin));
  let known: string | undefined; // the last header that was found good: most are the same

  return {
    isOwn: (origin) => origins.has(origin),
    isHost(header) {
      if (header === undefined) return false;
      if (header === known) return true;
      const found = HOST.exec(header);
      if (found?.[1] === undefined || !names.has(found[1].toLowerCase())) return false;
      known = header;
      return true;
    },
    listensOn(port) {
      for (const name of direct) origins.add(new URL(`http://${name}:${port}`).origin);
    },
  };
}

/** A name, an IPv4 address or an IPv6 address in brackets, and perhaps a port (RFC 9110, section 7.2). */
const HOST = /^([a-z0-9._-]{1,255}|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?$/i;

/** Whether a `host` header names the machine itself. */
export function isLoopbackHost(header: string | undefined): boolean {
  const name = header === undefined ? undefined : HOST.exec(header)?.[1];
  return name !== undefined && LOOPBACK.includes(name.toLowerCase());
}

function hostOf(address: string): string {
  return new URL(`http://${address.includes(':') ? `[${address}]` : address}`).hostname;
}

function readAddress(text: string): URL {
  const url = URL.parse(text);
  const fits = url !== null && /^https?:$/.test(url.protocol) && url.username === '';
  if (fits && url.search === '' && url.hash === '') return url;
  const message = `"${text}" is no address of a sovereign: give it as https://bank.example`;
  throw new SovereignProblem('invalid-options', message);
}
