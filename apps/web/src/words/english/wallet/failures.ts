/** Why something did not happen, by the code of the failure: every code of the SDK that a page can meet. A test holds it to that. */
export const failuresEnglish: Readonly<Record<string, string>> = {
  // What is typed.
  'bad-recipient': 'That names nobody. Type a handle such as @ada, an address, or a payment link.',
  'amount-empty': 'Type an amount.',
  'amount-not-a-number': 'That is no amount. Type a number such as 12.50.',
  'amount-negative': 'An amount cannot be below zero.',
  'amount-too-precise': 'This currency has fewer decimals.',
  'amount-too-large': 'No amount can be that large.',
  'amount-zero': 'Type an amount above zero.',
  'no-amount': 'It has to be said how much.',
  'amount-differs': 'The amount is another one than was asked for. Look again at both.',
  'unknown-currency': 'This sovereign has no such currency, as far as this wallet knows.',
  'no-currency': 'It has to be said in which currency.',
  'currency-differs': 'The currency is another one than was asked for.',
  'bad-memo': 'The note is too long. Make it shorter.',
  'bad-note': 'That note is too long. Make it shorter.',
  'unknown-entry': 'Your history has no such line.',
  'payee-without-key': 'They cannot read notes yet. Pay without one.',
  'operation-too-large':
    'That is too much at once. Ask for less: fewer people, or shorter conditions.',
  'no-country-record': 'You have no record of a country here that this could be decided under.',
  'other-sovereign': 'This is for a wallet at another sovereign.',
  'bad-url': 'That is no address of a sovereign. Type one such as https://money.example.',
  'bad-country': 'Choose a country from the list.',
  'bad-handle': 'Type 1 to 32 small letters, digits, dots or dashes.',
  'known-place':
    'This browser has a wallet at that sovereign already. If it is not open, lock, then unlock again.',
  'too-many-places': 'This browser has as many wallets as it can keep.',
  // The wallet and its devices.
  'no-wallet': 'The wallet is locked, or not in this browser. Unlock it again.',
  'other-wallet': 'Another of your wallets is shown by now. Nothing was done; look again.',
  'wallet-exists': 'There is a wallet here already. Unlock it instead.',
  'newer-wallet':
    'A newer version has used this wallet. Load this page again to have that version.',
  'other-version':
    'This version cannot read the sovereign’s constitution. Load this page again to have a newer one.',
  'wrong-unlock': 'That is not the passphrase.',
  'last-way': 'This is the only way to open it. Add another one first.',
  'too-many-ways': 'There are as many ways to open it as there can be. Remove one first.',
  'too-few-signers':
    'Several of your devices have to sign this, or the one that founded the wallet.',
  'bad-request': 'That is not the text of a new device. Copy it again, whole.',
  'bad-invitation': 'That is not what your other device gave. Copy it again, whole.',
  'not-enrolled':
    'This browser is not one of the identity’s devices, or not any more. Add it from another device.',
  'already-enrolled': 'This device is one of yours already.',
  'device-revoked': 'This device was removed. What it held is with the identity’s other devices.',
  'handle-taken': 'Somebody has this handle. Choose another.',
  'wallet-locked': 'This wallet is open in another tab or window. Close it there, then try again.',
  'not-opened':
    'The wallet is not on the ledger yet. Keep it open while the sovereign can be reached.',
  'bad-checkpoint':
    'That is nothing that a wallet of this sovereign has seen. Copy it again, whole.',
  'too-many': 'That is too much to compare at once.',
  // What the sovereign or its rules say.
  'reference-twice':
    'You signed this before, and it is set aside, perhaps until another day. Look at what is set aside; if you want it a second time, go back and look once more.',
  'insufficient-balance': 'There is not enough in this wallet.',
  'unknown-identity': 'Nobody here has that name.',
  unknown: 'The sovereign knows nothing of it.',
  'payee-without-country': 'They have no record of a country yet, so nobody can pay them.',
  'rules-refuse': 'The rules refuse this payment.',
  'rules-hold': 'The rules hold this payment until a requirement is met.',
  'not-acceptable':
    'It came too late to the sovereign, or its clock and yours differ. Nothing was paid; try again.',
  'balance-full': 'No more of this currency fits into one wallet.',
  'place-not-free':
    'An earlier payment was refused, and its place is kept until it cannot be sent any more. Try again in a minute.',
  'no-answer': 'The sovereign did not answer. Nothing is lost; try again.',
  'bad-answer': 'What the sovereign answered cannot be read. Nothing is lost; try again.',
  quorum: 'Too few witnesses have cosigned the log yet. Nothing is lost; the wallet asks again.',
  'no-tiles': 'The sovereign did not show its log. Nothing is lost; try again.',
  'new-epoch':
    'The sovereign has given entries up in public. Look at your history, then try again.',
  unavailable: 'The sovereign takes nothing at the moment. Nothing is lost; try again later.',
  'storage-failed':
    'This browser could not store what has to be stored before anything is signed. Free some space, then unlock again.',
  // Rules, votes and appeals.
  'no-procedure': 'The constitution lets nobody change this.',
  'not-entitled': 'By the constitution others propose this.',
  voted: 'You have voted on this already. The first ballot counts.',
  'bad-content': 'What is proposed cannot be read. Copy it again, whole.',
  'bad-interval': 'From when until when it is to hold does not fit together.',
  'bad-alarms': 'That is no alarm that a node knows.',
  'bad-word': 'That text is no such word, or not whole. Copy it again.',
  'bad-credential': 'What the key answered cannot be used. Try again with the same key.',
  'bad-reason': 'Say why, in at most 2,000 characters.',
  'unknown-decision': 'This wallet has no such decision.',
  'no-receipt': 'There is no signed decision of this to appeal from.',
  appealed: 'You have appealed from this already.',
  'too-late': 'It is too late for that.',
  'gates-over': 'The vote on this has ended.',
  // Payments without a network.
  'no-room':
    'You have not set enough aside for this. Open a tab or an allowance while there is a network.',
  'no-evidence':
    'This wallet has nothing to show of itself yet. Keep it open once while the sovereign can be reached.',
  'request-other-sovereign': 'Whoever asks has their wallet at another sovereign.',
  'request-expired': 'They asked too long ago. Let them ask again.',
  'request-in-the-future':
    'By your clock they ask in the future. Compare the clocks of both devices.',
  'request-signature': 'The request is not signed by who it says. Pay nothing on it.',
  'request-currency': 'They ask for a currency that this wallet does not know.',
  'request-membership':
    'Whoever asks does not prove to be who they say, or their proof is too old: they open their wallet once with a network.',
  'bad-message': 'That is no message of a wallet.',
  'other-message': 'That is a message of another step. Begin again, both of you.',
  'other-side-gone': 'The other side is gone. What was handed over counts as given.',
  'too-many-unconfirmed':
    'Too many payments wait for the other side’s receipt. Meet again and finish those first.',
  'unknown-act': 'This wallet has made no such payment.',
  'receipt-other-act': 'That receipt is for another payment.',
  'receipt-other-half':
    'By that receipt the other side counts otherwise. Meet again: the wallets compare what they have.',
  'receipt-other-payee': 'That receipt is from somebody else.',
  'receipt-signature': 'That receipt is not signed by whom you paid.',
  'void-signature':
    'Their word that they do not take it is not signed by them. What you gave counts as given.',
  'void-unconfirmed': 'They say that they will not take it. Look at the amount and confirm it.',
  'void-too-late': 'It is too late for that word: the payment is taken.',
  'other-half': 'The two wallets count differently. Meet again: they compare what they have.',
  'no-void-of-cheques':
    'A cheque cannot be given back by a word. Let them pay you the same amount.',
  'not-proven':
    'That is not proven to be for you. Ask for it again, or open both wallets once with a network.',
  'too-many-voids': 'Too many such words wait. Open the wallet once with a network.',
  accepted: 'You have accepted this payment already.',
  released: 'This tab was given back. They open another one.',
  'too-much': 'That is more than there is.',
  'raised-often': 'To this tab nothing can be added any more. Open another one.',
  'covered-often': 'This allowance has as much cover as it can have.',
  'allowance-over': 'This allowance is over.',
  forked: 'A copy of that wallet has paid twice with it. Accept nothing more of it.',
  'rolled-back':
    'This wallet was put back from an older copy. Open it once with a network, and set aside anew.',
  'choice-differs': 'What pays this has changed since you looked. Look at it once more.',
  'not-confirmed': 'Nothing was confirmed, so nothing was given.',
  'unknown-tab': 'This wallet has no such tab.',
  'unknown-allowance': 'This wallet has no such allowance.',
  'no-allowance': 'That is not the text of an allowance.',
  'own-allowance': 'That is your own allowance. Somebody else vouches for it.',
  'no-cover': 'That is not the text of cover that somebody gave.',
  'cheque-above-cap': 'One cheque cannot be larger than the whole allowance.',
  'bad-tier': 'Choose how well they have to be checked, from 0 to 15.',
  'bad-days': 'Choose fewer days, at least one.',
  'bad-limit': 'That is no limit. Type an amount or a number above zero.',
  'limit-twice': 'There are two limits for one currency. Leave one out.',
  // Money that waits.
  'too-many-holds': 'That is too much at once. Set aside less.',
  'bad-claims': 'Say for whom it is, and until when.',
  'bad-until': 'That day is past, or too far away.',
  'bad-condition': 'The condition cannot be read. Look at it again.',
  'too-much-to-show': 'Nobody could ever show all of that. Make the condition smaller.',
  'never-true': 'That condition can never be met.',
  'name-moved':
    'A name in it has somebody else by now. Nothing was signed: look again at who it is.',
  'several-devices': 'They have several devices. Say which one has to sign.',
  'unknown-hold': 'This wallet knows nothing of it. Take in its text first.',
  'bad-terms-text': 'That text is not whole. Copy it again.',
  'not-asked-for': 'Nothing that waits here asks for that word.',
  'unknown-secret': 'This wallet has no such secret.',
  'not-claimant': 'That is for somebody else.',
  'bad-periods': 'How often and how many times does not fit together.',
  'unknown-mandate': 'This wallet has no such standing order.',
  'condition-unmet': 'Something is still missing before it can be taken.',
  'hold-gone': 'It was taken already, or went back.',
  'swap-differs': 'This is not what was agreed upon. Lock nothing, and take nothing.',
};
