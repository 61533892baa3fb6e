import { Banner, BlockStack, Box, Card, Layout, Page, SkeletonBodyText, Text, TextField } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import type { Rule } from "../contract/rule.ts";
import type { Vocabulary } from "../segment/describe.ts";
import { RuleBuilder } from "../segment/rule-builder.tsx";
import { checkRule, hasCondition } from "../segment/rule.ts";
import { askJson } from "../ui/ask-json.ts";
import { useReady } from "../ui/ready.ts";
import { SaveBar } from "../ui/save-bar.tsx";
import { Members } from "./members-part.tsx";
import { durationText, peopleText } from "./segment-texts.ts";
import type { PreviewView } from "./segment-texts.ts";
import { TitledCard } from "../ui/titled-card.tsx";

const texts = {
  back: "Segments",
  name: "Name",
  nameHelp: "For you and your colleagues. The tag is made from it once and then stays.",
  rule: "Who is in it",
  preview: "Who that is now",
  waiting: "Add a condition to see who fits.",
  mend: "Finish the conditions to see who fits.",
  offline: "The count could not be loaded. It is tried again with your next change.",
  first: (count: number) => `The first ${count}`,
  tags: "When you save",
  add: (count: number) =>
    count === 1 ? "1 tag will be written" : `${count.toLocaleString("en")} tags will be written`,
  remove: (count: number) =>
    count === 1 ? "1 tag will be taken off" : `${count.toLocaleString("en")} tags will be taken off`,
  none: "no tag changes.",
  takes: (time: string) => `At the pace that Shopify allows, this takes ${time}.`,
  anonymous: "Anonymous visitors are counted, but have no customer to tag.",
  save: "Save",
  refused: "This could not be saved",
};

const PREVIEW_AFTER_MS = 350;

interface SegmentFormProps {
  title: string;
  /** 0 for a new one. */
  segmentId: number;
  name: string;
  rule: Rule;
  vocabulary: Vocabulary;
  saving: boolean;
  refused: string | undefined;
  onSave(name: string, rule: Rule): void;
}

type Preview = PreviewView | "empty" | "faulty" | "failed" | undefined;

/** Count and first members of the rule as it stands, a moment after each change; an answer that is overtaken is dropped. */
function usePreview(rule: Rule, segmentId: number, faulty: boolean): { preview: Preview; stale: boolean } {
  const [preview, setPreview] = useState<Preview>();
  const [shownFor, setShownFor] = useState<Rule>();
  const empty = !hasCondition(rule);
  useEffect(() => {
    if (empty || faulty) {
      setPreview(empty ? "empty" : "faulty");
      setShownFor(rule);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      const question = { rule, segmentId };
      void askJson<PreviewView | { refused: object }>("/app/segments/preview", question, { signal: abort.signal }).then(
        (reply) => {
          if (abort.signal.aborted) return;
          setPreview(reply && "people" in reply ? reply : "failed");
          setShownFor(rule);
        },
      );
    }, PREVIEW_AFTER_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [rule, segmentId, empty, faulty]);
  return { preview, stale: shownFor !== rule };
}

async function pickProduct(): Promise<{ id: string; title: string } | undefined> {
  const [product] =
    (await window.shopify.resourcePicker({ type: "product", multiple: false, filter: { variants: false } })) ?? [];
  const id = product && /\/(\d+)$/.exec(product.id)?.[1];
  if (!product || id === undefined) return undefined;
  return { id, title: "title" in product ? product.title : id };
}

/** Name and rule with the people who fit, while they are edited. */
export function SegmentForm(props: SegmentFormProps) {
  const { title, segmentId, vocabulary, saving, refused, onSave } = props;
  const ready = useReady();
  const [name, setName] = useState(props.name);
  const [rule, setRule] = useState(props.rule);
  const [tried, setTried] = useState(false);
  const initial = useRef({ name: props.name, rule: props.rule });
  const errors = checkRule(rule);
  const { preview, stale } = usePreview(rule, segmentId, errors.length > 0);
  const dirty = name !== initial.current.name || rule !== initial.current.rule;
  const complete = name.trim() !== "" && errors.length === 0 && hasCondition(rule);
  const save = () => {
    setTried(true);
    if (complete) onSave(name, rule);
  };
  const discard = () => {
    setName(initial.current.name);
    setRule(initial.current.rule);
    setTried(false);
  };
  return (
    <Page
      title={title}
      backAction={{ content: texts.back, url: segmentId === 0 ? "/app/segments" : `/app/segments/${segmentId}` }}
      primaryAction={{ content: texts.save, loading: saving, disabled: !ready || !dirty, onAction: save }}
    >
      <SaveBar id="segment" open={dirty && !saving} onSave={save} onDiscard={discard} />
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {refused === undefined ? null : (
              <Banner tone="critical" title={texts.refused}>
                {refused}
              </Banner>
            )}
            <Card>
              <TextField
                label={texts.name}
                helpText={texts.nameHelp}
                autoComplete="off"
                maxLength={100}
                value={name}
                error={tried && name.trim() === "" ? "Give the segment a name." : undefined}
                onChange={setName}
              />
            </Card>
            <TitledCard title={texts.rule}>
              <RuleBuilder
                rule={rule}
                vocabulary={vocabulary}
                errors={tried ? errors : []}
                pickProduct={pickProduct}
                onChange={setRule}
              />
            </TitledCard>
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <PreviewCard preview={preview} stale={stale} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function PreviewCard({ preview, stale }: { preview: Preview; stale: boolean }) {
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {texts.preview}
          </Text>
          <div role="status" aria-busy={stale} style={{ opacity: stale ? 0.5 : 1 }}>
            <PreviewText preview={preview} />
          </div>
        </BlockStack>
      </Box>
      {typeof preview === "object" && preview.members.length > 0 ? <Members members={preview.members} /> : null}
    </Card>
  );
}

function PreviewText({ preview }: { preview: Preview }) {
  if (preview === undefined) return <SkeletonBodyText lines={2} />;
  if (preview === "empty") return <Text as="p">{texts.waiting}</Text>;
  if (preview === "faulty") return <Text as="p">{texts.mend}</Text>;
  if (preview === "failed") return <Text as="p">{texts.offline}</Text>;
  const { people, tagsToAdd, tagsToRemove, seconds, members } = preview;
  return (
    <BlockStack gap="200">
      <Text as="p" variant="headingLg">
        {peopleText(people)}
      </Text>
      <Text as="p">
        {texts.tags}:{" "}
        {tagsToAdd + tagsToRemove === 0
          ? texts.none
          : [tagsToAdd > 0 ? texts.add(tagsToAdd) : "", tagsToRemove > 0 ? texts.remove(tagsToRemove) : ""]
              .filter(Boolean)
              .join(", ")}
        {tagsToAdd + tagsToRemove > 0 ? `. ${texts.takes(durationText(seconds))}` : ""}
      </Text>
      {people > 0 ? (
        <Text as="p" tone="subdued" variant="bodySm">
          {members.some((member) => member.customerId === null) ? `${texts.anonymous} ` : ""}
          {members.length < people ? `${texts.first(members.length)}:` : ""}
        </Text>
      ) : null}
    </BlockStack>
  );
}
