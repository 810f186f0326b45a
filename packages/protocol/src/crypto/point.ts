/** SEC 1 §2.3.3: an uncompressed point, from x ‖ y. */
export function uncompressedPoint(coordinates: Uint8Array): Uint8Array {
  const point = new Uint8Array(1 + coordinates.length);
  point[0] = 4;
  point.set(coordinates, 1);
  return point;
}
