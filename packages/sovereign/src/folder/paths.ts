import { join } from 'node:path';
import { type Key, keyId, toHex } from '@tallystick/protocol';

/**
 * What lies in a sovereign's folder. Whatever is secret is under `keys/`, every file there has mode 0600, and all but
 * `unlock` are sealed (see `sealed-file.ts`).
 */
export interface FolderPaths {
  readonly root: string;
  /** What each file is, for whoever opens the folder. */
  readonly readme: string;
  /** The signed constitution, canonical bytes. Written last: its presence makes the folder a sovereign. */
  readonly constitution: string;
  /** `0.cbor`, `1.cbor`, …: signed epochs. */
  readonly epochs: string;
  /** The operator's public key, canonical bytes. */
  readonly operator: string;
  readonly keys: string;
  /** 32 bytes in base64url, the machine's key: whoever reads it can run the node and sign its log. */
  readonly unlock: string;
  /** 32 random bytes, of this machine: webhooks' secrets are sealed under it. */
  readonly deskKey: string;
  /** The corridors that the ring watches, sealed under `unlock`. There need not be such a file. */
  readonly watched: string;
  /** The operator's passkeys: public halves, and when they were used last. */
  readonly passkeys: string;
  /** The ledger's own folder: its database, and its lock. */
  readonly ledger: string;
  /** Memos, webhooks and their queue: SQLite. */
  readonly desk: string;
  /** Locked by the process that works on this folder. */
  readonly lock: string;
  /** What the gates found of proposals, one file each. */
  readonly gates: string;
  /** Where backups are written that are asked for over HTTP. */
  readonly backups: string;
  /** When a backup was made last, wherever it was written, as text: ms since 1970. There need not be such a file. */
  readonly lastBackup: string;
  /** What `tally import` knows of the rows that it paid: SQLite. */
  readonly imports: string;
  /** There while rows may have been paid that `imports` does not know of, since the folder was restored. */
  readonly importsUnsure: string;
  /** There as long as what a restored backup lacks has not been settled. */
  readonly restored: string;
}

export function folderPaths(root: string): FolderPaths {
  const keys = join(root, 'keys');
  return {
    root,
    readme: join(root, 'README.txt'),
    constitution: join(root, 'constitution.cbor'),
    epochs: join(root, 'epochs'),
    operator: join(root, 'operator.cbor'),
    keys,
    unlock: join(keys, 'unlock'),
    deskKey: join(keys, 'desk'),
    watched: join(keys, `${WATCHED_NAME}.sealed`),
    passkeys: join(root, 'passkeys.json'),
    ledger: join(root, 'ledger'),
    desk: join(root, 'desk.sqlite'),
    lock: join(root, 'lock'),
    gates: join(root, 'gates'),
    backups: join(root, 'backups'),
    lastBackup: join(root, 'last-backup'),
    imports: join(root, 'imports.sqlite'),
    importsUnsure: join(root, 'imports-unsure'),
    restored: join(root, 'restored.json'),
  };
}

/** The sealed root key, under the passphrase. */
export function rootKeyFile(paths: FolderPaths): string {
  return join(paths.keys, 'root.sealed');
}

/** One of a treasury's sealed keys, under the treasury's passphrase. */
export function treasuryKeyFile(paths: FolderPaths, code: string, index: number): string {
  return join(paths.keys, `treasury-${code}-${index}.sealed`);
}

/** What such a key is sealed for. */
export function treasuryKeyLabel(code: string, index: number): string {
  return `treasury ${code} ${index}`;
}

/** What the key of a treasury that is voted is sealed for, and its file called by. */
export function votedTreasuryName(code: string, key: Key): string {
  return `treasury-${code}-${toHex(keyId(key)).slice(0, 16)}`;
}

/** The key of a treasury that is voted: under the same passphrase. */
export function votedTreasuryKeyFile(paths: FolderPaths, code: string, key: Key): string {
  return join(paths.keys, `${votedTreasuryName(code, key)}.sealed`);
}

/** An operating key: sealed under `keys/unlock`, and as `….recovery.sealed` under the passphrase. */
export function operatingKeyFile(paths: FolderPaths, name: string, recovery: boolean): string {
  return join(paths.keys, `${name}${recovery ? '.recovery' : ''}.sealed`);
}

/** The name of an epoch's log key. */
export function logKeyName(epoch: number): string {
  return `log-${epoch}`;
}

/** The name of the key of an office that the ring holds. */
export function officeKeyName(office: string): string {
  return `office-${office}`;
}

/** One of the keys of an office's people that were made at the founding, as `createSignerKey` writes them. */
export function officeSignerFile(paths: FolderPaths, office: string, index: number): string {
  return join(paths.keys, `signer-${office}-${index}.sealed`);
}

/** The name of the list of watched corridors. */
export const WATCHED_NAME = 'watched';

/** The name of the operator's key. */
export const OPERATOR_KEY_NAME = 'operator';

export function epochFile(paths: FolderPaths, number: number): string {
  return join(paths.epochs, `${number}.cbor`);
}
