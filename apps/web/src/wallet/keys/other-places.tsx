import type { ReactElement } from 'react';
import { useWalletLanguage } from '../language.tsx';
import { useCall } from '../use-call.ts';
import { useOpenWallet } from '../wallet-state.tsx';
import { placeNote } from './place-note.ts';

/** What there is at the sovereigns that are not shown: currencies side by side, each beside its sovereign's name. */
export function OtherPlaces(): ReactElement | null {
  const { words, amount } = useWalletLanguage();
  const { call, show } = useOpenWallet();
  const { value: places } = useCall('places');
  const say = words.wallet.keys.places;
  const others = places?.filter(({ isShown, snapshot }) => !isShown && snapshot !== null) ?? [];
  if (others.length === 0) return null;
  const choose = async (name: string): Promise<void> => {
    const chosen = await call('choose', name);
    if (chosen.ok) show(chosen.value);
  };
  return (
    <section className="stack" aria-label={say.all}>
      <h2 className="small-heading">{say.all}</h2>
      <ul className="rows card">
        {others.map(({ name, sovereign, snapshot }) => {
          const note = placeNote(snapshot, say);
          const held = Object.entries(snapshot?.balances.balances ?? {});
          return (
            <li key={name}>
              <button type="button" className="spread place-row" onClick={() => void choose(name)}>
                <strong>{sovereign}</strong>
                <span className="figures">
                  {held.length === 0 && '0'}
                  {held.map(([code, sum]) => (
                    <span key={code}>
                      {amount(sum)} {code}{' '}
                    </span>
                  ))}
                  {note !== null && <span className={`mark mark-${note.tone}`}>{note.text}</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
