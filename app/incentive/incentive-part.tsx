import { Banner, BlockStack, ChoiceList, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { Incentive } from "../contract/quiz.ts";
import { Figures } from "../ui/figures.tsx";
import { fieldsOf, readFields } from "./incentive-fields.ts";
import type { IncentiveFaults, IncentiveFields, PoolView } from "./incentive-fields.ts";
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

/** The reward of a quiz, for the editor's settings: form, and how the pool of codes stands. */
export function IncentiveCard({ incentive, currency, pool, sendsMail, onChange }: IncentiveCardProps) {
  const [fields, setFields] = useState(() => fieldsOf(incentive));
  const faults = readFields(fields).faults ?? {};
  function set(change: Partial<IncentiveFields>): void {
    const next = { ...fields, ...change };
    setFields(next);
    const read = readFields(next);
    if (read.faults === undefined) onChange(read.incentive);
  }
  return (
    <TitledCard title={texts.title}>
      <Select
        label={texts.what}
        options={optionsOf(texts.kinds)}
        value={fields.kind}
        onChange={(kind: IncentiveFields["kind"]) => set({ kind })}
      />
      {fields.kind === "discount" && (
        <DiscountFields fields={fields} faults={faults} currency={currency} sendsMail={sendsMail} onSet={set} />
      )}
      {fields.kind === "download" && <DownloadFields fields={fields} faults={faults} onSet={set} />}
      {fields.kind === "discount" && <PoolFigures pool={pool} />}
    </TitledCard>
  );
}

interface FieldsProps {
  fields: IncentiveFields;
  faults: IncentiveFaults;
  onSet(change: Partial<IncentiveFields>): void;
}

function DiscountFields({
  fields,
  faults,
  currency,
  sendsMail,
  onSet,
}: FieldsProps & { currency: string; sendsMail: boolean }) {
  return (
    <FormLayout>
      <FormLayout.Group condensed>
        <Select
          label={texts.unit}
          options={optionsOf(texts.units(currency))}
          value={fields.unit}
          onChange={(unit: IncentiveFields["unit"]) => onSet({ unit })}
        />
        <TextField
          label={texts.value}
          type="number"
          value={fields.value}
          suffix={fields.unit === "percent" ? "%" : currency}
          error={faults.value}
          onChange={(value) => onSet({ value })}
          autoComplete="off"
        />
      </FormLayout.Group>
      <FormLayout.Group condensed>
        <TextField
          label={texts.prefix}
          value={fields.prefix}
          error={faults.prefix}
          helpText={texts.prefixHelp}
          onChange={(prefix) => onSet({ prefix: prefix.toUpperCase() })}
          autoComplete="off"
        />
        <TextField
          label={texts.validDays}
          type="number"
          value={fields.validDays}
          error={faults.validDays}
          helpText={texts.validDaysHelp}
          onChange={(validDays) => onSet({ validDays })}
          autoComplete="off"
        />
      </FormLayout.Group>
      <ChoiceList
        title={texts.who}
        choices={[
          { value: "identified", label: texts.identified, helpText: texts.identifiedHelp },
          { value: "everyone", label: texts.everyone, helpText: texts.everyoneHelp },
        ]}
        selected={[fields.for]}
        onChange={([who]) => onSet({ for: who === "everyone" ? "everyone" : "identified" })}
      />
      {!sendsMail && fields.for === "identified" && <Banner tone="info">{texts.noMail}</Banner>}
    </FormLayout>
  );
}

function DownloadFields({ fields, faults, onSet }: FieldsProps) {
  return (
    <FormLayout>
      <TextField
        label={texts.url}
        type="url"
        value={fields.url}
        error={fields.url === "" ? undefined : faults.url}
        helpText={texts.urlHelp}
        placeholder="https://"
        onChange={(url) => onSet({ url: url.trim() })}
        autoComplete="off"
      />
      <TextField
        label={texts.linkHours}
        type="number"
        value={fields.linkHours}
        error={faults.linkHours}
        onChange={(linkHours) => onSet({ linkHours })}
        autoComplete="off"
      />
    </FormLayout>
  );
}

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
