import type { ChoiceQuestion, Option, OptionBranch } from "../contract/question.ts";
import { newOption } from "./blank-question.ts";
import { mintName } from "./name.ts";

// Changes to the options of a question; what refers to an option that is removed goes with it.

const idsOf = (items: readonly { id: string }[]): string[] => items.map((item) => item.id);

export function addOption(question: ChoiceQuestion): ChoiceQuestion {
  return { ...question, options: [...question.options, newOption(idsOf(question.options))] };
}

/** One option per chosen product; those that stand here already stay as they are. */
export function addProducts(
  question: ChoiceQuestion,
  products: readonly { productId: string; title: string; picture?: string }[],
): ChoiceQuestion {
  return products.reduce((grown, { productId, title, picture }) => {
    if (grown.options.length >= 40 || grown.options.some((option) => option.productId === productId)) return grown;
    const id = mintName(title, idsOf(grown.options), "option");
    const option: Option = { id, text: title.slice(0, 500), productId, ...(picture && { picture }) };
    return { ...grown, options: [...grown.options, option] };
  }, question);
}

export function changeOption(question: ChoiceQuestion, at: number, option: Option): ChoiceQuestion {
  const old = question.options[at]?.id;
  const branches = question.branches.map((branch) =>
    branch.option === old ? { ...branch, option: option.id } : branch,
  );
  return { ...question, options: question.options.with(at, option), branches };
}

/** Takes the option from one place to another. */
export function placeOption(question: ChoiceQuestion, from: number, to: number): ChoiceQuestion {
  const option = question.options[from];
  if (!option || from === to || to < 0 || to >= question.options.length) return question;
  return { ...question, options: question.options.toSpliced(from, 1).toSpliced(to, 0, option) };
}

export function removeOption(question: ChoiceQuestion, at: number): ChoiceQuestion {
  const gone = question.options[at]?.id;
  const branches = question.branches.filter((branch) => branch.option !== gone);
  return { ...question, options: question.options.toSpliced(at, 1), branches };
}

/** One jump per option: an empty target takes it away. */
export function setBranch(question: ChoiceQuestion, option: string, goTo: string): ChoiceQuestion {
  const others = question.branches.filter((branch) => branch.option !== option);
  const branch: OptionBranch[] = goTo === "" ? [] : [{ option, goTo }];
  const order = idsOf(question.options);
  const branches = [...others, ...branch].sort((a, b) => order.indexOf(a.option) - order.indexOf(b.option));
  return { ...question, branches };
}

/** How much an option says for an outcome; nothing = 0. */
export function setPoints(option: Option, outcome: string, points: number): Option {
  const { points: had = {}, ...rest } = option;
  const others = Object.fromEntries(Object.entries(had).filter(([id]) => id !== outcome));
  const next = points === 0 ? others : { ...others, [outcome]: points };
  return Object.keys(next).length > 0 ? { ...rest, points: next } : rest;
}

/** Choice questions keep their options when their look changes; a ranking has no jumps, since every option is in its answer. */
export function changeType(question: ChoiceQuestion, type: ChoiceQuestion["type"]): ChoiceQuestion {
  const { id, text, help, onlyIf, trait, required, options, shuffle } = question;
  const branches = type === "ranking" ? [] : question.branches;
  const kept = {
    ...(help && { help }),
    ...(onlyIf && { onlyIf }),
    ...(trait && { trait }),
    ...(shuffle && { shuffle }),
  };
  return { type, id, text, required, options, branches, ...kept };
}
