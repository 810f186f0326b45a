import type { Limits } from './options.ts';

const DEFAULT_LIMITS: Limits = {
  bodyBytes: 8_388_608,
  queue: 8192,
  perAddressPerSecond: 20_000,
  perAddressBurst: 20_000,
  connections: 4096,
};

export function limitsOf(given: Partial<Limits> = {}): Limits {
  return { ...DEFAULT_LIMITS, ...given };
}
