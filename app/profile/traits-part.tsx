import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, FormLayout, Modal, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { ListTable } from "../ui/list-table.tsx";
import type { Column } from "../ui/list-table.tsx";
import { toast } from "../ui/toast.ts";
import type { TraitDefinition, TraitType } from "./trait-dictionary.ts";

const texts = {
  name: "Name",
  type: "Kind",
  fresh: "Asked again after",
  kept: "Kept for",
  purpose: "What you want to know it for",
  editName: (name: string) => `Edit ${name}`,
  types: { choice: "Choice", number: "Number", date: "Date" } satisfies Record<TraitType, string>,
  options: (n: number) => `${n} ${n === 1 ? "option" : "options"}`,
  days: (n: number) => `${n.toLocaleString("en")} ${n === 1 ? "day" : "days"}`,
  freshHelp: "A younger answer is not asked for again; an older one is offered with one tap: “Still true?”",
  keptHelp:
    "After that we erase it, with the answer that said it; the responses themselves go after 2 years. A change holds for what you know already.",
  purposeHelp: "One sentence that you could say to a customer.",
  optionTexts: "Its answers",
  optionsHelp: "The wording of this list. Quizzes and segments keep their own.",
  option: (text: string) => `Text for “${text}”`,
  inDays: "days",
  save: "Save",
  cancel: "Cancel",
  saved: "Saved",
};

const optionField = (id: string): string => `options.${id}`;

type Reply = { faults?: Record<string, string>; ok?: boolean; refused?: { message: string } };

/** The shop's dictionary: one line per trait, edited in a window. */
export function TraitTable({ traits }: { traits: TraitDefinition[] }) {
  const [open, setOpen] = useState<TraitDefinition>();
  const columns: Column<TraitDefinition>[] = [
    { title: texts.name, cell: (trait) => <TraitName trait={trait} onEdit={() => setOpen(trait)} /> },
    { title: texts.type, cell: kindOf },
    { title: texts.fresh, cell: ({ freshDays }) => texts.days(freshDays) },
    { title: texts.kept, cell: ({ retentionDays }) => texts.days(retentionDays) },
  ];
  return (
    <Card padding="0">
      <ListTable rows={traits} keyOf={({ key }) => key} columns={columns} />
      {open && <EditTrait key={open.key} trait={open} onClose={() => setOpen(undefined)} />}
    </Card>
  );
}

const kindOf = ({ type, options }: TraitDefinition): string =>
  options.length > 0 ? `${texts.types[type]}, ${texts.options(options.length)}` : texts.types[type];

function TraitName({ trait, onEdit }: { trait: TraitDefinition; onEdit(): void }) {
  return (
    <>
      <Button variant="plain" textAlign="start" accessibilityLabel={texts.editName(trait.name)} onClick={onEdit}>
        {trait.name}
      </Button>
      <Text as="p" tone="subdued">
        {trait.purpose}
      </Text>
    </>
  );
}

function EditTrait({ trait, onClose }: { trait: TraitDefinition; onClose(): void }) {
  const fetcher = useFetcher<Reply>();
  const [form, setForm] = useState<Record<string, string>>({
    name: trait.name,
    purpose: trait.purpose,
    freshDays: String(trait.freshDays),
    retentionDays: String(trait.retentionDays),
    ...Object.fromEntries(trait.options.map(({ id, text }) => [optionField(id), text])),
  });
  const faults = fetcher.data?.faults ?? {};
  const isSaved = fetcher.data?.ok === true && fetcher.state === "idle";
  useEffect(() => {
    if (!isSaved) return;
    toast(texts.saved);
    onClose();
  }, [isSaved, onClose]);
  const field = (name: string) => ({
    name,
    value: form[name] ?? "",
    error: faults[name],
    autoComplete: "off",
    onChange: (value: string) => setForm({ ...form, [name]: value }),
  });
  const save = () => fetcher.submit({ key: trait.key, ...form }, { method: "post" });
  return (
    <Modal
      open
      title={trait.name}
      onClose={onClose}
      primaryAction={{ content: texts.save, onAction: save, loading: fetcher.state !== "idle" }}
      secondaryActions={[{ content: texts.cancel, onAction: onClose }]}
    >
      <Modal.Section>
        <FormLayout>
          <TextField label={texts.name} {...field("name")} />
          <TextField label={texts.purpose} helpText={texts.purposeHelp} multiline={2} {...field("purpose")} />
          <TextField
            label={texts.fresh}
            helpText={texts.freshHelp}
            type="number"
            suffix={texts.inDays}
            {...field("freshDays")}
          />
          <TextField
            label={texts.kept}
            helpText={texts.keptHelp}
            type="number"
            suffix={texts.inDays}
            {...field("retentionDays")}
          />
          {trait.options.length > 0 && (
            <BlockStack gap="200">
              <Text as="h3" variant="headingSm">
                {texts.optionTexts}
              </Text>
              <Text as="p" tone="subdued">
                {texts.optionsHelp}
              </Text>
              {trait.options.map(({ id, text }, at) => (
                <TextField
                  key={id}
                  label={texts.option(text || String(at + 1))}
                  labelHidden
                  {...field(optionField(id))}
                />
              ))}
            </BlockStack>
          )}
        </FormLayout>
      </Modal.Section>
    </Modal>
  );
}
