import { z } from "zod";

/** What the merchant decides on the settings page, as the form sends it. */
export const SettingsForm = z.object({
  tagPrefix: z
    .string()
    .trim()
    .min(1, "Write a prefix: it keeps Candor's tags apart from your own.")
    .max(30, "30 characters at most.")
    .regex(/^[^,]*$/, "A tag cannot hold a comma."),
  privacyFloor: z.coerce
    .number()
    .int("A whole number.")
    .min(3, "3 at least: smaller groups name people.")
    .max(50, "50 at most."),
});
export type SettingsForm = z.infer<typeof SettingsForm>;

export type SettingsFaults = Partial<Record<keyof SettingsForm, string>>;

export function parseSettings(form: Record<string, unknown>): { settings: SettingsForm } | { faults: SettingsFaults } {
  const parsed = SettingsForm.safeParse(form);
  if (parsed.success) return { settings: parsed.data };
  const faults: SettingsFaults = {};
  for (const issue of parsed.error.issues) {
    const field = issue.path[0] as keyof SettingsForm;
    faults[field] ??= issue.message;
  }
  return { faults };
}
