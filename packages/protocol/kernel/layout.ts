// Where everything lies in the kernel's memory. The host reads these addresses through the exported functions of index.ts.

/** Bytes of a state (protocol.md, section 3) and where its parts begin. */
export const STATE: usize = 176;
export const SEQUENCE: usize = 40;
export const PREVIOUS: usize = 48;
export const ENTROPY: usize = 80;
export const OPERATION: usize = 112;
export const CONTENTS: usize = 144;

export const HASH: usize = 32;
export const BLOCK: usize = 64;
export const LANES: usize = 4;

/** How many steps one call takes on one chain; four chains at once take a quarter of it each. */
export const STEPS: usize = 1024;
/** States of one of four chains: a head and its steps. */
export const LANE_STATES: usize = STEPS / LANES + 1;

/** Keys of the purposes, as plain chaining values and spread over four lanes. */
export const KEYS: usize = memory.data(3 * 32, 16);
export const WIDE_KEYS: usize = memory.data(3 * 128, 16);

export const STATES: usize = memory.data(1028 * 176, 16);
export const IDS: usize = memory.data(1028 * 32, 16);
export const OPERATIONS: usize = memory.data(1024 * 32, 16);
export const CONTENTS_LIST: usize = memory.data(1024 * 32, 16);
export const LINKS: usize = memory.data(1025 * 32, 16);
