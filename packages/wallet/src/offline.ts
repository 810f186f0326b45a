/** What is promised without a network, ways for two wallets' messages, and a payment over one of them. */
export type { MessageChannel } from './core/offline/channel/channel.ts';
export { type FramePort, frameChannel } from './core/offline/channel/frame-channel.ts';
export { type AskedFor, meetOver, payOver, receiveOver } from './core/offline/channel/meet.ts';
export { memoryChannels } from './core/offline/channel/memory-channel.ts';
export { PROMISED, promisedText } from './core/offline/words.ts';
export { type ByteStreams, streamChannel } from './core/offline/channel/stream-channel.ts';
