/** How `npm exec`, and so `npx`, tells the program that it was started by it. */
const STARTED_BY_NPX = process.env['npm_lifecycle_event'] === 'npx';

/** A command stands after a colon, a bracket or a backtick, or begins its line: what people wrote themselves stays as it is. */
const COMMAND = /(?<=: |[(`]|^ *)tally (?=[a-z])/gm;

/** A text for people, in which commands to type next begin as the last one did: in a checkout `tally` alone is not on the path. */
export function asTyped(text: string, byNpx: boolean = STARTED_BY_NPX): string {
  return byNpx ? text.replaceAll(COMMAND, 'npx tally ') : text;
}
