/** Paying servers as one goes: a `fetch` that shows ticks, up to a budget. For browsers and Node alike. */
export {
  type PaidResponse,
  type StreamFetch,
  type StreamFetchOptions,
  type StreamRequestInit,
  streamFetch,
} from './core/offline/stream/http/stream-fetch.ts';
/** What a server asks for when it answers 402, read before anything is paid. */
export { readDemand } from './core/offline/stream/http/wire.ts';
