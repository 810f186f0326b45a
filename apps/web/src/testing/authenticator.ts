import type { CDPSession, Page } from 'playwright-core';

/** An authenticator of the device itself, as Chromium can pretend one: with a secret for pages (PRF). */
export class Authenticator {
  readonly #session: CDPSession;
  readonly #id: string;

  private constructor(session: CDPSession, id: string) {
    this.#session = session;
    this.#id = id;
  }

  static async attach(page: Page): Promise<Authenticator> {
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        hasPrf: true,
      },
    });
    return new Authenticator(session, authenticatorId);
  }

  /** Whether its user shows a finger, or leaves the question. */
  async answers(isUserVerified: boolean): Promise<void> {
    const authenticatorId = this.#id;
    await this.#session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  }
}

/** The secret that a page's passkey gives for wallets, asked as a script in the page could. */
export function secretOf(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const first = new TextEncoder().encode('tallystick/v1/unlock wallets');
    const given = (await navigator.credentials.get({
      publicKey: {
        challenge: new Uint8Array(32),
        userVerification: 'required',
        extensions: { prf: { eval: { first } } },
      },
    })) as PublicKeyCredential;
    const { prf } = given.getClientExtensionResults() as {
      prf: { results: { first: ArrayBuffer } };
    };
    return Array.from(new Uint8Array(prf.results.first));
  });
}

interface Kept {
  kept: readonly ArrayBuffer[];
}

/** Has a page remember the very bytes of the secrets that passkeys give it from here on. */
export function keepSecretsOf(page: Page): Promise<void> {
  return page.evaluate(() => {
    const kept: (ArrayBuffer | undefined)[] = [];
    Object.assign(globalThis, { kept });
    const { prototype } = PublicKeyCredential;
    const { value } = Object.getOwnPropertyDescriptor(prototype, 'getClientExtensionResults') ?? {};
    const results = value as () => { prf?: { results?: { first?: ArrayBuffer } } };
    prototype.getClientExtensionResults = function asked() {
      const found = results.call(this);
      kept.push(found.prf?.results?.first);
      return found as AuthenticationExtensionsClientOutputs;
    };
  });
}

/** How many bytes there still are of each of those secrets. */
export function keptBytes(page: Page): Promise<number[]> {
  return page.evaluate(() =>
    (globalThis as unknown as Kept).kept.map(({ byteLength }) => byteLength),
  );
}
