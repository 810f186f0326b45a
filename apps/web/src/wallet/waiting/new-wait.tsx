import { type ReactElement, useState } from 'react';
import { Link } from '../../frame/route.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { OrderForm } from './order-form.tsx';
import { OrderLook } from './order-look.tsx';
import { NewSeal } from './sealed/new-seal.tsx';
import { NewSwap } from './swap/new-swap.tsx';
import { type Order, type OrderLooked, RECIPES, lookedAgain } from './recipe.ts';

/** Sets money aside in three steps: what for, for whom and until when, and a last look. */
export function NewWait(): ReactElement {
  const { words } = useWalletLanguage();
  const { view } = useOpenWallet();
  const say = words.wallet.waiting;
  const [order, setOrder] = useState<Order | null>(null);
  const [last, setLast] = useState<OrderLooked | null>(null);
  const [isLooking, setLooking] = useState(false);
  const [special, setSpecial] = useState<'swap' | 'seal' | null>(null);
  const begin = (recipe: Order['recipe']): void =>
    setOrder({
      recipe,
      to: '',
      amount: '',
      currency: view.currencies[0]?.code ?? '',
      day: '',
      third: '',
      statement: '',
      period: 'month',
      times: '12',
      isAhead: true,
      days: '90',
      condition: '',
    });
  if (last !== null && isLooking) {
    const { asked, looked } = last;
    const { recipe } = last.order;
    const change = (): void => setLooking(false);
    return <OrderLook recipe={recipe} asked={asked} looked={looked} change={change} />;
  }
  return (
    <>
      <p>
        <Link href="/wallet/waiting">{say.back}</Link>
      </p>
      {special === 'swap' ? (
        <NewSwap other={() => setSpecial(null)} />
      ) : special === 'seal' ? (
        <NewSeal other={() => setSpecial(null)} />
      ) : order === null ? (
        <section className="stack">
          <h1>{say.recipes.title}</h1>
          {RECIPES.map((recipe) => (
            <button
              key={recipe}
              type="button"
              className="card recipe"
              onClick={() => begin(recipe)}
            >
              <strong>{say.recipes[recipe].title}</strong>
              <span className="faded">{say.recipes[recipe].about}</span>
            </button>
          ))}
          {(['swap', 'seal'] as const).map((one) => {
            const { title, about } = words.wallet[one === 'swap' ? 'swap' : 'sealed'];
            return (
              <button
                key={one}
                type="button"
                className="card recipe"
                onClick={() => setSpecial(one)}
              >
                <strong>{title}</strong>
                <span className="faded">{about}</span>
              </button>
            );
          })}
        </section>
      ) : (
        <OrderForm
          order={order}
          setOrder={setOrder}
          next={(asked, looked) => {
            setLast((before) => lookedAgain({ order, asked, looked }, before));
            setLooking(true);
          }}
          other={() => setOrder(null)}
        />
      )}
    </>
  );
}
