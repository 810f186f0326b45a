/** The crypto provider on `node:crypto` (OpenSSL 3.5): the one folder of this package that may import from Node. */
export {};
