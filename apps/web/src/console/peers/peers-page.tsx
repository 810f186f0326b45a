import type { ReactElement } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { ClockSign, TickSign } from '../../frame/signs.tsx';
import { Shown } from '../../frame/states.tsx';
import { useConsoleLanguage } from '../language.tsx';
import { useOperatorAnswer } from '../operator.tsx';

/** `GET /v1/operator/peers`: times in ms since 1970. */
interface Peers {
  readonly peers: readonly { readonly name: string; readonly sovereign: string }[];
  readonly cosigners: readonly Cosigner[];
  readonly quorum: number;
  readonly checkpoint: { readonly size: number; readonly signedAt: number } | null;
}

interface Cosigner {
  readonly name: string;
  readonly role: 'witness' | 'validator';
  readonly cosignedAt: number | null;
}

const ASKED_AGAIN_MS = 10_000;

/** Who looks at this log besides its own sovereign. */
export function PeersPage(): ReactElement {
  const { words, number, distance } = useConsoleLanguage();
  const say = words.console.health.peers;
  const answer = useOperatorAnswer<Peers>('/v1/operator/peers', ASKED_AGAIN_MS);
  return (
    <section className="stack-wide">
      <PageHead title={say.title} lead={say.lead} />
      <Shown answer={answer}>
        {({ peers, cosigners, quorum, checkpoint }) => (
          <>
            <section className="stack">
              <h2>{say.checkpoint}</h2>
              <p>
                {checkpoint === null
                  ? say.noCheckpoint
                  : say.checkpointOf(
                      number(checkpoint.size),
                      distance(checkpoint.signedAt, Date.now()),
                    )}
              </p>
            </section>
            <section className="stack">
              <h2>{say.cosigners}</h2>
              {cosigners.length === 0 ? (
                <p className="callout">{say.noCosigners}</p>
              ) : (
                <>
                  <p>{say.quorum(number(quorum))}</p>
                  <ul className="rows">
                    {cosigners.map((one) => (
                      <CosignerRow key={`${one.role}-${one.name}`} cosigner={one} />
                    ))}
                  </ul>
                  <p className="faded small">{say.asked}</p>
                </>
              )}
            </section>
            <section className="stack">
              <h2>{say.peers}</h2>
              {peers.length === 0 ? (
                <p className="callout">{say.noPeers}</p>
              ) : (
                <ul className="rows">
                  {peers.map(({ name, sovereign }) => (
                    <li key={name} className="stack-tight">
                      <strong>{name}</strong>
                      <details className="small">
                        <summary>{say.peerId}</summary>
                        <code className="wrap-anywhere">{sovereign}</code>
                      </details>
                    </li>
                  ))}
                </ul>
              )}
            </section>
          </>
        )}
      </Shown>
    </section>
  );
}

function CosignerRow({ cosigner }: { cosigner: Cosigner }): ReactElement {
  const { words, distance } = useConsoleLanguage();
  const say = words.console.health.peers;
  const { name, role, cosignedAt } = cosigner;
  return (
    <li className="stack-tight">
      <span className="spread">
        <strong className="wrap-anywhere">{name}</strong>
        <span className={cosignedAt === null ? 'mark' : 'mark mark-good'}>
          {cosignedAt === null ? <ClockSign /> : <TickSign />}
          {cosignedAt === null ? say.notCosigned : say.cosigned(distance(cosignedAt, Date.now()))}
        </span>
      </span>
      <span className="faded small">
        {say.roles[role]}: {say.roleMeans[role]}
      </span>
    </li>
  );
}
