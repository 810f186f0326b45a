import type { Limits } from './options.ts';

const DEFAULT_LIMITS: Limits = {
  bodyBytes: 8_388_608,
  bodiesBytes: 268_435_456,
  answersBytes: 268_435_456,
  answerMs: 60_000,
  queue: 8192,
  perAddressPerSecond: 20_000,
  perAddressBurst: 20_000,
  sessionsPerSecond: 200,
  sessionsBurst: 2000,
  connections: 4096,
  headersMs: 10_000,
  requestMs: 30_000,
};

export function limitsOf(given: Partial<Limits> = {}): Limits {
  return { ...DEFAULT_LIMITS, ...given };
}
