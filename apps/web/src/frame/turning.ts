/** Characters that show what stands around them in another order than it is in. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/** Somebody else's words within one's own: where they would turn these, it shows. */
export function unturned(text: string): string {
  return text.replace(TURNING, '\ufffd');
}
