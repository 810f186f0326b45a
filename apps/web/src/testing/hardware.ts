import type { Page } from 'playwright-core';

/** Plugs a security key with a fingerprint into a page: Chromium's virtual authenticator. */
export async function plugInKey(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** The certificate of the maker of the key in a page, in DER: of a key that is made for nothing. */
export async function makerOf(page: Page): Promise<Uint8Array> {
  const encoded = await page.evaluate(async () => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON({
      challenge: 'AAAA',
      rp: { name: 'sample' },
      user: { id: 'AAAA', name: 'sample', displayName: 'sample' },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
      attestation: 'direct',
    });
    const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
    return (made.toJSON() as RegistrationResponseJSON).response.attestationObject;
  });
  const object = Buffer.from(encoded, 'base64url');
  // "x5c", a list of one, bytes with a length of two bytes.
  const start = object.indexOf(Buffer.from('637835638159', 'hex')) + 6;
  return Uint8Array.from(object.subarray(start + 2, start + 2 + object.readUInt16BE(start)));
}
