/** Whether a text is in the clipboard now. A browser may refuse, or have none for this page. Never rejects. */
export async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
