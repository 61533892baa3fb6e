import { Tabs } from "@shopify/polaris";
import { useState, useTransition } from "react";
import type { EditorTab } from "./place.ts";

const tabs: { id: EditorTab; content: string }[] = [
  { id: "questions", content: "Questions" },
  { id: "products", content: "Products" },
  { id: "languages", content: "Languages" },
  { id: "map", content: "Map" },
  { id: "settings", content: "Settings" },
  { id: "versions", content: "Versions" },
];

/** A tab is marked at once; what it shows is drawn behind, so that the click is answered first. */
export function EditorTabs({ tab, onTab }: { tab: EditorTab; onTab(tab: EditorTab): void }) {
  const [wanted, setWanted] = useState(tab);
  const [opening, startOpening] = useTransition();
  const marked = opening ? wanted : tab;
  return (
    <Tabs
      tabs={tabs.map(({ id, content }) => ({ id, content, panelID: "editor-body" }))}
      selected={tabs.findIndex(({ id }) => id === marked)}
      onSelect={(chosen) => {
        const next = tabs[chosen]?.id ?? "questions";
        setWanted(next);
        startOpening(() => onTab(next));
      }}
    />
  );
}
