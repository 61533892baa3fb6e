import { ActionList, Button, Icon, Popover } from "@shopify/polaris";
import {
  CalendarIcon,
  CheckCircleIcon,
  CheckboxIcon,
  ColorIcon,
  EmailIcon,
  GaugeIcon,
  HashtagIcon,
  ImageIcon,
  InfoIcon,
  ListNumberedIcon,
  PersonLockIcon,
  PhoneIcon,
  PlusIcon,
  ProductIcon,
  SmileyHappyIcon,
  StarIcon,
  TextIcon,
} from "@shopify/polaris-icons";
import { useState } from "react";
import type { QuestionType } from "../blank-question.ts";
import { questionKinds } from "../question-kinds.ts";

const texts = { add: "Add question" };

const icons: Record<QuestionType, typeof PlusIcon> = {
  single: CheckCircleIcon,
  multiple: CheckboxIcon,
  picture: ImageIcon,
  swatch: ColorIcon,
  product: ProductIcon,
  ranking: ListNumberedIcon,
  slider: GaugeIcon,
  rating: StarIcon,
  nps: SmileyHappyIcon,
  number: HashtagIcon,
  text: TextIcon,
  date: CalendarIcon,
  info: InfoIcon,
  email: EmailIcon,
  phone: PhoneIcon,
  consent: PersonLockIcon,
};

export const QuestionIcon = ({ type }: { type: QuestionType }) => (
  <span className="candor-icon">
    <Icon source={icons[type]} tone="subdued" />
  </span>
);

const types = Object.keys(questionKinds) as QuestionType[];
const groups = [...new Set(types.map((type) => questionKinds[type].group))];

/** A menu of every type: its icon, its name, what it is good for. */
export function AddQuestion({ full, onAdd }: { full: boolean; onAdd(type: QuestionType): void }) {
  const [open, setOpen] = useState(false);
  const activator = (
    <Button id="questions.add" icon={PlusIcon} disclosure fullWidth disabled={full} onClick={() => setOpen(!open)}>
      {texts.add}
    </Button>
  );
  const choose = (type: QuestionType) => {
    setOpen(false);
    onAdd(type);
  };
  return (
    <Popover
      active={open}
      activator={activator}
      fluidContent
      autofocusTarget="first-node"
      onClose={() => setOpen(false)}
    >
      <div className="candor-types">
        <ActionList
          actionRole="menuitem"
          sections={groups.map((group) => ({
            title: group,
            items: types
              .filter((type) => questionKinds[type].group === group)
              .map((type) => ({
                content: questionKinds[type].name,
                helpText: questionKinds[type].line,
                icon: icons[type],
                onAction: () => choose(type),
              })),
          }))}
        />
      </div>
    </Popover>
  );
}
