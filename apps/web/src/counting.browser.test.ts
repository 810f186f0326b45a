import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage, seriousFindings } from './testing/chromium.ts';
import { canonical, must } from './testing/harbour.ts';
import { type Scene, openScene } from './testing/scene.ts';

/** A citizen who counts a vote again in a browser, from what a real sovereign shows. */
const RULES = `module TZ version 1 in force from 2026-01-01

rule TZ-1 "Nothing large"
  when amount > 500.00 HRB
  then refuse
`;
let scene: Scene;
/** The proposal that @ada has voted for. */
let id: string;
beforeAll(async () => {
  scene = await openScene();
  const { harbour } = scene;
  const { content, from } = canonical(RULES);
  id = await harbour.proposeSoon({ kind: 'module', owner: 'TZ' }, content, from);
  await harbour.inStage(id, 'voting');
  must(await harbour.ada.governance().vote({ proposal: id, choice: 'yes' }));
});
afterAll(() => scene.close());

async function visit(
  look: (page: Page, context: BrowserContext) => Promise<void>,
  locale = 'en-GB',
): Promise<void> {
  const { browser, harbour } = scene;
  const context = await browser.newContext({ locale, serviceWorkers: 'block' });
  try {
    const { page, complaints } = await openPage(context);
    await page.goto(`${harbour.url}/votes/${id}`);
    await look(page, context);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

interface Answered {
  ballots: { entry: { transition: string } }[];
  counts: { yes: number }[];
}

/** What the sovereign answers at such paths is another. */
async function alter(page: Page, paths: RegExp, change: (body: Answered) => void): Promise<void> {
  await page.route(paths, async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as Answered;
    change(body);
    await route.fulfill({ response, json: body });
  });
}

async function count(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Count this vote' }).click();
}

describe('a vote, counted in the browser', () => {
  it('comes to what the sovereign says, and tells what it cannot know', async () => {
    await visit(async (page) => {
      await count(page);
      await page
        .getByText('Harbour has counted right. Ballots that were proven here: 1.')
        .waitFor();
      await page.getByText('The vote is not over. As it stands it would carry.').waitFor();
      await page.getByText('1 yes, 0 no, 0 abstained').last().waitFor();
      await page
        .getByText('Who may vote, and how many they are, is the sovereign’s word.')
        .waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    });
  });

  it('finds one altered letter of a ballot, and what follows from it', async () => {
    await visit(async (page) => {
      await alter(page, /\/ballots\?/, ({ ballots: [one] }) => {
        const { transition } = one?.entry ?? { transition: '' };
        const other = transition[300] === 'A' ? 'B' : 'A';
        if (one)
          one.entry.transition = `${transition.slice(0, 300)}${other}${transition.slice(301)}`;
      });
      await count(page);
      await page.getByText('Something does not fit').waitFor();
      const said = page.getByText('Ballot 1: what is shown of it is not what was signed.');
      expect(await said.count()).toBe(1);
      await page.getByText('one is missing, too many, or altered').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    });
  });

  it('finds a ballot that is left out, and a figure that is not that of the ballots', async () => {
    await visit(async (page) => {
      await alter(page, /\/ballots\?/, (body) => void body.ballots.splice(0, 1));
      await count(page);
      await page.getByText('one is missing, too many, or altered').waitFor();
      expect(await page.getByText('has counted right').count()).toBe(0);
    });
    await visit(async (page) => {
      const alone = new RegExp(`/proposals/${id}$`);
      await alter(page, alone, ({ counts: [of] }) => {
        if (of) of.yes = 2;
      });
      await count(page);
      await page
        .getByText('The sovereign’s figures are other than those of the ballots.')
        .waitFor();
      expect(await page.getByText('has counted right').count()).toBe(0);
    });
  });

  it('is said in German, and that not everything could be fetched', async () => {
    await visit(async (page) => {
      await page.route('**/tile/**', (route) => route.abort());
      await page.getByRole('button', { name: 'Diese Abstimmung zählen' }).click();
      const said = page.getByText('Nicht alles, was zum Zählen nötig ist, ließ sich holen.');
      await said.waitFor();
      expect(await page.getByText('hat richtig gezählt').count()).toBe(0);
      await page.unroute('**/tile/**');
      await page.getByRole('button', { name: 'Noch einmal zählen' }).click();
      await page.getByText('Harbour hat richtig gezählt.').waitFor();
    }, 'de-DE');
  });
});
