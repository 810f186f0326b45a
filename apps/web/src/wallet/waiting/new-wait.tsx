import { type ReactElement, useState } from 'react';
import { Link } from '../../frame/route.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { OrderForm } from './order-form.tsx';
import { OrderLook } from './order-look.tsx';
import { type Doable, type Looked, type Order, RECIPES } from './recipe.ts';

/** Sets money aside in three steps: what for, for whom and until when, and a last look. */
export function NewWait(): ReactElement {
  const { words } = useWalletLanguage();
  const { view } = useOpenWallet();
  const say = words.wallet.waiting;
  const [order, setOrder] = useState<Order | null>(null);
  const [last, setLast] = useState<{ asked: Doable; looked: Looked } | null>(null);
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
  if (order !== null && last !== null) {
    return <OrderLook recipe={order.recipe} {...last} change={() => setLast(null)} />;
  }
  return (
    <>
      <p>
        <Link href="/wallet/waiting">{say.back}</Link>
      </p>
      {order === null ? (
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
        </section>
      ) : (
        <OrderForm
          order={order}
          setOrder={setOrder}
          next={(asked, looked) => setLast({ asked, looked })}
          other={() => setOrder(null)}
        />
      )}
    </>
  );
}
