import {
  Badge,
  BlockStack,
  Box,
  Button,
  Collapsible,
  InlineError,
  InlineStack,
  Text,
  TextField,
} from "@shopify/polaris";
import { ArrowDownIcon, ArrowUpIcon, DeleteIcon, PlusIcon } from "@shopify/polaris-icons";
import { useId, useState } from "react";
import type { ChoiceQuestion, Option } from "../contract/question.ts";
import { addOption, changeOption, moveOption, removeOption } from "./edit.ts";
import { useFieldError, useFinding } from "./field-part.tsx";
import { MatchFields } from "./match-part.tsx";

const texts = {
  options: "Options",
  option: (number: number) => `Option ${number}`,
  picture: "Picture address (https://…)",
  pictureHelp: "A square picture of your shop’s files. Leave it empty to show the text alone.",
  drawn: "A drawing from the template. Put an https address here to show your own picture.",
  up: (text: string) => `Move option ${text} up`,
  down: (text: string) => `Move option ${text} down`,
  remove: (text: string) => `Remove option ${text}`,
  add: "Add option",
  products: "Products it stands for",
  none: "All products",
  count: (count: number) => (count === 1 ? "1 product in stock" : `${count} products in stock`),
};

interface OptionsProps {
  question: ChoiceQuestion;
  field: string;
  currency: string;
  counts: Record<string, number>;
  onChange(question: ChoiceQuestion, field?: string): void;
}

export function OptionsFields({ question, field, currency, counts, onChange }: OptionsProps) {
  const error = useFieldError(`${field}.options`);
  return (
    <BlockStack gap="300">
      <Text as="h4" variant="headingSm">
        {texts.options}
      </Text>
      {question.options.map((option, at) => (
        <OptionFields
          key={option.id}
          question={question}
          at={at}
          option={option}
          field={`${field}.options.${at}`}
          currency={currency}
          count={counts[`${field}.options.${at}`]}
          onChange={onChange}
        />
      ))}
      {error ? <InlineError message={error} fieldID={`${field}.options`} /> : null}
      <InlineStack>
        <Button icon={PlusIcon} onClick={() => onChange(addOption(question))} disabled={question.options.length >= 40}>
          {texts.add}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

interface OptionProps {
  question: ChoiceQuestion;
  at: number;
  option: Option;
  field: string;
  currency: string;
  count: number | undefined;
  onChange(question: ChoiceQuestion, field?: string): void;
}

function OptionFields({ question, at, option, field, currency, count, onChange }: OptionProps) {
  const finding = useFinding(`${field}.match`);
  const pictureFinding = useFinding(`${field}.picture`);
  const change = (next: Option, key?: string) => onChange(changeOption(question, at, next), key && `${field}.${key}`);
  const own = option.picture?.startsWith("data:") ? "" : (option.picture ?? "");
  return (
    <Box borderColor="border" borderWidth="025" borderRadius="200" padding="300">
      <BlockStack gap="200">
        <InlineStack gap="200" wrap={false} blockAlign="end">
          {question.type === "picture" && option.picture ? (
            <img src={option.picture} alt="" width={32} height={32} style={{ objectFit: "cover", borderRadius: 4 }} />
          ) : null}
          <div style={{ flex: 1, minWidth: 0 }}>
            <TextField
              label={texts.option(at + 1)}
              labelHidden
              placeholder={texts.option(at + 1)}
              autoComplete="off"
              value={option.text}
              maxLength={500}
              error={useFieldError(`${field}.text`)}
              onChange={(text) => change({ ...option, text }, "text")}
            />
          </div>
          <OptionButtons question={question} at={at} onChange={onChange} />
        </InlineStack>
        {question.type === "picture" ? (
          <TextField
            label={texts.picture}
            autoComplete="off"
            value={own}
            error={own !== "" && !own.startsWith("https://") ? "Start with https://" : undefined}
            helpText={
              option.picture?.startsWith("data:") ? texts.drawn : (pictureFinding?.message ?? texts.pictureHelp)
            }
            onChange={(value) => change({ ...option, picture: value === "" ? undefined : value }, "picture")}
          />
        ) : null}
        <ProductsOfOption option={option} field={field} currency={currency} count={count} onChange={change} />
        {finding ? <InlineError message={finding.message} fieldID={`${field}.match`} /> : null}
      </BlockStack>
    </Box>
  );
}

function OptionButtons({ question, at, onChange }: Pick<OptionProps, "question" | "at" | "onChange">) {
  const text = question.options[at]?.text || String(at + 1);
  return (
    <InlineStack gap="100" wrap={false}>
      <Button
        icon={ArrowUpIcon}
        variant="tertiary"
        accessibilityLabel={texts.up(text)}
        disabled={at === 0}
        onClick={() => onChange(moveOption(question, at, -1))}
      />
      <Button
        icon={ArrowDownIcon}
        variant="tertiary"
        accessibilityLabel={texts.down(text)}
        disabled={at === question.options.length - 1}
        onClick={() => onChange(moveOption(question, at, 1))}
      />
      <Button
        icon={DeleteIcon}
        variant="tertiary"
        accessibilityLabel={texts.remove(text)}
        onClick={() => onChange(removeOption(question, at))}
      />
    </InlineStack>
  );
}

interface ProductsProps {
  option: Option;
  field: string;
  currency: string;
  count: number | undefined;
  onChange(option: Option, key?: string): void;
}

function ProductsOfOption({ option, field, currency, count, onChange }: ProductsProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const words = option.match?.terms.slice(0, 3).join(", ");
  const summary = option.match ? words : texts.none;
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Button
          variant="plain"
          disclosure={open ? "up" : "down"}
          ariaExpanded={open}
          ariaControls={id}
          onClick={() => setOpen(!open)}
        >
          {texts.products}
        </Button>
        {summary ? (
          <Text as="span" tone="subdued" variant="bodySm" truncate>
            {summary}
          </Text>
        ) : null}
        {option.match && count !== undefined ? (
          <Badge tone={count === 0 ? "critical" : undefined}>{texts.count(count)}</Badge>
        ) : null}
      </InlineStack>
      <Collapsible id={id} open={open}>
        <MatchFields
          match={option.match}
          currency={currency}
          field={`${field}.match`}
          onChange={(match, key) => onChange({ ...option, match }, key)}
        />
      </Collapsible>
    </BlockStack>
  );
}
