import { el } from "./dom.ts";

type Field = HTMLInputElement | HTMLTextAreaElement;

/** One line to write in, or several; named by the question. */
export function field(props: Record<string, string | number | undefined>, value: unknown, long?: boolean): Field {
  const labelled = { class: "cq-text", "aria-labelledby": "cq-q", "aria-describedby": "cq-h", dir: "auto" };
  const node = el(long ? "textarea" : "input", { ...labelled, ...props });
  node.value = String(value ?? "");
  return node;
}

export const readField = (controls: ParentNode): string | null =>
  controls.querySelector<Field>(".cq-text")?.value.trim() || null;
