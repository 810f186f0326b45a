/**
 * A token bucket for each remote address: `perSecond` requests as a long-term mean, `burst` at once beyond it. What is kept
 * is bounded: two generations of buckets, of which the older is dropped whole, so that a flood of addresses costs memory
 * only up to twice `MAX_ADDRESSES` and no sweep ever runs.
 */
export interface RateLimit {
  /** Seconds to wait (at least 1) when this address has to wait, else 0. */
  take(address: string, nowMs: number): number;
}

/** What one address, or one connection, may still send, as of a time. */
export interface Bucket {
  tokens: number;
  at: number;
}

const MAX_ADDRESSES = 16_384;

export function rateLimit(perSecond: number, burst: number): RateLimit {
  let young = new Map<string, Bucket>();
  let old = new Map<string, Bucket>();

  function bucketOf(address: string, nowMs: number): Bucket {
    const found = young.get(address);
    if (found !== undefined) return found;
    const bucket = old.get(address) ?? { tokens: burst, at: nowMs };
    if (young.size >= MAX_ADDRESSES) {
      old = young;
      young = new Map();
    }
    young.set(address, bucket);
    return bucket;
  }

  return {
    take: (address, nowMs) => takeFrom(bucketOf(address, nowMs), perSecond, burst, nowMs),
  };
}

/** Takes one request from a bucket that fills by `perSecond` up to `burst`. Seconds to wait when it is empty, else 0. */
export function takeFrom(bucket: Bucket, perSecond: number, burst: number, nowMs: number): number {
  const elapsedMs = Math.max(0, nowMs - bucket.at); // a clock that steps back earns nothing
  const tokens = Math.min(burst, bucket.tokens + (elapsedMs * perSecond) / 1000);
  bucket.at = nowMs;
  bucket.tokens = tokens >= 1 ? tokens - 1 : tokens;
  return tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
}
