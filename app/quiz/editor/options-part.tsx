import { BlockStack, Button, InlineError, InlineStack, Text } from "@shopify/polaris";
import { ArrowDownIcon, ArrowUpIcon, DeleteIcon, PlusIcon, ProductIcon } from "@shopify/polaris-icons";
import { useMemo } from "react";
import type { ChoiceQuestion, Option } from "../../contract/question.ts";
import { ColourField } from "../../ui/colour-field.tsx";
import { pickProducts } from "../../ui/pick-products.ts";
import { addOption, addProducts, changeOption, placeOption, removeOption } from "../edit-option.ts";
import { FieldFinding, TextInput, useFieldError } from "./field-part.tsx";
import { OptionMeaning } from "./option-meaning-part.tsx";
import { SortableItem, SortableList } from "./sortable-part.tsx";

const texts = {
  options: "Options",
  option: (number: number) => `Option ${number}`,
  picture: "Picture address (https://…)",
  pictureHelp: "A square picture of your shop’s files. Leave it empty to show the text alone.",
  drawn: "A drawing from the template. Put an https address here to show your own picture.",
  colour: (text: string) => `Colour of ${text}`,
  up: (text: string) => `Move option ${text} up`,
  down: (text: string) => `Move option ${text} down`,
  remove: (text: string) => `Remove option ${text}`,
  add: "Add option",
  pick: "Choose products",
};

interface OptionsProps {
  question: ChoiceQuestion;
  field: string;
  onChange(question: ChoiceQuestion, field?: string): void;
}

export function OptionsFields({ question, field, onChange }: OptionsProps) {
  const error = useFieldError(`${field}.options`);
  const pick = async () => {
    const chosen = question.options.flatMap(({ productId }) => productId ?? []);
    onChange(addProducts(question, await pickProducts(chosen, 40)));
  };
  const full = question.options.length >= 40;
  const items = useMemo(
    () => question.options.map(({ id, text }, at) => ({ id, text: text || texts.option(at + 1) })),
    [question.options],
  );
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        {texts.options}
      </Text>
      <SortableList
        id={`${question.id}-options`}
        className="candor-options"
        items={items}
        onPlace={(from, to) => onChange(placeOption(question, from, to))}
      >
        {question.options.map((option, at) => (
          <OptionFields
            key={option.id}
            question={question}
            at={at}
            option={option}
            field={`${field}.options.${at}`}
            onChange={onChange}
          />
        ))}
      </SortableList>
      {error ? <InlineError message={error} fieldID={`${field}.options`} /> : null}
      <InlineStack gap="200">
        {question.type === "product" ? (
          <Button id={`${field}.options`} icon={ProductIcon} disabled={full} onClick={() => void pick()}>
            {texts.pick}
          </Button>
        ) : null}
        {question.type === "product" ? null : (
          <Button id={`${field}.options`} icon={PlusIcon} disabled={full} onClick={() => onChange(addOption(question))}>
            {texts.add}
          </Button>
        )}
      </InlineStack>
    </BlockStack>
  );
}

interface OptionProps extends OptionsProps {
  at: number;
  option: Option;
}

function OptionFields({ question, at, option, field, onChange }: OptionProps) {
  const change = (next: Option, key?: string) => onChange(changeOption(question, at, next), key && `${field}.${key}`);
  const shown = option.picture && ["picture", "product"].includes(question.type);
  return (
    <SortableItem id={option.id} text={option.text || texts.option(at + 1)} className="candor-option">
      {(handle) => (
        <>
          <div className="candor-option-head">
            {handle}
            {shown ? <img src={option.picture} alt="" width={32} height={32} className="candor-thumb" /> : null}
            <div className="candor-option-text">
              <TextInput
                field={`${field}.text`}
                label={texts.option(at + 1)}
                labelHidden
                placeholder={texts.option(at + 1)}
                value={option.text}
                onChange={(text) => change({ ...option, text }, "text")}
              />
            </div>
            <OptionButtons question={question} at={at} onChange={onChange} />
          </div>
          <LookFields question={question} at={at} option={option} field={field} onChange={change} />
          <OptionMeaning option={option} field={field} onChange={change} />
        </>
      )}
    </SortableItem>
  );
}

type ChangeOption = (option: Option, key?: string) => void;

function LookFields({
  question,
  at,
  option,
  field,
  onChange,
}: Omit<OptionProps, "onChange"> & { onChange: ChangeOption }) {
  const { picture: _picture, ...unpictured } = option;
  const { colour: _colour, ...uncoloured } = option;
  if (question.type === "swatch") {
    return (
      <BlockStack gap="100">
        <ColourField
          id={`${field}.colour`}
          label={texts.colour(option.text || texts.option(at + 1))}
          value={option.colour}
          fallback="#cccccc"
          onChange={(colour) => onChange(colour === undefined ? uncoloured : { ...option, colour }, "colour")}
        />
        <FieldFinding field={`${field}.colour`} />
      </BlockStack>
    );
  }
  if (question.type !== "picture") return null;
  const isDrawn = option.picture?.startsWith("data:") === true;
  return (
    <TextInput
      field={`${field}.picture`}
      label={texts.picture}
      value={isDrawn ? "" : (option.picture ?? "")}
      help={isDrawn ? texts.drawn : texts.pictureHelp}
      onChange={(value) => onChange(value === "" ? unpictured : { ...option, picture: value }, "picture")}
    />
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
        onClick={() => onChange(placeOption(question, at, at - 1))}
      />
      <Button
        icon={ArrowDownIcon}
        variant="tertiary"
        accessibilityLabel={texts.down(text)}
        disabled={at === question.options.length - 1}
        onClick={() => onChange(placeOption(question, at, at + 1))}
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
