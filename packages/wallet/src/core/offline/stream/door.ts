/** What a wallet does for streams; loaded when it is first asked for. */
export { endStream, openStream } from './open-stream.ts';
export { receiveStreams } from './receive-streams.ts';
