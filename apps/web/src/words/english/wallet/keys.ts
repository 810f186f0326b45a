/** What the wallet says of keys: opening, locking, what is kept where, devices, several sovereigns, its own release. */
export const keysEnglish = {
  openBy: 'How you will open it',
  kinds: { passkey: 'With this device’s lock', passphrase: 'With a passphrase' },
  labels: { passkey: 'Passkey', passphrase: 'Passphrase' },
  protects: {
    passkey:
      'A passkey: your finger, face or device code. Nothing to remember and nothing to guess. Whoever has the unlocked passkey and this browser can open the wallet; without the passkey nobody can.',
    passphrase:
      'Words that only you know. Every guess takes a computer about a second of work and 64 MB, so five random words hold; a short or known one does not. It can be overheard or typed into a false page.',
  },
  byPasskey: 'Unlock with the passkey',
  lockedLead: 'It is locked. The passkey opens it, in this browser.',
  faults: {
    cancelled:
      'No passkey was shown: the question was closed, took too long, or the passkey is not on this device. Try again, or use the other way.',
    'no-secret':
      'This passkey or browser cannot keep a key for the wallet (it lacks what is called PRF). Use another authenticator, or a passphrase.',
    other:
      'That is another passkey than the one of this wallet. Use the authenticator on which it was made.',
  },
  gone: {
    title: 'This browser has lost the wallet',
    what: (name: string, sovereign: string): string =>
      `There was the wallet of ${name} at ${sovereign} here, and what it stored is gone. Browsers clear what sites store when a disk is full, when they are told to, or after a long time unused.`,
    money:
      'The money has not moved: it belongs to the identity, at the sovereign. But this browser’s keys to it are gone, and nobody can make them again.',
    todo: [
      'If you have the wallet on another device too: open it there, and under “Devices” remove this browser and add it again. What this browser held comes back to the identity.',
      'If it was the only device: its keys cannot be made again, not by the sovereign either. There is no way back to what it held.',
      'If a backup of this whole browser profile exists: put it back, then look again.',
    ] as readonly string[],
    anew: 'I want another wallet',
    anewMeans: (name: string): string =>
      `That makes a new identity with no money. It does not bring back ${name}, and the handle stays taken.`,
    anewGo: 'Begin with another wallet',
  },
  places: {
    title: 'Sovereigns',
    about: 'Wallets at several sovereigns, side by side',
    choose: 'At which sovereign',
    closed: 'could not be opened',
    wrong: 'something is wrong there',
    away: 'cannot be reached',
    more: 'Another sovereign',
    lead: 'One browser can have a wallet at several sovereigns. One way to unlock opens them all; keys, money and history of each are apart.',
    here: 'shown',
    show: 'Show',
    address: 'Address of the sovereign',
    addressMeans: 'Such as https://money.example',
    look: 'Look who that is',
    looking: 'Asking',
    met: 'Who answered there',
    name: 'Name',
    country: 'Country',
    currencies: 'Currencies',
    fingerprint: 'Fingerprint of its constitution',
    trust:
      'This is what the address answers now; nobody vouches for it. Compare the fingerprint with what the sovereign has published elsewhere. From the moment you join, this wallet accepts no other constitution from it.',
    otherPin:
      'Another constitution answers at this address than the one that you have seen: its fingerprint differs. Do not join before you know why.',
    join: 'Make a wallet there',
    joining: 'Making keys',
    known: 'You have a wallet there.',
    elsewhere: (where: string): string => `This asks for a payment at another sovereign: ${where}.`,
    elsewhereGo: 'Look at it',
    all: 'At other sovereigns',
  },
  settings: {
    title: 'Settings',
    about: 'Unlocking, locking, what is stored, and checks',
    ways: 'Ways to unlock',
    waysMeans:
      'Each of these opens the wallet by itself. A second one is good to have when the first is lost.',
    since: (day: string): string => `since ${day}`,
    remove: 'Remove',
    removeSure: 'Remove for good',
    lastWay: 'The only way cannot be removed: add another one first.',
    addPasskey: 'Add a passkey',
    addPassphrase: 'Add a passphrase',
    add: 'Add',
    noPasskeys:
      'No passkeys here: browsers allow them only under a name, such as localhost or a domain.',
    locking: 'Locking by itself',
    lockAfter: 'When nobody has touched it for',
    minutes: (count: number): string => `${count} minutes`,
    lockHidden: 'Also as soon as this page is not in sight',
    stored: 'What is stored here',
    storedWhat: [
      'In this browser: sealed keys, balances, history and proofs of each wallet; in the clear only when it locks, the language, and that there is a wallet of this handle.',
      'At the sovereign: your address, handle, country and payments. Nowhere else: there is no copy.',
    ] as readonly string[],
    kept: 'The browser has promised not to clear it by itself.',
    notKept: 'The browser has not promised to keep it: it may clear it when the disk is full.',
    ask: 'Ask the browser to keep it',
    used: (used: string, most: string): string => `${used} used of ${most} that it allows.`,
    checking: 'Checks',
    verify: 'Check everything',
    verifyMeans:
      'Reads all that is stored, checks each signature and proof, and what the sovereign’s log shows now.',
    verifying: 'Checking',
    verified: (records: string, certificates: string, checkpoints: string): string =>
      `All in order: ${records} records, ${certificates} proofs, ${checkpoints} states of the log.`,
    verifiedOffline: 'The sovereign could not be reached: only what is stored was checked.',
    problems: 'Something is not as it was signed. Stop paying, and keep what is shown here:',
    compare: 'Compare with another wallet',
    compareMeans:
      'A sovereign that shows two people two different histories is caught when their wallets compare what they have seen. Give them your text, and put in theirs.',
    own: 'What this wallet has seen',
    theirs: 'What theirs has seen',
    compareGo: 'Compare',
    same: 'Both have seen one and the same history.',
    forked:
      'These are two different histories, signed by one sovereign. Keep this, and show it to everybody:',
    copy: 'Copy',
  },
  devices: {
    title: 'Devices',
    about: 'Which devices may act for you; add and remove them',
    lead: 'Each device has keys and a balance of its own. A device is added, never copied: two copies of one would sign two different things.',
    own: 'this device',
    device: (number: number): string => `Device ${number}`,
    name: 'Name',
    rename: 'Rename',
    save: 'Save',
    key: 'Begins with',
    revoke: 'Remove',
    revokeLook: (name: string): string =>
      `${name} can pay nothing new from then on. What it holds comes back to you at the next sync. This cannot be undone.`,
    revokeGo: 'Remove this device',
    cancel: 'Leave it',
    add: 'Add a device',
    addMeans:
      'On the new device, open this sovereign’s wallet page and choose “I have a wallet on another device”. Read the code that it shows, or put in its text.',
    request: 'Text of the new device',
    noCode: 'There is no such code in this picture. Go closer, or hold it straight.',
    otherCode: 'That is not the code of a new device.',
    asks: 'The keys of the new device begin with',
    compare:
      'Add it only if the new device shows the same: it can act for you from then on, and take what is paid to you.',
    addGo: 'Add it',
    invitation: 'It is added. Now show this to the new device: it is no secret.',
    invitationCode: 'Code for the new device',
    invitationText: 'The same as a text',
    have: 'I have a wallet on another device',
    prepareTitle: 'Add this browser to your wallet',
    prepareLead:
      'This browser makes keys of its own. Your other device then says that they are yours.',
    prepareGo: 'Make keys for this browser',
    prepared:
      'Now hold this code to the camera of your other device: there under “More”, “Devices”, “Add a device”.',
    code: 'Moving code for your other device',
    without: 'Without a camera: as a text or as pictures',
    stillMeans:
      'The same in codes that stand still. Pictures of all of them, taken one by one, can be read on the other device.',
    still: (number: number, count: number): string => `Code ${number} of ${count}`,
    asksHere: 'Your other device asks whether to add these keys. They begin with',
    thenRead: 'Once you have added it there, read the code that your other device then shows.',
    invited: 'What your other device gave',
    joinGo: 'Join',
    forget: 'Forget these keys, and begin again',
    refuse:
      'Keys cannot be exported or copied: a device is enrolled, not copied. To have the wallet on another device, add that device here.',
  },
  release: {
    title: 'These pages',
    check: 'Compare these pages',
    hash: 'Hash over all files',
    same: 'This browser runs what the sovereign says it serves.',
    differs:
      'This browser runs other files than the sovereign says it serves. Close all its pages and open them again; if it stays, do not unlock here.',
    other:
      'The sovereign serves another version than this page is of. The page says so above as soon as that can be loaded.',
    unknown: 'The sovereign could not be asked which release it serves.',
    means:
      'Compare the hash with what the operator has published elsewhere. Whoever serves these pages could serve false ones that show a right hash: only comparing from outside, or the command line, protects against that.',
  },
};
