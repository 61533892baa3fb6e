import { BlockStack, Checkbox, ChoiceList, FormLayout, InlineStack, Select, Text } from "@shopify/polaris";
import type { QuizContent } from "../../contract/quiz.ts";
import { ColourField } from "../../ui/colour-field.tsx";
import { DateTimeField } from "../../ui/date-time-field.tsx";
import { useEditing } from "./editing-part.tsx";
import { FieldFinding, NumberInput, TextInput } from "./field-part.tsx";
import { goalTraits } from "./goal-traits.ts";
import { TitledCard } from "../../ui/titled-card.tsx";

const texts = {
  goal: "Goal",
  goalNote: "Written down before it goes live. The results are shown beside it.",
  goalText: "What do you want to learn or achieve?",
  goalPlaceholder: "Know for whom our gifts are bought, so that the Christmas mail fits",
  responses: "Completed responses wanted",
  completion: "Of those who start, finish (%)",
  conversion: "Of those who finish, buy (%)",
  traits: "What you want to know about each customer",
  others: "From your other quizzes",
  noTraits: "Add a question that can be counted, such as a choice: then choose here what this quiz has to tell.",
  shown: "Who sees it, and when",
  minors: "This quiz is for children or teenagers",
  minorsHelp: "It then takes no e-mail address and no phone number.",
  priority: "When several quizzes could ask",
  priorities: [
    { value: "", label: "This one waits its turn (usual)" },
    { value: "80", label: "This one goes first" },
    { value: "20", label: "This one gives way" },
  ],
  priorityIs: (priority: number) => `Priority ${priority} of 100`,
  poll: "Poll",
  opens: "Takes votes from",
  closes: "Takes votes until",
  changeable: "A vote may be changed",
  colours: "Colours",
  coloursNote: "Usually the colours of your theme. What you choose here must stay readable.",
  accent: "Buttons and marks",
  text: "Text",
  background: "Background",
};

/** What concerns the quiz as a whole. */
export function SettingsCards({ reward }: { reward: React.ReactNode }) {
  const { view } = useEditing();
  return (
    <BlockStack gap="400">
      <GoalCard />
      {view.kind === "poll" ? <PollCard /> : null}
      {reward}
      <ShownCard />
      <ColoursCard />
    </BlockStack>
  );
}

type Goal = NonNullable<QuizContent["goal"]>;

/** A goal of which nothing is said any more is none. */
const goalOf = (goal: Goal): Pick<QuizContent, "goal"> => {
  const said = Object.fromEntries(Object.entries(goal).filter(([, value]) => value !== undefined)) as Goal;
  const isEmpty = Object.keys(said).length === 2 && said.text === "" && said.traits.length === 0;
  return isEmpty ? {} : { goal: said };
};

function GoalCard() {
  const { content, change } = useEditing();
  const { goal = { text: "", traits: [] }, ...rest } = content;
  const set = (next: Partial<{ [K in keyof Goal]: Goal[K] | undefined }>, key?: string) =>
    change({ ...rest, ...goalOf({ ...goal, ...next } as Goal) }, key && `goal.${key}`);
  return (
    <TitledCard title={texts.goal} note={texts.goalNote}>
      <FormLayout>
        <TextInput
          field="goal.text"
          label={texts.goalText}
          placeholder={texts.goalPlaceholder}
          lines={2}
          value={goal.text}
          onChange={(text) => set({ text }, "text")}
        />
        <FormLayout.Group condensed>
          <NumberInput
            field="goal.responses"
            label={texts.responses}
            value={goal.responses}
            least={1}
            whole
            onChange={(responses) => set({ responses }, "responses")}
          />
          <NumberInput
            field="goal.completion"
            label={texts.completion}
            value={goal.completion}
            least={0}
            most={100}
            onChange={(completion) => set({ completion }, "completion")}
          />
          <NumberInput
            field="goal.conversion"
            label={texts.conversion}
            value={goal.conversion}
            least={0}
            most={100}
            onChange={(conversion) => set({ conversion }, "conversion")}
          />
        </FormLayout.Group>
      </FormLayout>
      <GoalTraits chosen={goal.traits} onChange={(traits) => set({ traits })} />
      <FieldFinding field="goal.traits" />
    </TitledCard>
  );
}

/** The quiz's own questions first: what only others ask is for who looks for it, or has chosen it. */
function GoalTraits({ chosen, onChange }: { chosen: string[]; onChange(traits: string[]): void }) {
  const { content, view } = useEditing();
  const { own, others } = goalTraits(view.handle, content, view.traits);
  const list = (title: string, traits: typeof own, titleHidden: boolean) => (
    <ChoiceList
      title={title}
      titleHidden={titleHidden}
      allowMultiple
      choices={traits.map(({ key, name }) => ({ value: key, label: name }))}
      selected={chosen}
      // Those of the other list stay chosen.
      onChange={(selected) =>
        onChange([...new Set([...chosen.filter((key) => !traits.some((one) => one.key === key)), ...selected])])
      }
    />
  );
  return (
    <BlockStack gap="200">
      {own.length > 0 ? (
        list(texts.traits, own, false)
      ) : (
        <Text as="p" tone="subdued">
          {texts.noTraits}
        </Text>
      )}
      {others.length > 0 ? (
        <details className="candor-asks" open={others.some(({ key }) => chosen.includes(key)) || undefined}>
          <summary>{texts.others}</summary>
          {list(texts.others, others, true)}
        </details>
      ) : null}
    </BlockStack>
  );
}

function ShownCard() {
  const { content, change } = useEditing();
  const { minors = false, priority, ...rest } = content;
  const keep = { ...(minors && { minors }), ...(priority !== undefined && { priority }) };
  const known = priority === undefined || texts.priorities.some(({ value }) => value === String(priority));
  const setPriority = (value: string) => {
    const { priority: _, ...others } = keep;
    change({ ...rest, ...others, ...(value !== "" && { priority: Number(value) }) });
  };
  return (
    <TitledCard title={texts.shown}>
      <Select
        id="priority"
        label={texts.priority}
        options={[
          ...texts.priorities,
          ...(known ? [] : [{ value: String(priority), label: texts.priorityIs(priority) }]),
        ]}
        value={priority === undefined ? "" : String(priority)}
        onChange={setPriority}
      />
      <Checkbox
        id="minors"
        label={texts.minors}
        helpText={texts.minorsHelp}
        checked={minors}
        onChange={(checked) => {
          const { minors: _, ...others } = keep;
          change({ ...rest, ...others, ...(checked && { minors: true }) });
        }}
      />
    </TitledCard>
  );
}

type Poll = NonNullable<QuizContent["poll"]>;

function PollCard() {
  const { content, change } = useEditing();
  const { poll = { changeable: false } } = content;
  const set = (next: Partial<{ [K in keyof Poll]: Poll[K] | undefined }>) => {
    const said = Object.entries({ ...poll, ...next }).filter(([, value]) => value !== undefined);
    change({ ...content, poll: Object.fromEntries(said) as Poll });
  };
  return (
    <TitledCard title={texts.poll}>
      <FormLayout>
        <FormLayout.Group condensed>
          <DateTimeField id="poll.opens" label={texts.opens} value={poll.opens} onChange={(opens) => set({ opens })} />
          <DateTimeField
            id="poll.closes"
            label={texts.closes}
            value={poll.closes}
            onChange={(closes) => set({ closes })}
          />
        </FormLayout.Group>
        <FieldFinding field="poll.closes" />
        <Checkbox label={texts.changeable} checked={poll.changeable} onChange={(changeable) => set({ changeable })} />
      </FormLayout>
    </TitledCard>
  );
}

type Colours = NonNullable<QuizContent["colours"]>;
const FALLBACKS: Required<Colours> = { accent: "#303030", text: "#1a1a1a", background: "#ffffff" };

function ColoursCard() {
  const { content, change } = useEditing();
  const { colours = {}, ...rest } = content;
  const set = (name: keyof Colours, value: string | undefined) => {
    const { [name]: _, ...others } = colours;
    const next: Colours = value === undefined ? others : { ...others, [name]: value };
    change({ ...rest, ...(Object.keys(next).length > 0 && { colours: next }) }, `colours.${name}`);
  };
  return (
    <TitledCard title={texts.colours} note={texts.coloursNote}>
      <InlineStack gap="400">
        {(["accent", "text", "background"] as const).map((name) => (
          <ColourField
            key={name}
            id={`colours.${name}`}
            label={texts[name]}
            value={colours[name]}
            fallback={FALLBACKS[name]}
            onChange={(value) => set(name, value)}
          />
        ))}
      </InlineStack>
      {(["accent", "text", "background"] as const).map((name) => (
        <FieldFinding key={name} field={`colours.${name}`} />
      ))}
    </TitledCard>
  );
}
