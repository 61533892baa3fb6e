import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, FormLayout, InlineStack, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { SettingsFaults } from "./settings.ts";
import { toast } from "../ui/toast.ts";

type SettingsReply = { ok: boolean } | { faults: SettingsFaults };

const texts = {
  general: "General",
  prefix: "Tag prefix",
  prefixHelp: "Each segment's tag begins with it. Changing it renames the tags that Candor has put on customers.",
  floor: "Smallest group shown",
  floorHelp: "Figures of fewer people than this are not shown, so that nobody can be recognised in them.",
  save: "Save",
  saved: "Settings saved",
};

/** Tag prefix and privacy floor, with what was wrong beside the field. */
export function GeneralCard(saved: { tagPrefix: string; privacyFloor: string }) {
  const fetcher = useFetcher<SettingsReply>();
  const [tagPrefix, setPrefix] = useState(saved.tagPrefix);
  const [privacyFloor, setFloor] = useState(saved.privacyFloor);
  const faults = fetcher.data !== undefined && "faults" in fetcher.data ? fetcher.data.faults : {};
  const isSaved = fetcher.data !== undefined && "ok" in fetcher.data;
  useEffect(() => {
    if (isSaved && fetcher.state === "idle") toast(texts.saved);
  }, [isSaved, fetcher.state]);
  return (
    <Card>
      <fetcher.Form method="post">
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {texts.general}
          </Text>
          <FormLayout>
            <TextField
              label={texts.prefix}
              name="tagPrefix"
              value={tagPrefix}
              onChange={setPrefix}
              helpText={texts.prefixHelp}
              error={faults.tagPrefix}
              autoComplete="off"
            />
            <TextField
              label={texts.floor}
              name="privacyFloor"
              type="number"
              value={privacyFloor}
              onChange={setFloor}
              helpText={texts.floorHelp}
              error={faults.privacyFloor}
              autoComplete="off"
            />
          </FormLayout>
          <InlineStack>
            <Button submit variant="primary" loading={fetcher.state !== "idle"}>
              {texts.save}
            </Button>
          </InlineStack>
        </BlockStack>
      </fetcher.Form>
    </Card>
  );
}
