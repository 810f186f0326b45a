/** `cache-control` of what never changes under its address: whoever has it need not ask again. */
export const FOR_EVER = 'public, max-age=31536000, immutable';
