import {
  type Assertion,
  CREDENTIAL_ALGORITHMS,
  type KeyAttestation,
  ballotChallenge,
  encode,
  encodeGovernance,
  equalBytes,
  fromBase64url,
  keyAttestationCodec,
  registrationChallenge,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import type { JsonReader } from '../client/json.ts';
import type { Context } from '../context.ts';
import { stop } from '../stop.ts';
import type {
  AssertedCredential,
  AssertionRequest,
  BallotRequest,
  CreatedCredential,
  OfficeStatement,
  RegisteredVotingKey,
  VotingKeyRequest,
} from './governance-types.ts';
import { hashOf } from './read-id.ts';
import { sayOnce } from './say-once.ts';

const CHALLENGE_PATH = '/v1/voting-keys/challenge';
const PATH = '/v1/voting-keys';
/** protocol.md section 4: an attestation has room for no more. */
const MAX_BYTES = 16_384;

export async function askForVotingKey({
  own,
  enrolment,
  trust,
}: Context): Promise<VotingKeyRequest> {
  const answer = await own.post(CHALLENGE_PATH, {});
  const nonce = answer.field('nonce').challenge();
  const expiresAt = answer.field('expiresAt').count();
  // Made here: a sovereign that answers another would have it signed for somebody else.
  const challenge = registrationChallenge(trust.sovereign, enrolment.identity, nonce);
  const name = toHex(enrolment.identity).slice(0, 8);
  return {
    nonce: toBase64url(nonce),
    expiresAt,
    options: {
      challenge: toBase64url(challenge),
      rp: { name: trust.constitution.name },
      user: { id: toBase64url(enrolment.identity), name, displayName: name },
      pubKeyCredParams: Object.values(CREDENTIAL_ALGORITHMS).map((alg) => ({
        type: 'public-key',
        alg,
      })),
      authenticatorSelection: { userVerification: 'required' },
      attestation: 'direct',
    },
  };
}

export async function registerVotingKey(
  context: Context,
  request: VotingKeyRequest,
  { response }: CreatedCredential,
): Promise<RegisteredVotingKey> {
  const given = {
    nonce: bytesOf(request.nonce),
    object: bytesOf(response.attestationObject),
    clientData: bytesOf(response.clientDataJSON),
  };
  const answer = await context.own.post(PATH, {
    nonce: request.nonce,
    attestationObject: response.attestationObject,
    clientData: response.clientDataJSON,
  });
  const statement = statementIn(answer, given);
  const said = await sayOnce(context, statement);
  return { ...said, vendor: toHex(statement.vendor), name: answer.field('name').text() };
}

/** The registrars' word, if it is about the key that was sent; the ledger verifies their signature. */
function statementIn(
  answer: JsonReader,
  given: KeyAttestation,
): Extract<OfficeStatement, { kind: 'voting-key' }> {
  const key = answer.field('key').bytes();
  const attestation = answer.field('attestation').bytes();
  const isMine = equalBytes(attestation, encode(keyAttestationCodec, given));
  if (!isMine || !contains(given.object, key)) {
    return stop('tampering', 'other-key', 'The sovereign signed another key than was sent to it.');
  }
  const signatures = answer
    .field('signatures')
    .list()
    .map((one) => ({ by: one.field('by').count(), bytes: one.field('signature').bytes() }));
  const vendor = answer.field('vendor').hash();
  const statement = { kind: 'voting-key', key, attestation, vendor, signatures } as const;
  try {
    encodeGovernance(statement);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    stop('unreachable', 'bad-answer', `${PATH} answered with no word of an office.`);
  }
  return statement;
}

/** Whether `part` stands in `whole`, byte for byte; a credential's key does in what attests it. */
function contains(whole: Uint8Array, part: Uint8Array): boolean {
  if (part.length === 0) return false;
  for (let at = 0; at + part.length <= whole.length; at += 1) {
    if (equalBytes(whole.subarray(at, at + part.length), part)) return true;
  }
  return false;
}

export function askForAssertion(
  { enrolment, trust }: Context,
  { proposal, choice }: Pick<BallotRequest, 'proposal' | 'choice'>,
  credentialId: string,
): Promise<AssertionRequest> {
  const id = hashOf(proposal);
  const challenge = ballotChallenge(trust.sovereign, enrolment.identity, id, choice);
  return Promise.resolve({
    challenge: toBase64url(challenge),
    userVerification: 'required',
    allowCredentials: [{ type: 'public-key', id: toBase64url(bytesOf(credentialId)) }],
  });
}

export function readAssertion({ response }: AssertedCredential): Assertion {
  return {
    authenticatorData: bytesOf(response.authenticatorData),
    clientData: bytesOf(response.clientDataJSON),
    signature: bytesOf(response.signature),
  };
}

function bytesOf(text: string): Uint8Array {
  const bytes = fromBase64url(text, MAX_BYTES);
  if (bytes !== undefined && bytes.length > 0) return bytes;
  return stop('usage', 'bad-credential', 'This is not what a credential gives as JSON.');
}
