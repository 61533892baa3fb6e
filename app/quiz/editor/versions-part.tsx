import { Badge, BlockStack, Button, Card, InlineStack, List, Spinner, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { dayText } from "../../platform/date-text.ts";
import { toast } from "../../ui/toast.ts";
import { changesBetween } from "../diff.ts";
import { useEditing } from "./editing-part.tsx";
import type { VersionView } from "../quiz-view.ts";
import { START } from "./place.ts";

const texts = {
  title: "Versions",
  none: "Nothing was published yet. Each time you publish, the version is kept here: answers always stay with the wording that was seen.",
  version: (number: number, at: string) => `Version ${number} · ${at}`,
  live: "Live",
  draft: "Draft, not published",
  first: "The first version.",
  same: "Nothing that shoppers see.",
  load: "Load into the editor",
  loadOf: (number: number) => `Load into the editor: version ${number}`,
  loaded: (number: number) => `Version ${number} is in the editor. Undo brings your draft back.`,
  loading: "Loading the versions",
  failed: "The versions cannot be shown now. Try again in a moment.",
};

/** Every version that shoppers have seen, with what changed; an earlier one can be taken up again. */
export function VersionsCard() {
  const { content, view, change, go } = useEditing();
  const [versions, setVersions] = useState<VersionView[] | "failed">();
  useEffect(() => {
    const abort = new AbortController();
    void fetch(`/app/quizzes/${view.id}/versions`, { signal: abort.signal })
      .then(async (response) => setVersions((await response.json()) as VersionView[]))
      .catch(() => abort.signal.aborted || setVersions("failed"));
    return () => abort.abort();
  }, [view.id]);
  const load = ({ number, content: earlier }: VersionView) => {
    change(earlier);
    go(START);
    toast(texts.loaded(number));
  };
  if (versions === undefined) return <Spinner accessibilityLabel={texts.loading} />;
  if (versions === "failed") return <Text as="p">{texts.failed}</Text>;
  const [newest] = versions;
  const pending = newest ? changesBetween(newest.content, content) : [];
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {texts.title}
        </Text>
        {newest ? null : (
          <Text as="p" tone="subdued">
            {texts.none}
          </Text>
        )}
        {pending.length > 0 ? (
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              {texts.draft}
            </Text>
            <Changes changes={pending} />
          </BlockStack>
        ) : null}
        {versions.map((version) => (
          <BlockStack key={version.number} gap="100">
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <InlineStack gap="200" blockAlign="center">
                <Text as="h3" variant="headingSm">
                  {texts.version(version.number, dayText(new Date(version.at)))}
                </Text>
                {version.live ? <Badge tone="success">{texts.live}</Badge> : null}
              </InlineStack>
              <Button variant="plain" accessibilityLabel={texts.loadOf(version.number)} onClick={() => load(version)}>
                {texts.load}
              </Button>
            </InlineStack>
            <Changes changes={version.changes} />
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function Changes({ changes }: { changes: string[] | undefined }) {
  if (!changes || changes.length === 0) {
    return (
      <Text as="p" tone="subdued">
        {changes ? texts.same : texts.first}
      </Text>
    );
  }
  return (
    <List>
      {changes.map((change) => (
        <List.Item key={change}>{change}</List.Item>
      ))}
    </List>
  );
}
