import type { ListsWords } from '../english/lists.ts';

/** Was eine Liste von Parteien tut, und wen sie nennt: auf Deutsch. */
export const listsGerman: ListsWords = {
  does: 'Was sie bewirkt',
  parties: 'Wen sie nennt',
  stopsNobody: 'Keine Regel sieht sie an: auf ihr zu stehen hindert niemanden.',
  onlyOthers: (rules) =>
    `Auf ihr zu stehen hindert für sich allein niemanden. Diese Regeln sehen sie zusammen mit etwas anderem an: ${rules}.`,
  others: (rules) => `Diese Regeln sehen sie zusammen mit etwas anderem an: ${rules}.`,
  stops: {
    sender: {
      refuse: (where) =>
        `Wer darauf steht, zahlt${where} nichts Neues und legt nichts Neues beiseite.`,
      hold: (where) => `Neue Zahlungen von Leuten, die darauf stehen, warten${where}.`,
    },
    receiver: {
      refuse: (where) => `Wer darauf steht, bekommt${where} keine neue Zahlung.`,
      hold: (where) => `Neue Zahlungen an Leute, die darauf stehen, warten${where}.`,
    },
  },
  rule: (code) => `Regel ${code}`,
  where: {
    global: '',
    currency: (code) => ` in ${code}`,
    country: (country) => ` (Land: ${country})`,
    treaty: (name) => ` nach dem Vertrag ${name}`,
  },
  excepted: 'Eine Ausnahme der Regeln kann es durchlassen.',
  pauses: (where) =>
    `Was vorher für sie beiseitegelegt wurde, ist${where} angehalten: sie können es nicht nehmen, und seine Uhr steht still, sodass sie keine Zeit verlieren.`,
  notPaused: 'Was vorher für sie beiseitegelegt wurde, können sie weiter nehmen.',
  goesOn:
    'Niemandem wird etwas genommen. Sie behalten, was sie haben, und andere können einfordern, was ihnen vorher zugedacht war: offene Deckel und Taschengelder laufen weiter.',
  cheques:
    'Solange eine Regel ansieht, wer bezahlt wird, eröffnet niemand ein Taschengeld für Schecks: wen es bezahlen wird, steht noch nicht fest.',
  fresh: (moment) => `Auf sie ist Verlass bis ${moment}.`,
  freshMeans:
    'Gilt bis dahin keine neuere Fassung, weiß niemand mehr, wer darauf steht: Zahlungen, die diese Regeln ansehen, warten dann, und zwar die von allen, und was angehalten war, läuft weiter.',
  stale: (moment) =>
    `Auf sie war Verlass bis ${moment}, und keine neuere Fassung gilt. Zahlungen, die diese Regeln ansehen, warten, und zwar die von allen.`,
  toCome: (version, moment) => `Fassung ${version} gilt ab ${moment}.`,
  nobody: 'Sie nennt niemanden.',
  stranger: 'jemand, der hier nicht bekannt ist',
  count: (count) => (count === '1' ? 'Sie nennt eine Partei.' : `Sie nennt ${count} Parteien.`),
  more: 'Mehr zeigen',
  secret: 'Wen sie nennt, ist nicht öffentlich.',
};
