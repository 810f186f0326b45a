/** `README.txt` of a sovereign's folder. */
export const FOLDER_README = `This folder is one Tallystick sovereign. Do not edit anything in it by hand.

constitution.cbor      the signed constitution: public
epochs/                which keys signed the log, and when: public
operator.cbor          the operator's public key
passkeys.json          the operator's passkeys, without any secret: whoever can write it can let others in
ledger/                every entry, balance and hold
gates/                 what the gates found of proposals: public
desk.sqlite*           memos, webhooks and what they still have to deliver
address                where the node answers, while it runs
lock                   locked by the process that runs here, while one does
treasury-CODE.lock     locked by the command that issues, while one does
treasury-CODE.place    what the treasury has signed last: never put an older one back
treasury-CODE.abandoned/  what it has signed and given up
imports.sqlite         which rows of which files \`tally import\` has paid
wallets/               the wallets of parties that an import made, each with its key: whoever reads them can spend
audit-*/               a copy that an audit works on, while one does
unfinished             there while the sovereign is being founded
backups/               written by POST /v1/operator/backup; move them to another machine
last-backup            when a backup was made last, wherever it lies
restored.json          only in a restored folder, until what is missing has been settled

keys/root.sealed                  the root key, under the passphrase: signs the constitution and new epochs
keys/treasury-CODE-N.sealed       a treasury's key, under the treasury's passphrase: mints and burns
keys/log-N.sealed                 signs the log's checkpoints, under keys/unlock
keys/operator.sealed              opens the operator's endpoints, under keys/unlock
keys/office-NAME.sealed           signs for an office that the node's ring holds, under keys/unlock; if there are any
keys/*.recovery.sealed            the same under the passphrase, to restore on another machine
keys/signer-NAME-N.sealed         a key of the people of an office, under the passphrase; may be taken elsewhere
keys/unlock                       the machine's own key, so that the node starts unattended
keys/desk                         what webhooks' secrets are sealed under, made at the first start
keys/watched.sealed               corridors whose payments are held, under keys/unlock; if there are any

Whoever can read keys/unlock and the rest of this folder can run this sovereign's node and sign its log, but cannot mint,
and cannot change the constitution. Keep it on this machine: backups leave it out. Keep the passphrase, and a backup,
somewhere else: it is nowhere on the disk, unless none was given. Then there is

passphrase.txt                    the passphrase that was made: whoever can read it can mint, and change everything
`;
