/** `cache-control` of what is known by its hash: whoever has it need not ask again. */
export const FOR_EVER = 'public, max-age=31536000, immutable';
