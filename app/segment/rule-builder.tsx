import { ActionList, BlockStack, Box, Button, InlineError, InlineStack, Popover, Text } from "@shopify/polaris";
import { DeleteIcon, PlusIcon } from "@shopify/polaris-icons";
import { useId, useMemo, useState } from "react";
import type { ReactNode } from "react";
import type { LeafRule, Rule } from "../contract/rule.ts";
import { Builder, useBuilder } from "./builder-context.tsx";
import { Pick } from "./condition-fields-part.tsx";
import { ConditionFields } from "./condition-part.tsx";
import { CONDITION_NAMES, newCondition, possibleKinds, unknownNote, unwrap, wrap } from "./condition.ts";
import type { Group } from "./condition.ts";
import type { Vocabulary } from "./describe.ts";
import type { RuleError } from "./rule.ts";

export interface RuleBuilderProps {
  rule: Rule;
  onChange: (rule: Rule) => void;
  vocabulary: Vocabulary;
  /** What `checkRule` found, shown beside the parts. */
  errors: RuleError[];
  /** Opens the shop's product picker; undefined when it was closed without a choice. */
  pickProduct: () => Promise<{ id: string; title: string } | undefined>;
}

const MAX_GROUP_DEPTH = 3;

/** Builds a segment's rule from sentences. The whole is always a group, so that a condition can be added to it. */
export function RuleBuilder({ rule, onChange, vocabulary, errors, pickProduct }: RuleBuilderProps) {
  const [picked, setPicked] = useState<Record<string, string>>({});
  const context = useMemo(
    () => ({
      vocabulary: { ...vocabulary, products: { ...vocabulary.products, ...picked } },
      errors,
      pickProduct: async () => {
        const product = await pickProduct();
        if (product !== undefined) setPicked((before) => ({ ...before, [product.id]: product.title }));
        return product?.id;
      },
    }),
    [vocabulary, errors, picked, pickProduct],
  );
  const isGroup = rule.kind === "all" || rule.kind === "any";
  return (
    <Builder.Provider value={context}>
      {/* A single condition lies in a group of its own on screen; it stays what it is until something is added. */}
      <GroupPart
        group={isGroup ? rule : { kind: "all", rules: [rule] }}
        path={isGroup ? "" : undefined}
        depth={1}
        negated={false}
        onChange={onChange}
      />
    </Builder.Provider>
  );
}

interface GroupProps {
  group: Group;
  /** undefined: the group is on screen only, its one part has the path of the whole. */
  path: string | undefined;
  depth: number;
  negated: boolean;
  /** Buttons for the group as a whole; none on the outermost. */
  actions?: ReactNode;
  onChange: (rule: Rule) => void;
}

const GROUP_WORDS = {
  all: { plain: "must be true", negated: "not all may be true" },
  any: { plain: "is enough", negated: "none may be true" },
} as const;

const MATCHES = [
  ["all", "All of these"],
  ["any", "Any of these"],
] as const;

function GroupPart({ group, path, depth, negated, actions, onChange }: GroupProps) {
  const id = useId();
  const { errors } = useBuilder();
  const own = path === undefined ? undefined : errors.find((error) => error.path === path && error.field !== "count");
  const set = (rules: Rule[]) => onChange({ kind: group.kind, rules });
  const remove = (index: number) => {
    set(group.rules.toSpliced(index, 1));
    // The button that had the focus is gone: stay in the group.
    document.getElementById(`${id}-add`)?.focus();
  };
  const label = `${group.kind === "all" ? "All of these" : "Any of these"}: ${GROUP_WORDS[group.kind][negated ? "negated" : "plain"]}`;
  return (
    <div role="group" aria-label={label}>
      <BlockStack gap="300">
        <div style={{ display: "flex", flexWrap: "wrap", gap: "0.5rem", alignItems: "center" }}>
          <Pick
            label="How the conditions of this group combine"
            width="9rem"
            value={group.kind}
            options={MATCHES}
            onChange={(kind) => onChange({ kind, rules: group.rules })}
          />
          <div style={{ flex: "1 1 auto" }}>
            <Text as="span" tone="subdued">
              {GROUP_WORDS[group.kind][negated ? "negated" : "plain"]}
            </Text>
          </div>
          {actions}
        </div>
        {group.rules.map((part, index) => (
          // Parts have no identity of their own, and their fields keep nothing that matters.
          <RulePart
            key={`${index}-${unwrap(part).inner.kind}`}
            rule={part}
            path={path === undefined ? "" : path === "" ? String(index) : `${path}.${index}`}
            depth={depth}
            joined={index === 0 ? undefined : group.kind === "all" ? "and" : "or"}
            onChange={(changed) => set(group.rules.with(index, changed))}
            onRemove={() => remove(index)}
          />
        ))}
        {group.rules.length === 0 && (
          <Text as="p" tone="subdued">
            No conditions yet.
          </Text>
        )}
        {own !== undefined && <InlineError message={own.message} fieldID={id} />}
        <AddPart id={`${id}-add`} depth={depth} onAdd={(part) => set([...group.rules, part])} />
      </BlockStack>
    </div>
  );
}

interface PartProps {
  rule: Rule;
  path: string;
  depth: number;
  joined: "and" | "or" | undefined;
  onChange: (rule: Rule) => void;
  onRemove: () => void;
}

function RulePart({ rule, path, depth, joined, onChange, onRemove }: PartProps) {
  const { errors, vocabulary } = useBuilder();
  const { inner, negated } = unwrap(rule);
  const innerPath = rule.kind === "not" ? (path === "" ? "0" : `${path}.0`) : path;
  const group = inner.kind === "all" || inner.kind === "any" ? inner : undefined;
  const note = group === undefined ? unknownNote(inner as LeafRule, negated, vocabulary) : undefined;
  // Two fields may lack the same: said once.
  const messages = [...new Set(errors.filter(({ path }) => path === innerPath).map(({ message }) => message))];
  const name = group === undefined ? CONDITION_NAMES[(inner as LeafRule).kind] : "Group";
  const actions = (
    <InlineStack gap="100" wrap={false}>
      <Button
        size="slim"
        variant={negated ? "primary" : "tertiary"}
        pressed={negated}
        accessibilityLabel={`${name}: not`}
        onClick={() => onChange(wrap(inner, !negated))}
      >
        Not
      </Button>
      <Button
        icon={DeleteIcon}
        size="slim"
        variant="tertiary"
        accessibilityLabel={`Remove: ${name}`}
        onClick={onRemove}
      />
    </InlineStack>
  );
  return (
    <BlockStack gap="300">
      {joined !== undefined && (
        <Text as="span" variant="bodySm" tone="subdued" fontWeight="medium">
          {joined}
        </Text>
      )}
      <Box
        padding="300"
        borderWidth="025"
        borderRadius="200"
        borderColor={messages.length > 0 ? "border-critical" : "border"}
        background={depth % 2 === 1 ? "bg-surface-secondary" : "bg-surface"}
      >
        {group !== undefined ? (
          <GroupPart
            group={group}
            path={innerPath}
            depth={depth + 1}
            negated={negated}
            actions={actions}
            onChange={(changed) => onChange(wrap(changed, negated))}
          />
        ) : (
          <BlockStack gap="150">
            <div style={{ display: "flex", gap: "0.5rem", alignItems: "flex-start" }}>
              <div style={{ display: "flex", flex: "1 1 auto", minWidth: 0, flexWrap: "wrap", gap: "0.5rem" }}>
                <ConditionFields
                  rule={inner as LeafRule}
                  path={innerPath}
                  onChange={(leaf) => onChange(wrap(leaf, negated))}
                />
              </div>
              {actions}
            </div>
            {note !== undefined && (
              <Text as="p" variant="bodySm" tone="subdued">
                {note}
              </Text>
            )}
            {messages.map((message) => (
              <InlineError key={message} message={message} fieldID={`rule-${innerPath}`} />
            ))}
          </BlockStack>
        )}
      </Box>
    </BlockStack>
  );
}

function AddPart({ id, depth, onAdd }: { id: string; depth: number; onAdd: (rule: Rule) => void }) {
  const { vocabulary } = useBuilder();
  const [open, setOpen] = useState(false);
  const add = (rule: Rule) => {
    setOpen(false);
    onAdd(rule);
  };
  const kinds = possibleKinds(vocabulary);
  const items = kinds.map((kind) => ({
    content: CONDITION_NAMES[kind],
    onAction: () => add(newCondition(kind, vocabulary)),
  }));
  const [first] = kinds;
  const addGroup = () => {
    if (first !== undefined) add({ kind: "any", rules: [newCondition(first, vocabulary)] });
  };
  return (
    <InlineStack gap="200">
      <Popover
        active={open}
        autofocusTarget="first-node"
        onClose={() => setOpen(false)}
        activator={
          <Button id={id} icon={PlusIcon} disclosure onClick={() => setOpen(!open)} ariaExpanded={open}>
            Add condition
          </Button>
        }
      >
        <ActionList actionRole="menuitem" items={items} />
      </Popover>
      {depth < MAX_GROUP_DEPTH && (
        <Button variant="tertiary" onClick={addGroup}>
          Add group
        </Button>
      )}
    </InlineStack>
  );
}
