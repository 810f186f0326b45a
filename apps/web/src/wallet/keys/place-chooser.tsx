import type { ReactElement } from 'react';
import { Link } from '../../frame/route.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useCall } from '../use-call.ts';
import { useOpenWallet } from '../wallet-state.tsx';
import { placeNote } from './place-note.ts';

/** Which of this browser's wallets is shown, where there are several. */
export function PlaceChooser(): ReactElement | null {
  const { words } = useWalletLanguage();
  const { call, show } = useOpenWallet();
  const { value: places } = useCall('places');
  const say = words.wallet.keys.places;
  if (places === null || places.length < 2) return null;
  const choose = async (name: string): Promise<void> => {
    const chosen = await call('choose', name);
    if (chosen.ok) show(chosen.value);
  };
  return (
    <nav className="places" aria-label={say.choose}>
      {places.map(({ name, sovereign, handle, isShown, snapshot }) => {
        const note = placeNote(snapshot, say);
        return (
          <button
            key={name}
            type="button"
            className="place"
            aria-pressed={isShown}
            disabled={snapshot === null}
            onClick={() => void choose(name)}
          >
            <strong>{sovereign}</strong>
            {snapshot !== null && <span className="small">{`@${handle ?? ''}`}</span>}
            {note !== null && <span className={`mark mark-${note.tone}`}>{note.text}</span>}
          </button>
        );
      })}
      <Link href="/wallet/sovereigns" className="place small">
        {say.more}
      </Link>
    </nav>
  );
}
