import { Banner, BlockStack, ChoiceList, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import type { TextFieldProps } from "@shopify/polaris";
import { useState } from "react";
import type { Incentive } from "../contract/quiz.ts";
import { Figures } from "../ui/figures.tsx";
import { fieldsOf, settleFields } from "./incentive-fields.ts";
import type { IncentiveFields, PoolView } from "./incentive-fields.ts";
import { TitledCard } from "../ui/titled-card.tsx";

const texts = {
  title: "Reward",
  what: "What shoppers get when they finish",
  kinds: { none: "Nothing", discount: "A discount code of their own", download: "A download" },
  unit: "Takes off",
  units: (currency: string) => ({ percent: "Percent of the order", amount: `An amount in ${currency}` }),
  value: "How much",
  prefix: "Codes begin with",
  prefixHelp: "Optional. GIFT makes codes such as GIFT-7K3PQX9M2A.",
  validDays: "Days until a code expires",
  validDaysHelp: "Counted from when the shopper gets it.",
  who: "Who gets one",
  identified: "People we can tell apart",
  identifiedHelp: "Logged-in customers, and whoever confirms their e-mail address. One code each.",
  everyone: "Everyone who agreed to be remembered",
  everyoneHelp:
    "Somebody with two browsers can get two codes. Such codes are marked, and one network gets three a day at most.",
  url: "Address of the file",
  urlHelp:
    "Shoppers see a link of their own that leads there and expires. With an e-mail question in the quiz they confirm their address first.",
  linkHours: "Hours until the link expires",
  stays: (kept: IncentiveFields, fields: IncentiveFields, name: keyof IncentiveFields) =>
    kept.kind !== fields.kind || kept.unit !== fields.unit
      ? "Until then shoppers get nothing."
      : kept[name] === ""
        ? ""
        : `Until then it stays ${kept[name]}.`,
  noMail: "Mail is not set up, so nobody can confirm an address: only logged-in customers get a code.",
  notYet: "Codes are made when you publish.",
  free: "Ready",
  issued: "Given out",
  redeemed: "Redeemed",
  unknown: (n: number) => (n === 0 ? "" : `${n.toLocaleString("en")} to browsers we don't know`),
  waiting: (n: number) => `${n === 1 ? "One shopper waits" : `${n.toLocaleString("en")} shoppers wait`} for a code`,
  problem: "Shopify makes no codes",
};

const optionsOf = <K extends string>(labels: Record<K, string>) =>
  (Object.entries(labels) as [K, string][]).map(([value, label]) => ({ value, label }));

export interface IncentiveCardProps {
  incentive: Incentive | undefined;
  currency: string;
  /** How the published incentive stands; undefined before it was ever published. */
  pool: PoolView | undefined;
  /** A mail server is set up. */
  sendsMail: boolean;
  /** Only with what can be saved. */
  onChange(incentive: Incentive | undefined): void;
}

interface Form {
  fields: IncentiveFields;
  error(name: keyof IncentiveFields): string | undefined;
  /** While it is typed, nothing is kept: half of a number is another number. */
  type(change: Partial<IncentiveFields>): void;
  /** The field is left. */
  leave(): void;
  /** Chosen, not typed. */
  choose(change: Partial<IncentiveFields>): void;
}

/** What is shown but not kept belongs to the incentive it was typed beside: an undo brings what was, in the form too. */
function useForm({ incentive, onChange }: Pick<IncentiveCardProps, "incentive" | "onChange">): Form {
  const [unkept, setUnkept] = useState<{ of: string; fields: Partial<IncentiveFields> }>({ of: "", fields: {} });
  const of = JSON.stringify(incentive ?? null);
  const kept = fieldsOf(incentive);
  const fields = { ...kept, ...(unkept.of === of && unkept.fields) };
  const { faults } = settleFields(incentive, fields);
  const settle = (next: IncentiveFields) => {
    const settled = settleFields(incentive, next);
    const now = JSON.stringify(settled.incentive ?? null);
    setUnkept({ of: now, fields: settled.unkept });
    if (now !== of) onChange(settled.incentive);
  };
  return {
    fields,
    error: (name) => faults[name] && [faults[name], texts.stays(kept, fields, name)].filter(Boolean).join(" "),
    type: (change) => setUnkept({ of, fields: { ...fields, ...change } }),
    leave: () => settle(fields),
    choose: (change) => settle({ ...fields, ...change }),
  };
}

/** The reward of a quiz, for the editor's settings: form, and how the pool of codes stands. */
export function IncentiveCard({ currency, pool, sendsMail, ...props }: IncentiveCardProps) {
  const form = useForm(props);
  const { kind } = form.fields;
  return (
    <TitledCard title={texts.title}>
      <Select
        label={texts.what}
        options={optionsOf(texts.kinds)}
        value={kind}
        onChange={(chosen: IncentiveFields["kind"]) => form.choose({ kind: chosen })}
      />
      {kind === "discount" && <DiscountFields form={form} currency={currency} sendsMail={sendsMail} />}
      {kind === "download" && <DownloadFields form={form} />}
      {kind === "discount" && <PoolFigures pool={pool} />}
    </TitledCard>
  );
}

interface TypedProps extends Pick<TextFieldProps, "label" | "type" | "suffix" | "helpText" | "placeholder"> {
  form: Form;
  name: "value" | "prefix" | "validDays" | "url" | "linkHours";
}

const Typed = ({ form, name, ...props }: TypedProps) => (
  <TextField
    {...props}
    value={form.fields[name]}
    error={form.error(name)}
    autoComplete="off"
    onChange={(text) => form.type({ [name]: name === "prefix" ? text.toUpperCase() : text })}
    onBlur={form.leave}
  />
);

function DiscountFields({ form, currency, sendsMail }: { form: Form; currency: string; sendsMail: boolean }) {
  const { unit, for: who } = form.fields;
  return (
    <FormLayout>
      <FormLayout.Group condensed>
        <Select
          label={texts.unit}
          options={optionsOf(texts.units(currency))}
          value={unit}
          onChange={(chosen: IncentiveFields["unit"]) => form.choose({ unit: chosen })}
        />
        <Typed
          form={form}
          name="value"
          label={texts.value}
          type="number"
          suffix={unit === "percent" ? "%" : currency}
        />
      </FormLayout.Group>
      <FormLayout.Group condensed>
        <Typed form={form} name="prefix" label={texts.prefix} helpText={texts.prefixHelp} />
        <Typed form={form} name="validDays" label={texts.validDays} type="number" helpText={texts.validDaysHelp} />
      </FormLayout.Group>
      <ChoiceList
        title={texts.who}
        choices={[
          { value: "identified", label: texts.identified, helpText: texts.identifiedHelp },
          { value: "everyone", label: texts.everyone, helpText: texts.everyoneHelp },
        ]}
        selected={[who]}
        onChange={([chosen]) => form.choose({ for: chosen === "everyone" ? "everyone" : "identified" })}
      />
      {!sendsMail && who === "identified" && <Banner tone="info">{texts.noMail}</Banner>}
    </FormLayout>
  );
}

const DownloadFields = ({ form }: { form: Form }) => (
  <FormLayout>
    <Typed form={form} name="url" label={texts.url} type="url" placeholder="https://" helpText={texts.urlHelp} />
    <Typed form={form} name="linkHours" label={texts.linkHours} type="number" />
  </FormLayout>
);

function PoolFigures({ pool }: { pool: PoolView | undefined }) {
  if (pool === undefined) {
    return (
      <Text as="p" tone="subdued">
        {texts.notYet}
      </Text>
    );
  }
  const count = (n: number) => n.toLocaleString("en");
  return (
    <BlockStack gap="300">
      {pool.problem !== null && (
        <Banner tone="warning" title={texts.problem}>
          {pool.problem}
        </Banner>
      )}
      <Figures
        figures={[
          { label: texts.free, value: count(pool.free) },
          { label: texts.issued, value: count(pool.issued), note: texts.unknown(pool.toUnknown) },
          { label: texts.redeemed, value: count(pool.redeemed) },
        ]}
      />
      {pool.waiting > 0 && (
        <Text as="p" tone="subdued">
          {texts.waiting(pool.waiting)}
        </Text>
      )}
    </BlockStack>
  );
}
