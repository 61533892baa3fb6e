/** A current trait row: one value of one key, with its evidence. */
export interface TraitValue {
  key: string;
  value: string;
  questionId: string;
  answerId: string;
}

export interface CurrentTrait extends TraitValue {
  id: number;
}

export interface TraitChange {
  close: number[];
  add: TraitValue[];
}

/**
 * From what is current to what was told now. A key that was answered again is replaced; a key whose evidence is an answer of
 * this response that no longer counts (`ofResponse`) is closed; every other key stays as it was.
 */
export function changeTraits(
  current: CurrentTrait[],
  told: TraitValue[],
  ofResponse: ReadonlySet<string>,
): TraitChange {
  const toldKeys = new Set(told.map((trait) => trait.key));
  const same = (a: TraitValue, b: TraitValue) => a.key === b.key && a.value === b.value && a.answerId === b.answerId;
  const close = current.filter(
    (trait) =>
      (toldKeys.has(trait.key) || ofResponse.has(trait.answerId)) && !told.some((candidate) => same(candidate, trait)),
  );
  const add = told.filter((trait) => !current.some((candidate) => same(candidate, trait)));
  return { close: close.map((trait) => trait.id), add };
}
