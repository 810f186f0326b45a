import { createFrames, messageId } from '@tallystick/protocol';
import { type Json, bytesFor, plain } from '../plain.ts';

/** Messages, and frames of them: their blocks, and sums of blocks. */
export function frameVectors(): Json {
  const cases: readonly [number, number, readonly number[]][] = [
    [1, 2048, [0, 1, 2 ** 32 - 1]],
    [70, 24, [0, 1, 2, 3, 4, 5, 6, 1000, 2 ** 32 - 1]],
    [2600, 10, [0, 259, 260, 261, 99_999]],
  ];
  return plain({
    messages: cases.map(([length, most, numbers]) => {
      const content = bytesFor(`message of ${length}`, length);
      const frames = createFrames(content, most);
      return {
        content,
        id: messageId(content),
        blocks: frames.count,
        frames: numbers.map((number) => ({ number, text: frames.text(number) })),
      };
    }),
  });
}
