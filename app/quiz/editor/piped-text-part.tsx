import { ActionList, Popover } from "@shopify/polaris";
import { useRef, useState } from "react";
import type { Question } from "../../contract/question.ts";
import { TextInput } from "./field-part.tsx";

const texts = {
  insert: "Insert an earlier answer",
  untitled: "Question without a text",
};

interface PipedTextProps {
  field: string;
  label: string;
  help?: string;
  value: string;
  lines?: number;
  /** Questions whose answer is known by then. */
  earlier: readonly Question[];
  onChange(value: string): void;
}

const tells = ({ type }: Question): boolean => !["info", "consent", "email", "phone"].includes(type);

/** A text into which an earlier answer can be put, by a button: "Which {room} do you have in mind?" */
export function PipedText({ earlier, ...props }: PipedTextProps) {
  const [open, setOpen] = useState(false);
  const caret = useRef<number>(undefined);
  const offered = earlier.filter(tells);
  const remember = () => {
    const input = document.getElementById(props.field);
    if (input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement)
      caret.current = input.selectionEnd ?? undefined;
  };
  const insert = (id: string) => {
    const at = caret.current ?? props.value.length;
    props.onChange(`${props.value.slice(0, at)}{${id}}${props.value.slice(at)}`.slice(0, 500));
    setOpen(false);
    requestAnimationFrame(() => document.getElementById(props.field)?.focus());
  };
  if (offered.length === 0) return <TextInput {...props} />;
  const activator = (
    <div onBlur={remember}>
      <TextInput {...props} labelAction={{ content: texts.insert, onAction: () => setOpen(!open) }} />
    </div>
  );
  return (
    <Popover
      active={open}
      activator={activator}
      autofocusTarget="first-node"
      preferredAlignment="right"
      onClose={() => setOpen(false)}
    >
      <ActionList
        actionRole="menuitem"
        sections={[
          {
            title: texts.insert,
            items: offered.map(({ id, text }) => ({ content: text || texts.untitled, onAction: () => insert(id) })),
          },
        ]}
      />
    </Popover>
  );
}
