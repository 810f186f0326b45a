/**
 * One sovereign's node: it takes transitions over HTTP, gives certificates and evidence back, and is operated, backed
 * up, restored and audited by the people who own it.
 */
export {};
