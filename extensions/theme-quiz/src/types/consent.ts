import { checkedIds, optionList } from "../option-list.ts";
import type { QuestionType } from "../question-type.ts";

/** Yes and no weigh the same: same size, same look, neither chosen beforehand. */
export const consent: QuestionType<"consent"> = {
  show({ id, agree, decline }, value) {
    const choices = [
      { id: "yes", text: agree },
      { id: "no", text: decline },
    ];
    return optionList("radio", id, choices, value === true ? ["yes"] : value === false ? ["no"] : null);
  },
  read(controls) {
    const [chosen] = checkedIds(controls);
    return chosen ? chosen === "yes" : null;
  },
};
