import { Badge, BlockStack, Icon, Text } from "@shopify/polaris";
import { FlagIcon, TargetIcon } from "@shopify/polaris-icons";
import { useMemo } from "react";
import type { Question } from "../../contract/question.ts";
import { AddQuestion, QuestionIcon } from "./add-question-part.tsx";
import type { QuestionType } from "../blank-question.ts";
import { addQuestion, placeQuestion } from "../edit.ts";
import { useEditing } from "./editing-part.tsx";
import { FieldFinding, useErrorCount } from "./field-part.tsx";
import { conditionWords } from "./only-if.ts";
import type { PlaceItem } from "./place.ts";
import { typeNames } from "../question-kinds.ts";
import { SortableItem, SortableList } from "./sortable-part.tsx";

const texts = {
  title: "Quiz from start to end",
  start: "Start",
  result: "Result page",
  results: (count: number) => `${count + 1} result pages`,
  untitled: "Question without a text",
  none: "A quiz begins with one question. Add the first.",
  errors: (count: number) => (count === 1 ? "1 thing to mend" : `${count} things to mend`),
  onlyIf: (options: string) => `Only if ${options}`,
  jumps: (count: number) => (count === 1 ? "1 jump" : `${count} jumps`),
};

/** The whole quiz from top to bottom: start, questions in their order, result pages. */
export function Outline() {
  const { content, place, go, change } = useEditing();
  const items = useMemo(
    () => content.questions.map(({ id, text }) => ({ id, text: text || texts.untitled })),
    [content.questions],
  );
  const open = (item: PlaceItem) => {
    go({ tab: "questions", item });
    // On a phone the form lies below the outline.
    if (!window.matchMedia("(max-width: 767.98px)").matches) return;
    requestAnimationFrame(() => document.getElementById("editor-form")?.scrollIntoView({ block: "start" }));
  };
  const add = (type: QuestionType) => {
    const added = addQuestion(content, type);
    change(added.content);
    open({ at: "question", id: added.id });
  };
  const { item } = place;
  return (
    <nav aria-label={texts.title}>
      <BlockStack gap="200">
        <Row
          icon={FlagIcon}
          title={texts.start}
          note={content.title}
          current={item.at === "start"}
          onOpen={() => open({ at: "start" })}
        />
        {content.questions.length === 0 ? (
          <Text as="p" tone="subdued" alignment="center">
            {texts.none}
          </Text>
        ) : null}
        <SortableList
          id="outline"
          className="candor-outline"
          items={items}
          onPlace={(from, to) => change(placeQuestion(content, from, to))}
        >
          {content.questions.map((question, at) => (
            <QuestionRow
              key={question.id}
              question={question}
              at={at}
              current={item.at === "question" && item.id === question.id}
              onOpen={() => open({ at: "question", id: question.id })}
            />
          ))}
        </SortableList>
        <FieldFinding field="questions" />
        <AddQuestion full={content.questions.length >= 30} onAdd={add} />
        <Row
          icon={TargetIcon}
          title={content.outcomes?.length ? texts.results(content.outcomes.length) : texts.result}
          note={content.result.title}
          current={item.at === "result"}
          onOpen={() => open({ at: "result" })}
        />
      </BlockStack>
    </nav>
  );
}

interface RowProps {
  icon: typeof FlagIcon;
  title: string;
  note: string;
  current: boolean;
  onOpen(): void;
}

function Row({ icon, title, note, current, onOpen }: RowProps) {
  return (
    <button
      type="button"
      className={current ? "candor-item candor-item--current" : "candor-item"}
      aria-current={current ? "true" : undefined}
      onClick={onOpen}
    >
      <span className="candor-icon">
        <Icon source={icon} tone="subdued" />
      </span>
      <span className="candor-item-text">
        <Text as="span" variant="headingSm">
          {title}
        </Text>
        <Text as="span" tone="subdued" variant="bodySm" truncate>
          {note}
        </Text>
      </span>
    </button>
  );
}

interface QuestionRowProps {
  question: Question;
  at: number;
  current: boolean;
  onOpen(): void;
}

function QuestionRow({ question, at, current, onOpen }: QuestionRowProps) {
  const { content } = useEditing();
  const errors = useErrorCount(`questions.${at}`);
  const title = question.text || texts.untitled;
  const condition = conditionWords(question, content.questions);
  const jumps = "branches" in question ? question.branches.length : 0;
  const notes = [
    typeNames[question.type],
    ...(condition ? [texts.onlyIf(condition.options)] : []),
    ...(jumps > 0 ? [texts.jumps(jumps)] : []),
  ];
  return (
    <SortableItem
      id={question.id}
      text={title}
      className={current ? "candor-item candor-item--current" : "candor-item"}
    >
      {(handle) => (
        <>
          {handle}
          <button
            type="button"
            className="candor-item-open"
            aria-current={current ? "true" : undefined}
            onClick={onOpen}
          >
            <QuestionIcon type={question.type} />
            <span className="candor-item-text">
              <Text as="span" variant="headingSm">
                {at + 1}. {title}
              </Text>
              <Text as="span" tone="subdued" variant="bodySm">
                {notes.join(" · ")}
              </Text>
              {errors > 0 ? (
                <span>
                  <Badge tone="critical">{texts.errors(errors)}</Badge>
                </span>
              ) : null}
            </span>
          </button>
        </>
      )}
    </SortableItem>
  );
}
