/** Runs in a worker: looks at drafts of rules beside what is in force, so that whoever types never waits. */
import type { PaymentLine } from '@tallystick/rules';
import { listen } from '../frame/listening.ts';
import { paymentReader } from '@tallystick/rules';
import { analyseDraft } from './analyse-draft.ts';
import { analyseChange, standingStated } from './changes/analyse-change.ts';
import { draftFreeze } from './freezes/draft-freeze.ts';
import { stoppingTexts } from './freezes/stopping-texts.ts';
import { type Ground, fetchGround } from './ground.ts';
import { knownOf, lookAt } from './look-at.ts';
import type { DeskNews, DeskRequest } from './messages.ts';
import { openDraftTrial } from './try-draft.ts';

/** How often progress is told, in payments. */
const STEP = 500;

const ground = fetchGround();

function tell(news: DeskNews): void {
  postMessage(news);
}

async function answer(request: DeskRequest): Promise<void> {
  const beside = await ground;
  if (request.kind === 'look') {
    tell({ kind: 'looked', turn: request.turn, looked: lookAt(request.text, beside) });
  } else if (request.kind === 'analyse') {
    const analysed = analyseDraft(request.text, request.lane, beside) ?? null;
    tell({ kind: 'analysed', analysed });
  } else if (request.kind === 'change') {
    const answer = await analyseChange(request.change, request.from, beside);
    tell({ kind: 'changed', answer });
  } else if (request.kind === 'standing') {
    tell({ kind: 'standing', stated: await standingStated(request.matter, beside) });
  } else if (request.kind === 'freeze') {
    tell({ kind: 'frozen', answer: draftFreeze(request.draft, beside) });
  } else if (request.kind === 'stop') {
    tell({ kind: 'stopping', texts: stoppingTexts(request.list, beside) });
  } else {
    await tryAll(request, beside);
  }
}

async function tryAll(
  { text, payments }: Extract<DeskRequest, { kind: 'try' }>,
  beside: Ground,
): Promise<void> {
  const trial = openDraftTrial(text, beside);
  if (!trial.ok) return tell({ kind: 'untried', why: trial.why });
  const isFile = payments instanceof Blob;
  const lines = isFile
    ? linesOf(payments, paymentReader(trial.currencies))
    : trial.madeUp(payments.count, payments.seed);
  const of = isFile ? 0 : payments.count;
  let done = 0;
  for await (const line of lines) {
    trial.add(line);
    done += 1;
    if (done % STEP === 0) tell({ kind: 'progress', done, of });
  }
  tell({ kind: 'tried', sums: trial.sums() });
}

async function* linesOf(
  file: Blob,
  read: (text: string) => PaymentLine | null,
): AsyncGenerator<PaymentLine> {
  let rest = '';
  const chunks = file.stream().pipeThrough(new TextDecoderStream());
  for (const reader = chunks.getReader(); ;) {
    const { done, value } = await reader.read();
    const texts = (rest + (value ?? '')).split(/\r?\n/);
    rest = done ? '' : (texts.pop() ?? '');
    for (const text of texts) {
      const line = read(text);
      if (line !== null) yield line;
    }
    if (done) return;
  }
}

listen((request: DeskRequest) => {
  answer(request).catch(() => tell({ kind: 'unreachable' }));
});
ground.then(
  (beside) => tell({ kind: 'ready', known: knownOf(beside) }),
  () => tell({ kind: 'unreachable' }),
);
