import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Constitution,
  type CryptoProvider,
  type Epoch,
  type Hash,
  type Key,
  type SignedConstitution,
  type SignedEpoch,
  MAX_CONSTITUTION_BYTES,
  MAX_EPOCH_BYTES,
  constitutionCodec,
  decode,
  epochCodec,
  epochHash,
  epochOrigin,
  hash,
  sameKey,
  signedConstitutionCodec,
  signedEpochCodec,
  signingContext,
  checkSealed,
} from '@tallystick/protocol';
import { SovereignProblem } from '../founding/options.ts';
import { readPublicKey } from '../founding/public-key-file.ts';
import { type FolderPaths, epochFile, folderPaths } from './paths.ts';

/** An epoch as its file has it. */
export interface OpenedEpoch {
  readonly epoch: Epoch;
  readonly signed: SignedEpoch;
}

/** What a sovereign's folder says in public, read and verified up to the root key. */
export interface OpenedFolder {
  readonly paths: FolderPaths;
  readonly sovereign: Hash;
  readonly constitution: Constitution;
  readonly signed: SignedConstitution;
  /** From 0 on, without a gap. */
  readonly epochs: readonly OpenedEpoch[];
  readonly current: OpenedEpoch;
  readonly operator: Key;
}

/** A root's signature is at most 17,088 bytes; the rest are heads of items. */
const SIGNATURE_ROOM = 20_000;

/**
 * Reads a folder's public files, verifies every signature on them, and compares the sealed keys with their checksums: what a
 * backup takes along has to open where it is restored. Throws `SovereignProblem`.
 */
export async function openFolder(folder: string, crypto: CryptoProvider): Promise<OpenedFolder> {
  const paths = folderPaths(folder);
  const signed = await readSignedConstitution(paths);
  const decoded = decode(constitutionCodec, signed.constitution, MAX_CONSTITUTION_BYTES);
  if (!decoded.ok) throw damaged(paths.constitution, decoded.reason);
  const constitution = decoded.value;
  const sovereign = hash('constitution', signed.constitution);
  const context = signingContext('constitution', null);
  if (!crypto.verify(constitution.root, sovereign, signed.signature, context)) {
    throw damaged(paths.constitution, 'the root did not sign it');
  }
  const epochs = await readEpochs(paths, constitution, sovereign, crypto);
  const operator = readPublicKey(await read(paths.operator), crypto);
  if (typeof operator === 'string') throw damaged(paths.operator, operator);
  await checkKeys(paths, crypto);
  const current = epochs.at(-1);
  if (current === undefined) throw damaged(paths.epochs, 'no epoch');
  return { paths, sovereign, constitution, signed, epochs, current, operator };
}

async function readSignedConstitution(paths: FolderPaths): Promise<SignedConstitution> {
  const bytes = await readFile(paths.constitution).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const message = `${paths.root} holds no sovereign: it has no constitution.cbor`;
    throw new SovereignProblem('not-a-sovereign', message);
  });
  const limit = MAX_CONSTITUTION_BYTES + SIGNATURE_ROOM;
  const decoded = decode(signedConstitutionCodec, bytes, limit);
  if (!decoded.ok) throw damaged(paths.constitution, decoded.reason);
  return decoded.value;
}

async function readEpochs(
  paths: FolderPaths,
  constitution: Constitution,
  sovereign: Hash,
  crypto: CryptoProvider,
): Promise<OpenedEpoch[]> {
  const count = (await readdir(paths.epochs)).filter((name) => /^\d+\.cbor$/.test(name)).length;
  const epochs: OpenedEpoch[] = [];
  for (let number = 0; number < count; number += 1) {
    const file = epochFile(paths, number);
    const decoded = decode(signedEpochCodec, await read(file), MAX_EPOCH_BYTES + SIGNATURE_ROOM);
    if (!decoded.ok) throw damaged(file, decoded.reason);
    const signed = decoded.value;
    const epoch = decode(epochCodec, signed.epoch, MAX_EPOCH_BYTES);
    if (!epoch.ok) throw damaged(file, epoch.reason);
    const fault = epochFault(epoch.value, number, constitution, sovereign);
    if (fault !== undefined) throw damaged(file, fault);
    const previous = epochs.at(-1)?.epoch;
    if (previous !== undefined && sameKey(previous.log, epoch.value.log)) {
      throw damaged(file, 'a new epoch needs a new log key');
    }
    const context = signingContext('epoch', sovereign);
    if (!crypto.verify(constitution.root, epochHash(epoch.value), signed.signature, context)) {
      throw damaged(file, 'the root did not sign it');
    }
    epochs.push({ epoch: epoch.value, signed });
  }
  return epochs;
}

function epochFault(
  epoch: Epoch,
  number: number,
  constitution: Constitution,
  sovereign: Hash,
): string | undefined {
  if (epoch.number !== number) return `it is epoch ${epoch.number}`;
  if (Buffer.compare(epoch.sovereign, sovereign) !== 0) return 'it is of another sovereign';
  if (epoch.origin !== epochOrigin(constitution.origin, number)) return 'its origin is another';
  if ((epoch.succeeds === null) !== (number === 0)) return 'it does not say what it succeeds';
  return undefined;
}

/** No key is opened for this. One that is not there is kept elsewhere; one of a newer program is left to it. */
async function checkKeys(paths: FolderPaths, crypto: CryptoProvider): Promise<void> {
  const names = await readdir(paths.keys).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) {
    if (!name.endsWith('.sealed')) continue;
    const file = join(paths.keys, name);
    const found = checkSealed(await read(file), crypto);
    if (found === 'damaged') throw damaged(file, 'it is not as it was written');
  }
}

async function read(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw damaged(path, 'it is missing');
    throw error;
  });
}

/** A file of the folder is not what was written there. */
export function damaged(path: string, reason: string): SovereignProblem {
  return new SovereignProblem('damaged', `${path}: ${reason}; restore it from a backup`);
}
