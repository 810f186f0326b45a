export { MAX_BLOCK_BYTES, MAX_FRAMED_BYTES, messageId } from './frame.ts';
export { type FrameProgress, type FrameReader, createFrameReader } from './read-frames.ts';
export { type Frames, createFrames } from './show-frames.ts';
