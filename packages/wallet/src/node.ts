/** The wallet in Node: the same SDK, stored in files. */
export {};
