/** The scripts that this page starts beside itself: none but those that were built with it. */

/** A browser with Trusted Types starts workers from nothing but what a policy has made; another takes the text. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

const OWN_SCRIPT = /^\/(assets\/[\w.-]+|sw)\.js$/;
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
const policy = trustedTypes?.createPolicy('tallystick', { createScriptURL: requireOwn });

/** The address of a script of this origin, in the form that the browser asks for. Throws for any other. */
export function scriptUrl(url: string): string {
  return policy === undefined ? requireOwn(url) : policy.createScriptURL(url);
}

function requireOwn(url: string): string {
  const { origin, pathname } = new URL(url, location.href);
  if (origin === location.origin && OWN_SCRIPT.test(pathname)) return pathname;
  throw new TypeError('this is no script of these pages');
}
