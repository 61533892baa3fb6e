import { Button } from "@shopify/polaris";
import { useBuilder, useError } from "./builder-context.tsx";
import type { ConditionProps } from "./builder-context.tsx";
import { Answers, Field, NumberField, Pick, Window, Words } from "./condition-fields-part.tsx";
import { choiceQuestions, traits } from "./condition.ts";
import { findQuestion, findTrait } from "./describe.ts";
import { DateFields, DateNearFields, NumberFields } from "./measure-fields-part.tsx";

function AnswerFields({ rule, path, onChange }: ConditionProps<"answer">) {
  const { vocabulary } = useBuilder();
  const error = useError(path);
  const questionsOf = (handle: string) =>
    choiceQuestions(vocabulary.quizzes.find((quiz) => quiz.handle === handle)?.questions ?? []);
  const ask = (quiz: string, question: string) => {
    const [option] = findQuestion(vocabulary, quiz, question)?.options ?? [];
    onChange({ ...rule, quiz, question, is: option === undefined ? [] : [option.id] });
  };
  const quizzes = vocabulary.quizzes.map((quiz) => [quiz.handle, quiz.title] as const);
  const questions = questionsOf(rule.quiz).map((question) => [question.id, question.text] as const);
  return (
    <>
      {vocabulary.quizzes.length > 1 && (
        <>
          <Words>In</Words>
          <Pick
            label="Quiz"
            value={rule.quiz}
            options={quizzes}
            error={error("quiz")}
            onChange={(quiz) => ask(quiz, questionsOf(quiz)[0]?.id ?? "")}
          />
        </>
      )}
      <Pick
        label="Question"
        width="16rem"
        value={rule.question}
        options={questions}
        error={error("question")}
        onChange={(question) => ask(rule.quiz, question)}
      />
      <Words>is</Words>
      <Answers
        label="Answers"
        options={findQuestion(vocabulary, rule.quiz, rule.question)?.options ?? []}
        value={rule.is}
        error={error("is")}
        onChange={(is) => onChange({ ...rule, is })}
      />
    </>
  );
}

function TraitFields({ rule, path, onChange }: ConditionProps<"trait">) {
  const { vocabulary } = useBuilder();
  const error = useError(path);
  const known = traits(vocabulary).map((trait) => [trait.id, trait.text] as const);
  const ask = (key: string) =>
    onChange({
      ...rule,
      key,
      is:
        findTrait(vocabulary, key)
          ?.options.slice(0, 1)
          .map(({ id }) => id) ?? [],
    });
  return (
    <>
      <Words>In any quiz</Words>
      <Pick label="Question" width="16rem" value={rule.key} options={known} error={error("key")} onChange={ask} />
      <Words>is</Words>
      <Answers
        label="Answers"
        options={findTrait(vocabulary, rule.key)?.options ?? []}
        value={rule.is}
        error={error("is")}
        onChange={(is) => onChange({ ...rule, is })}
      />
    </>
  );
}

const COMPARISONS = [
  ["atLeast", "at least"],
  ["atMost", "at most"],
  ["exactly", "exactly"],
] as const;

function OrderCountFields({ rule, path, onChange }: ConditionProps<"orderCount">) {
  const error = useError(path);
  return (
    <>
      <Words>Ordered</Words>
      <Pick
        label="Comparison"
        width="7.5rem"
        value={rule.comparison}
        options={COMPARISONS}
        onChange={(comparison) => onChange({ ...rule, comparison })}
      />
      <NumberField
        label="Number of orders"
        width="8rem"
        suffix={rule.count === 1 ? "time" : "times"}
        value={rule.count}
        error={error("count")}
        onChange={(count) => onChange({ ...rule, count })}
      />
      <Window within={rule.within} error={error("within")} onChange={(within) => onChange({ ...rule, within })} />
    </>
  );
}

function AmountFields({ rule, path, onChange }: ConditionProps<"amountSpent">) {
  const { vocabulary } = useBuilder();
  const error = useError(path);
  return (
    <>
      <Words>Spent</Words>
      <Pick
        label="Comparison"
        width="7.5rem"
        value={rule.comparison}
        options={[COMPARISONS[0], COMPARISONS[1]]}
        onChange={(comparison) => onChange({ ...rule, comparison })}
      />
      <NumberField
        label="Amount"
        width="9rem"
        prefix={vocabulary.currency}
        step={0.01}
        value={rule.amount}
        error={error("amount")}
        onChange={(amount) => onChange({ ...rule, amount })}
      />
      <Window within={rule.within} error={error("within")} onChange={(within) => onChange({ ...rule, within })} />
    </>
  );
}

function BoughtFields({ rule, path, onChange }: ConditionProps<"bought">) {
  const { vocabulary, pickProduct } = useBuilder();
  const error = useError(path)("product");
  const title =
    rule.product === "" ? "Choose a product" : (vocabulary.products[rule.product] ?? "A product that is gone");
  const pick = async () => {
    const product = await pickProduct();
    if (product !== undefined) onChange({ ...rule, product });
  };
  return (
    <>
      <Words>Bought</Words>
      <Field width="auto">
        <Button
          onClick={() => void pick()}
          tone={error === undefined ? undefined : "critical"}
          accessibilityLabel={`Product: ${title}`}
        >
          {title}
        </Button>
      </Field>
      <Window
        within={rule.within}
        error={useError(path)("within")}
        onChange={(within) => onChange({ ...rule, within })}
      />
    </>
  );
}

function BoughtTypeFields({ rule, path, onChange }: ConditionProps<"boughtType">) {
  const { vocabulary } = useBuilder();
  const error = useError(path);
  const types = vocabulary.productTypes.map((type) => [type, type] as const);
  return (
    <>
      <Words>Bought something of type</Words>
      <Pick
        label="Product type"
        value={rule.type}
        options={types}
        error={error("type")}
        onChange={(type) => onChange({ ...rule, type })}
      />
      <Window within={rule.within} error={error("within")} onChange={(within) => onChange({ ...rule, within })} />
    </>
  );
}

const WHEN = [
  ["within", "in the last"],
  ["longerAgo", "longer ago than"],
] as const;

function OrderDateFields({ rule, path, onChange }: ConditionProps<"firstOrder" | "lastOrder">) {
  const error = useError(path);
  return (
    <>
      <Words>{rule.kind === "firstOrder" ? "First order was" : "Last order was"}</Words>
      <Pick
        label="When"
        width="9.5rem"
        value={rule.when}
        options={WHEN}
        onChange={(when) => onChange({ ...rule, when })}
      />
      <NumberField
        label="Days"
        width="7.5rem"
        suffix="days"
        value={rule.days}
        max={3650}
        error={error("days")}
        onChange={(days) => onChange({ ...rule, days })}
      />
    </>
  );
}

/** One condition as a sentence with fields in it. */
export function ConditionFields({ rule, path, onChange }: ConditionProps) {
  switch (rule.kind) {
    case "answer":
      return <AnswerFields rule={rule} path={path} onChange={onChange} />;
    case "trait":
      return <TraitFields rule={rule} path={path} onChange={onChange} />;
    case "number":
      return <NumberFields rule={rule} path={path} onChange={onChange} />;
    case "date":
      return <DateFields rule={rule} path={path} onChange={onChange} />;
    case "dateNear":
      return <DateNearFields rule={rule} path={path} onChange={onChange} />;
    case "orderCount":
      return <OrderCountFields rule={rule} path={path} onChange={onChange} />;
    case "amountSpent":
      return <AmountFields rule={rule} path={path} onChange={onChange} />;
    case "bought":
      return <BoughtFields rule={rule} path={path} onChange={onChange} />;
    case "boughtType":
      return <BoughtTypeFields rule={rule} path={path} onChange={onChange} />;
    case "firstOrder":
    case "lastOrder":
      return <OrderDateFields rule={rule} path={path} onChange={onChange} />;
  }
}
