import { FormLayout, Select } from "@shopify/polaris";
import { toast } from "../../ui/toast.ts";
import type { ConsentQuestion } from "../consent-words.ts";
import { changePurpose, hasOwnWords } from "../edit-consent.ts";
import { useEditing } from "./editing-part.tsx";
import { TextInput } from "./field-part.tsx";
import type { KindProps } from "./kind-part.tsx";

const texts = {
  purpose: "What is agreed to",
  purposes: [
    { value: "personalise", label: "Remembering the answers and joining them to orders" },
    { value: "marketing", label: "News by e-mail to the address given in this quiz" },
  ],
  kept: "Your own words stayed. Check that they say what is agreed to now, in each language.",
  agree: "Button to agree",
  decline: "Button to decline",
};

export function ConsentKind({ question, field, onChange }: KindProps<ConsentQuestion>) {
  const { content, change } = useEditing();
  const choose = (purpose: string) => {
    change(changePurpose(content, question.id, purpose === "marketing" ? "marketing" : "personalise"));
    if (hasOwnWords(content, question)) toast(texts.kept);
  };
  return (
    <FormLayout>
      <Select
        id={`${field}.purpose`}
        label={texts.purpose}
        options={texts.purposes}
        value={question.purpose}
        onChange={choose}
      />
      <FormLayout.Group condensed>
        <TextInput
          field={`${field}.agree`}
          label={texts.agree}
          value={question.agree}
          onChange={(agree) => onChange({ ...question, agree }, "agree")}
        />
        <TextInput
          field={`${field}.decline`}
          label={texts.decline}
          value={question.decline}
          onChange={(decline) => onChange({ ...question, decline }, "decline")}
        />
      </FormLayout.Group>
    </FormLayout>
  );
}
