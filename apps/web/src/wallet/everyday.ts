/** The pages that whoever opens a wallet comes to: one script, fetched while its owner is still at the door. */
export { HistoryPage } from './history-page.tsx';
export { MoneyHome } from './money-home.tsx';
export { PayPage } from './pay-page.tsx';
export { ReceivePage } from './receive-page.tsx';
