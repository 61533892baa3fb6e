import { Banner, Button, InlineStack, List, Text } from "@shopify/polaris";
import { useRef, useState } from "react";
import { download } from "../ui/download.ts";
import { toast } from "../ui/toast.ts";
import type { FileFault } from "./quiz-file.ts";
import { TitledCard } from "../ui/titled-card.tsx";

const texts = {
  title: "From a file",
  text: "A quiz that was exported from Candor, here or in another shop, or written by hand.",
  choose: "Import a quiz file",
  schema: "Download the format (JSON Schema)",
  failed: "The file could not be read. Try again.",
  wrong: "Nothing was imported. This is wrong with the file:",
  fault: ({ line, place, message }: FileFault) => `Line ${line}${place ? `, ${place}` : ""}: ${message}`,
};

interface ImportCardProps {
  faults: FileFault[];
  disabled: boolean;
  onFile: (text: string) => void;
}

/** A wrong file says which lines and why; nothing of it is kept. */
export function ImportCard({ faults, disabled, onFile }: ImportCardProps) {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const read = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    try {
      onFile(await file.text());
    } catch {
      toast(texts.failed, true);
    }
    setBusy(false);
    // The same file, mended, can be chosen again.
    if (input.current) input.current.value = "";
  };
  const saveSchema = async () => {
    if (!(await download("/app/quizzes/format", "candor-quiz.schema.json"))) toast(texts.failed, true);
  };
  return (
    <TitledCard title={texts.title}>
      <Text as="p">{texts.text}</Text>
      {faults.length > 0 ? (
        <Banner tone="critical" title={texts.wrong}>
          <List>
            {faults.map((fault) => (
              <List.Item key={`${fault.line} ${fault.place} ${fault.message}`}>{texts.fault(fault)}</List.Item>
            ))}
          </List>
        </Banner>
      ) : null}
      <InlineStack gap="200">
        <Button disabled={disabled} loading={busy} onClick={() => input.current?.click()}>
          {texts.choose}
        </Button>
        <Button variant="plain" onClick={() => void saveSchema()}>
          {texts.schema}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          aria-label={texts.choose}
          tabIndex={-1}
          hidden
          onChange={(event) => void read(event.target.files?.[0])}
        />
      </InlineStack>
    </TitledCard>
  );
}
