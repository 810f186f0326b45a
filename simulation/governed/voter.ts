import {
  type Assertion,
  attestationHash,
  ballotChallenge,
  type Choice,
  concat,
  type Governance,
  type Hash,
  type Hold,
  type KeyPair,
  signingContext,
  toBase64url,
  toHex,
  type Transition,
  type Vendor,
  vendorId,
} from '@tallystick/protocol';
import type { HoldBook } from '../check/hold-book.ts';
import type { Random } from '../engine/random.ts';
import { outcomes, submission } from '../parties/raw-account.ts';
import type { Stage } from '../stage.ts';
import { CAPTURED, registered, VENDORS } from './charter.ts';
import { type Said, Speaker } from './speaker.ts';

/** COSE_Key of an ML-DSA-44 key up to its bytes (RFC 9964 section 3). */
const COSE_HEAD = Uint8Array.fromHex('a3010703382f20590520');
/** W3C Web Authentication section 6.1: RP ID's hash, somebody present and verified, a counter. */
const AUTHENTICATOR_DATA = concat(new Uint8Array(32).fill(9), Uint8Array.of(0x05, 0, 0, 0, 7));
const NO_CONTEXT = new Uint8Array(0);

interface Whose {
  readonly vendor: Vendor | null;
  readonly tier: number;
  /** What is in force. */
  readonly governance: () => Governance;
}

/** Somebody with a voting key of some vendor, or none. */
export class Voter extends Speaker {
  vendor: Vendor | null;
  readonly tier: number;
  /** How often the rulebook objected. */
  objected = 0;
  readonly #stage: Stage;
  readonly #random: Random;
  readonly #governance: () => Governance;
  #key: KeyPair;

  constructor(stage: Stage, name: string, random: Random, whose: Whose) {
    super(stage, name, random);
    this.#stage = stage;
    this.#random = random;
    this.vendor = whose.vendor;
    this.tier = whose.tier;
    this.#governance = whose.governance;
    this.#key = this.#newKey();
  }

  get isCaptured(): boolean {
    return this.vendor !== null && toHex(vendorId(this.vendor)) === toHex(CAPTURED);
  }

  /** The tier that a registrar attests. */
  attested(): Transition {
    const { crypto, sovereign, pair } = this.#stage.node.founding;
    const record = { country: 'KE', tier: this.tier, validUntil: null };
    const message = attestationHash({ identity: this.identity.id, ...record });
    const context = signingContext('attestation', sovereign);
    const signature = crypto.sign(pair('registrar'), message, context);
    return this.identity.change({
      kind: 'country',
      ...record,
      attestation: { registrar: 0, signature },
    });
  }

  /** A voting key of its vendor, the first or another one. */
  async register(vendor: Vendor = this.#random.pick(VENDORS)): Promise<Said> {
    const { founding } = this.#stage.node;
    const key = this.#newKey();
    const governance = this.#governance();
    const said = await this.say(
      registered(founding, governance, this.identity.id, {
        key: concat(COSE_HEAD, key.publicKey),
        attestation: this.#random.bytes(40),
        vendor: vendorId(vendor),
      }),
    );
    if (said.code !== 'admitted') return said;
    this.vendor = vendor;
    this.#key = key;
    return said;
  }

  vote(proposal: Hash, choice: Choice, isAttested: boolean, isBeside: boolean): Promise<Said> {
    const assertion = isAttested ? this.#assertion(proposal, choice) : null;
    return this.say({ kind: 'ballot', proposal, choice, assertion }, isBeside);
  }

  /** Puts holds for others from beside the sovereign, so that it comes to the millisecond. */
  async put(holds: readonly Hold[]): Promise<string> {
    const { account } = this.identity;
    const changes = holds.map(({ currency, cap }) => [currency, -cap] as const);
    const operation = { kind: 'put', country: 'KE', holds, ...account.common() } as const;
    return await this.#serve(account.build(operation, changes));
  }

  /** Takes the whole of a hold, or takes it back. */
  async take(hold: HoldBook, claim: number | null): Promise<string> {
    const { account } = this.identity;
    const change = [hold.currency, hold.cap] as const;
    return await this.#serve(account.build(account.take([hold], claim), [change]));
  }

  /** What the treasury put for it. */
  async collect(): Promise<void> {
    const { account } = this.identity;
    const { books, node } = this.#stage;
    const holds = [...books.holds.values()].filter(({ claims }) => claims[0]?.payee === this.id);
    const changes = holds.map((hold) => [hold.currency, hold.cap] as const);
    const take = account.build(account.take(holds, 0), changes);
    await node.serve(submission([take]));
  }

  async #serve(transition: Transition): Promise<string> {
    const answer = this.#stage.node.serve(submission([transition]));
    const [code = ''] = answer === undefined ? [] : outcomes(await answer);
    return code;
  }

  #assertion(proposal: Hash, choice: Choice): Assertion {
    const { crypto, sovereign } = this.#stage.node.founding;
    const challenge = ballotChallenge(sovereign, this.identity.id, proposal, choice);
    const clientData = new TextEncoder().encode(
      JSON.stringify({
        type: 'webauthn.get',
        challenge: toBase64url(challenge),
        origin: 'https://harbour.example',
      }),
    );
    const message = concat(AUTHENTICATOR_DATA, crypto.sha256(clientData));
    const signature = crypto.sign(this.#key, message, NO_CONTEXT);
    return { authenticatorData: AUTHENTICATOR_DATA, clientData, signature };
  }

  #newKey(): KeyPair {
    return this.#stage.node.founding.crypto.keyPair(1, this.#random.bytes(32));
  }
}
