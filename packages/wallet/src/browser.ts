/** The wallet in a browser: the same SDK, stored in IndexedDB. Nothing here imports from Node. */
export {};
