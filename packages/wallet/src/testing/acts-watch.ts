import { equalBytes, signingContext } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import type { WalletPorts } from '../core/ports.ts';
import { Person } from './person.ts';
import type { Town } from './town.ts';

/** Somebody whose signatures under acts are seen, whether they leave the machine or not. */
export class WatchedPerson extends Person {
  /** The ids of the states that were signed as acts, in hexadecimal. */
  readonly acts: Set<string> = new Set();

  override copyIn(town: Town): WatchedPerson {
    const other = this.continuedBy(new WatchedPerson(town, this.name));
    for (const act of this.acts) other.acts.add(act);
    return other;
  }

  override ports(): WalletPorts {
    const bound = signingContext('act', this.town.founding.sovereign);
    return {
      ...super.ports(),
      signer: {
        sign: (key, message, context) => {
          if (equalBytes(context, bound)) this.acts.add(message.toHex());
          return Promise.resolve(nodeCrypto.sign(key, message, context));
        },
      },
    };
  }
}
