import {
  BlockStack,
  Box,
  Button,
  Card,
  InlineStack,
  Modal,
  Pagination,
  ProgressBar,
  SkeletonBodyText,
  Text,
} from "@shopify/polaris";
import type { Explanation } from "../segment/explain.ts";
import { Members, memberName } from "./members-part.tsx";
import { durationText, peopleText } from "./segment-texts.ts";
import type { MemberView } from "./segment-texts.ts";
import { Why } from "./why-part.tsx";

const texts = {
  building: "Finding the people",
  buildingNote: (done: number, total: number) =>
    `${done.toLocaleString("en")} of ${total.toLocaleString("en")} people looked at`,
  tagging: "Writing tags to Shopify",
  taggingNote: (count: number, time: string) =>
    `${count === 1 ? "1 customer waits" : `${count.toLocaleString("en")} customers wait`} · ${time} left`,
  cancel: "Cancel",
  rule: "Rule",
  tag: "Tag in Shopify",
  tagged: (customers: number) =>
    customers === 1 ? "For 1 customer." : `For ${customers.toLocaleString("en")} customers.`,
  untagged: (visitors: number) =>
    visitors === 1
      ? "1 person is an anonymous visitor, whom Shopify has no customer for: the tag follows once they log in or order."
      : `${visitors.toLocaleString("en")} people are anonymous visitors, whom Shopify has no customer for: the tag follows once they log in or order.`,
  tagUse: "Enter it in the settings of a pop-up to ask these customers only.",
  fresh: "Up to date: people enter and leave as they answer and order.",
  native: "Also kept as a segment of Shopify, so that you find it in the admin and in other apps.",
  nativeWaiting: "Shopify’s own segment is being made.",
  members: "People",
  nobody: "Nobody fits yet. People enter as they answer and order.",
  whyTitle: (name: string) => `Why: ${name}`,
};

interface ProgressView {
  state: "building" | "tagging" | "done";
  profilesDone: number;
  profilesTotal: number;
  tagsWaiting: number;
  seconds: number;
}

interface ProgressProps {
  progress: ProgressView;
  people: number;
  busy: boolean;
  onCancel(): void;
}

export function ProgressCard({ progress, people, busy, onCancel }: ProgressProps) {
  if (progress.state === "done") return null;
  const building = progress.state === "building";
  const [done, total] = building
    ? [progress.profilesDone, progress.profilesTotal]
    : [Math.max(0, people - progress.tagsWaiting), Math.max(people, progress.tagsWaiting)];
  const share = total > 0 ? done / total : 0;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <BlockStack gap="050">
            <Text as="h2" variant="headingMd" id="progress-title">
              {building ? texts.building : texts.tagging}
            </Text>
            <Text as="p" tone="subdued">
              {building
                ? texts.buildingNote(progress.profilesDone, progress.profilesTotal)
                : texts.taggingNote(progress.tagsWaiting, durationText(progress.seconds))}
            </Text>
          </BlockStack>
          <Button loading={busy} onClick={onCancel}>
            {texts.cancel}
          </Button>
        </InlineStack>
        <ProgressBar size="small" progress={Math.round(share * 100)} ariaLabelledBy="progress-title" />
      </BlockStack>
    </Card>
  );
}

interface AboutProps {
  sentence: string;
  tag: string;
  customers: number;
  visitors: number;
  hasNative: boolean;
  upToDate: boolean;
}

export function AboutCard({ sentence, tag, customers, visitors, hasNative, upToDate }: AboutProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {texts.rule}
          </Text>
          <Text as="p">{sentence}</Text>
        </BlockStack>
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {texts.tag}
          </Text>
          <Text as="p" breakWord>
            {tag}
          </Text>
          <Text as="p">
            {texts.tagged(customers)} {visitors > 0 ? texts.untagged(visitors) : ""}
          </Text>
          <Text as="p" tone="subdued" variant="bodySm">
            {texts.tagUse}
          </Text>
        </BlockStack>
        <Text as="p" tone="subdued" variant="bodySm">
          {hasNative ? texts.native : texts.nativeWaiting} {upToDate ? texts.fresh : ""}
        </Text>
      </BlockStack>
    </Card>
  );
}

interface MembersCardProps {
  people: number;
  members: MemberView[];
  hasPrevious: boolean;
  hasNext: boolean;
  onPrevious(): void;
  onNext(): void;
  onWhy(member: MemberView): void;
}

export function MembersCard({ people, members, hasPrevious, hasNext, onPrevious, onNext, onWhy }: MembersCardProps) {
  return (
    <Card padding="0">
      <Box padding="400">
        <InlineStack align="space-between">
          <Text as="h2" variant="headingMd">
            {texts.members}
          </Text>
          <Text as="span" tone="subdued">
            {peopleText(people)}
          </Text>
        </InlineStack>
      </Box>
      {members.length === 0 ? (
        <Box padding="400" paddingBlockStart="0">
          <Text as="p">{texts.nobody}</Text>
        </Box>
      ) : (
        <Members members={members} onWhy={onWhy} />
      )}
      {hasNext || hasPrevious ? (
        <Box padding="300">
          <InlineStack align="center">
            <Pagination hasPrevious={hasPrevious} hasNext={hasNext} onPrevious={onPrevious} onNext={onNext} />
          </InlineStack>
        </Box>
      ) : null}
    </Card>
  );
}

export interface WhyAnswer {
  member: boolean;
  mayBeMember: boolean;
  explanation: Explanation;
}

interface WhyModalProps {
  member: MemberView | undefined;
  why: WhyAnswer | undefined;
  onClose(): void;
}

export function WhyModal({ member, why, onClose }: WhyModalProps) {
  return (
    <Modal open={member !== undefined} title={member ? texts.whyTitle(memberName(member)) : ""} onClose={onClose}>
      <Modal.Section>{why ? <Why {...why} /> : <SkeletonBodyText lines={5} />}</Modal.Section>
    </Modal>
  );
}
