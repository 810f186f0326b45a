import type { Drawn } from './eye-messages.ts';

/** A dark and a light point: red, green, blue, alpha. */
const [DARK = 0, LIGHT = 0] = new Uint32Array(
  Uint8Array.of(16, 16, 16, 255, 255, 255, 255, 255).buffer,
);

/** Draws a code with one point of the canvas for a cell: the style sheet makes it larger. */
export function paint(canvas: HTMLCanvasElement, { side, cells }: Drawn): void {
  if (canvas.width !== side) [canvas.width, canvas.height] = [side, side];
  const context = canvas.getContext('2d');
  if (context === null) return;
  const picture = context.createImageData(side, side);
  const points = new Uint32Array(picture.data.buffer);
  for (let at = 0; at < points.length; at += 1) points[at] = cells[at] === 1 ? DARK : LIGHT;
  context.putImageData(picture, 0, 0);
}
