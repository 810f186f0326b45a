/**
 * The Unified Rule Language: the text that a lawyer can read, parsed, checked, evaluated and analysed. Pure, as the
 * protocol is: a decision depends on the rulebook and on the facts, and on nothing else.
 */
export {};
