/** A current trait row: one value of one key, with its evidence. */
export interface TraitValue {
  key: string;
  value: string;
  questionId: string;
  answerId: string;
}

export interface CurrentTrait extends TraitValue {
  id: number;
  /** When its evidence arrived, in epoch milliseconds. */
  toldAt: number;
}

export interface TraitChange {
  close: number[];
  add: TraitValue[];
}

/**
 * From what is current to what was told now. A key that was answered again is replaced; a key whose evidence is an answer of
 * this response (`ofResponse`: id and arrival of each) that no longer counts is closed; every other key stays as it was. What another
 * response told later than this one's answer is the newer word: it stays, however long this one goes on.
 */
export function changeTraits(
  current: CurrentTrait[],
  told: TraitValue[],
  ofResponse: ReadonlyMap<string, number>,
): TraitChange {
  const arrivedAt = ({ answerId }: TraitValue) => ofResponse.get(answerId) ?? Infinity;
  const isOverruled = (trait: TraitValue) =>
    current.some(({ key, answerId, toldAt }) => {
      return key === trait.key && !ofResponse.has(answerId) && toldAt > arrivedAt(trait);
    });
  const news = told.filter((trait) => !isOverruled(trait));
  const toldKeys = new Set(news.map((trait) => trait.key));
  const same = (a: TraitValue, b: TraitValue) => a.key === b.key && a.value === b.value && a.answerId === b.answerId;
  const close = current.filter(
    (trait) =>
      (toldKeys.has(trait.key) || ofResponse.has(trait.answerId)) && !news.some((candidate) => same(candidate, trait)),
  );
  const add = news.filter((trait) => !current.some((candidate) => same(candidate, trait)));
  return { close: close.map((trait) => trait.id), add };
}
